"""Nasty payloads have an outcome with a named reason, and the cost of each grows with its size, no faster.

No test looks at a clock: the sizes are such that quadratic behaviour would run into the timeout by far.
"""

# ruff: noqa: E501 - a row of pieces

import pytest

from tests.core.clean.articles import CLEAN, check_account, raw
from tests.core.clean.nasty.payloads import PAYLOADS, Made, bomb
from workers.core.clean.html.attributes import attributes, folded
from workers.core.clean.html.headline import headlines
from workers.core.clean.html.jsonld import parse
from workers.core.clean.html.people import listed, people, signed
from workers.core.clean.html.written import written
from workers.core.outcome import Ok, Reject, RejectReason

SMALL, LARGE = 2_000, 200_000
pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(("made", "reasons"), [pytest.param(*row[1:], id=row[0]) for row in PAYLOADS])
def test_an_outcome_of_any_size(made: Made, reasons: frozenset[RejectReason]) -> None:
    for size in (SMALL, LARGE):
        article = raw(made(size))
        outcome = CLEAN(article)
        if isinstance(outcome, Reject):
            assert outcome.reason in reasons
        else:
            assert isinstance(outcome, Ok)
            check_account(article, outcome.outputs[0].record)


def test_entities_are_not_multiplied() -> None:
    for payload in (bomb(), "<rss><channel>" + bomb().split("]>")[1] + "</channel></rss>"):
        outcome = CLEAN(raw(payload))
        assert isinstance(outcome, Reject) or len(outcome.outputs[0].record.body_text) < 1_000  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "piece",
    ["a", "A ", "A b, ", "Ana Torres and ", "by ", "By Ana / ", " - ", "| ", "(", ")", "1.", "1. May ", "20.1.2020 ",
     "2020-01-", "&#", "&amp;", "&amp;#", "\\", '"', "'=", 'a="', "a='b\"", "<", "=", "\u3042", " ", "\u00a0", ",", "{", "[1,", '{"@id":'],
)  # fmt: skip
def test_the_patterns_are_linear(piece: str) -> None:
    text = piece * (LARGE // len(piece))
    attributes(f"<p {text}")
    attributes(f'<p a="{text}')
    folded(text)
    written(text)
    people([text[:160], text])
    signed(text)
    listed(text)
    parse(text)
    parse("{" + text + ",}")
    headlines({"jsonld": [text], "og": [text + "x"], "heading": ["y" + text], "title": [text]}, [text[:50], "x"])
