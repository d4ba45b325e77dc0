"""The step keeps its contract on any record: offsets, ids, order, the same bytes every time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import codec
from schemas.ids import digest
from tests.core.classify.articles import CLASSIFY, NAMES, events, tagged
from workers.core.classify import build
from workers.core.outcome import Ok

TEXT = (
    "Veltria expelled Ostran diplomats on Sunday.\nGunmen killed 12 people in Port Elma, and Anna Morel condemned it."
)
WORDS = (
    *NAMES,
    *"police the was killed by to and , “ ” attacked who that said of 12 people in 's met will not".split(),
    *"talks between after it - . sanctions".split(),
    "\n",
)


@pytest.mark.parametrize(("fields", "count"), [({}, 3), ({"language": "es"}, 0), ({"language": None}, 3)])
def test_only_english_is_read(fields: dict[str, str | None], count: int) -> None:
    assert len(events(TEXT, **fields)) == count


def test_without_mentions_there_are_no_events() -> None:
    assert events("Police killed 12 people.") == ()


def test_the_record_stands_alone() -> None:
    article = tagged(TEXT)
    outcome = CLASSIFY(article)
    assert isinstance(outcome, Ok)
    (output,) = outcome.outputs
    assert output.key == article.uri
    assert all(getattr(output.record, name) == getattr(article, name) for name in article.__dataclass_fields__)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_give_a_whole_record(words: list[str]) -> None:
    text = " ".join(words)
    article = tagged(text)
    found = events(text)
    starts = [e.start for e in found]
    assert starts == sorted(starts)
    assert len({e.id for e in found}) == len(found)
    for e in found:
        assert e.text == text[e.start : e.end]
        assert e.id == digest("event", article.uri, e.event_type, str(e.start), str(e.end))
        assert 0 <= e.score <= 1
        assert e.coder == "patterns-1"
        assert all(p.text == text[p.start : p.end] for p in e.actor + e.recipient)
        assert not {p.name for p in e.actor} & {p.name for p in e.recipient}


def test_the_same_record_gives_the_same_bytes() -> None:
    once, again = (step(tagged(TEXT)) for step in (build(), build()))
    assert isinstance(once, Ok)
    assert isinstance(again, Ok)
    assert codec.encode(once.outputs[0].record) == codec.encode(again.outputs[0].record)
