"""Cleaning measured on HTML pages of our own, each shaped as another content management system shapes them, with floors
that a change must not fall below. The pages and what is true of them are in `pages/`."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas import codec
from schemas.article import CleanArticle, RawArticle
from tests.core.clean.articles import CLEAN, COLLECTED, check_account, check_whole_markup
from tests.core.clean.shingles import f1, precision_recall
from tests.eval.conftest import Holds
from workers.core.outcome import Ok

PAGES = Path(__file__).parent / "pages"
TRUTH: dict[str, dict[str, Any]] = orjson.loads((PAGES / "truth.json").read_bytes())
FLOOR = 0.99
IN_A_SCRIPT = ("10-client-rendered-ko",)
"""Pages whose copy is in a script: its tags are escaped ones."""
Pair = tuple[dict[str, Any], RawArticle, CleanArticle]


@pytest.fixture(scope="module")
def pairs() -> dict[str, Pair]:
    found = {}
    for name, truth in TRUTH.items():
        article = codec.wrap((PAGES / f"{name}.html").read_bytes(), COLLECTED, "text/html")
        outcome = CLEAN(article)
        assert isinstance(outcome, Ok), (name, outcome)
        found[name] = (truth, article, outcome.outputs[0].record)
    return found


def test_the_bodies(pairs: dict[str, Pair], holds: Holds) -> None:
    scores = {n: precision_recall(r.body_text, "\n\n".join(t["paragraphs"])) for n, (t, _, r) in pairs.items()}
    value = f1(*(sum(score[side] for score in scores.values()) / len(scores) for side in (0, 1)))
    holds("body", value, FLOOR, {name: score for name, score in scores.items() if min(score) < 1})


@pytest.mark.parametrize("name", TRUTH)
def test_the_claims(pairs: dict[str, Pair], name: str) -> None:
    truth, article, record = pairs[name]
    published = record.firstcreated and record.firstcreated.strftime("%Y-%m-%dT%H:%M:%SZ")
    headline = (record.headline or "").replace("\u00a0", " ")
    assert (headline, list(record.authors)) == (truth["headline"], truth["authors"])
    assert truth["published"] in (None, published)
    assert record.format == "html page"
    assert record.genre == truth.get("genre", record.genre)
    check_account(article, record)
    if name not in IN_A_SCRIPT:
        check_whole_markup(article, record)
