"""Quotes measured on `quotes.jsonl`: articles written for this, their quotes labelled, with floors on its held half.

A line is an article: `text`, `day`, `part` (its half, fixed before anything was measured: `dev` to tune on, `held`) and
`quotes`, in order: offsets into the text, `kind`, `speaker` (the entity's full name; null: nobody whom the text names)
and `cue`. A direct quote is the words between the marks; a mixed one is the whole clause that somebody is said to have
said, marks included; an indirect one is the clause without "that".
Words whose marks are lost count as direct where only the speaker can have said them ("we"). Most articles of the two
halves were written in pairs of one pattern; six of the held half (34 quotes, the last ones) were not, and are harder.

`overlap` is the F1 of BBC Citron's content overlap (`citron/metrics.py`): words in both a labelled and a found quote,
of all words of the found quotes (precision) and of the labelled ones (recall), summed over the articles. Quotes that
are missed or made up count with all their words. `exact` is the F1 of spans that agree to the character, but for marks
and white space at their ends. A labelled quote is matched to the found one that shares most words with it. Of the
matched ones `speaker` is the share with the labelled speaker (also where it is null), and `kind` with the labelled
kind; `attributed` is the share of all the labelled ones that are matched and have the right speaker.
"""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas.article import Quote, TaggedArticle
from tests.core.tag.reader import tagged
from tests.eval.conftest import Holds

SHEET = Path(__file__).with_name("quotes.jsonl")
FLOORS = {"overlap": 0.965, "exact": 0.94, "speaker": 0.95, "attributed": 0.92, "kind": 0.98}
ENDS = " \n“”\"'‘’.,?!"


def articles(part: str) -> list[dict[str, Any]]:
    """The articles of one half of the sheet."""
    return [a for a in map(orjson.loads, SHEET.read_bytes().splitlines()) if a["part"] == part]


def read(article: dict[str, Any]) -> TaggedArticle:
    """The article through the tag step."""
    day = datetime.fromisoformat(article["day"]).replace(tzinfo=UTC) if article["day"] else None
    return tagged(article["text"], day)


def words(text: str, start: int, end: int) -> set[int]:
    """Where the words of a span begin."""
    return {at for at in range(start, end) if text[at].isalnum() and not (at and text[at - 1].isalnum())}


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without marks and white space at its ends."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip(ENDS)), start + len(part.rstrip(ENDS))


def spoken(record: TaggedArticle, quote: Quote) -> set[str | None]:
    """The names that the entity who speaks has in the article, its own among them ("MSF" is not how all call it)."""
    if quote.speaker_mention is None:
        return {None}
    name = record.mentions[quote.speaker_mention].name
    return {name, *(m.text for m in record.mentions if m.name == name)}


def _f1(shared: int, found: int, labelled: int) -> float:
    return 2 * shared / (found + labelled)


def measured(part: str) -> dict[str, float]:
    """Each measure over one half."""
    counts: Counter[str] = Counter()
    for article in articles(part):
        text, record = article["text"], read(article)
        found = [words(text, q.start, q.end) for q in record.quotes]
        spans = {bare(text, q.start, q.end) for q in record.quotes}
        counts["words found"] += sum(map(len, found))
        counts["found"] += len(found)
        for label in article["quotes"]:
            own = words(text, label["start"], label["end"])
            shares = [len(own & other) for other in found]
            counts["labelled"] += 1
            counts["words labelled"] += len(own)
            counts["words shared"] += sum(shares)
            counts["exact"] += bare(text, label["start"], label["end"]) in spans
            if not any(shares):
                continue
            best = record.quotes[shares.index(max(shares))]
            counts["matched"] += 1
            counts["speaker"] += label["speaker"] in spoken(record, best)
            counts["kind"] += best.kind == label["kind"]
    return {
        "overlap": _f1(counts["words shared"], counts["words found"], counts["words labelled"]),
        "exact": _f1(counts["exact"], counts["found"], counts["labelled"]),
        "speaker": counts["speaker"] / counts["matched"],
        "attributed": counts["speaker"] / counts["labelled"],
        "kind": counts["kind"] / counts["matched"],
    }


@pytest.fixture(scope="module")
def held() -> dict[str, float]:
    """Each measure over the held half."""
    return measured("held")


@pytest.mark.parametrize("measure", FLOORS)
def test_floor(held: dict[str, float], measure: str, holds: Holds) -> None:
    holds(measure, held[measure], FLOORS[measure])


def test_the_sheet_is_sound() -> None:
    for part in ("dev", "held"):
        labels = [q for article in articles(part) for q in article["quotes"]]
        assert len(labels) > 150
        assert {q["kind"] for q in labels} == {"direct", "mixed", "indirect"}
    for article in (*articles("dev"), *articles("held")):
        for label in article["quotes"]:
            assert article["text"][label["start"] : label["end"]] == label["text"]
