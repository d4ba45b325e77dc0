"""Cleaning measured on the sample articles, with floors that a change must not fall below.

Body F1 is that of the macro means over 4-gram shingles. The sheet names the outlet at the foot of an aggregator's copy
as publisher; a clean article names who wrote first as agency, so either place counts for it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas import codec
from schemas.article import CleanArticle
from tests.core.clean.shingles import f1, precision_recall
from tests.eval.conftest import Holds
from workers.core.clean import build
from workers.core.outcome import Ok

DEMO = Path(__file__).parents[2] / "workers" / "demo"
COLLECTED = datetime(2026, 4, 1, tzinfo=UTC)
FLOORS = {
    "body": 0.995,
    "headline": 1.0,
    "authors": 1.0,
    "dateline": 0.98,
    "firstcreated": 1.0,
    "versioncreated": 1.0,
    "agency": 0.98,
    "pubstatus": 1.0,
    "correction": 1.0,
    "format": 1.0,
    "language": 1.0,
    "genre": 0.98,
}
Pair = tuple[dict[str, Any], CleanArticle]


def _payloads(sheet: list[dict[str, Any]]) -> Iterator[bytes]:
    lines = (line for line in (DEMO / "samples" / "wire.jsonl").read_bytes().splitlines() if line.strip())
    for row in sheet:
        yield next(lines) if row["file"].endswith(".jsonl") else (DEMO / "samples" / row["file"]).read_bytes()


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    clean, found = build(), []
    sheet = orjson.loads((DEMO / "answers.json").read_bytes())["articles"]
    for row, payload in zip(sheet, _payloads(sheet), strict=True):
        outcome = clean(codec.wrap(payload, COLLECTED))
        assert isinstance(outcome, Ok), (row["id"], outcome)
        record = outcome.outputs[0].record
        assert record.uri == row["uri"]
        found.append((row, record))
    return found


def _time(value: datetime | None) -> str | None:
    return value and value.strftime("%Y-%m-%dT%H:%M:%SZ")


def _right(field: str, row: dict[str, Any], record: CleanArticle) -> bool:
    if field == "headline":
        return (record.headline or "").replace("’", "'") == (row["headline"] or "").replace("’", "'")
    if field == "agency":
        return record.origin.agency in (
            {row["agency"], row["publisher"]} if row["agency"] is None else {row["agency"]}
        ) or (record.origin.agency is None and row["agency"] is None)
    if field in ("firstcreated", "versioncreated"):
        return _time(getattr(record, field)) == row[field]
    wanted = tuple(row[field]) if field == "authors" else row[field] or ("news" if field == "genre" else None)
    return bool(getattr(record, field) == wanted)


@pytest.mark.parametrize("field", FLOORS)
def test_floor(field: str, pairs: list[Pair], holds: Holds) -> None:
    if field == "body":
        scores = [precision_recall(record.body_text, "\n\n".join(row["paragraphs"])) for row, record in pairs]
        value = f1(sum(p for p, _ in scores) / len(scores), sum(r for _, r in scores) / len(scores))
        wrong = [row["id"] for (row, _), score in zip(pairs, scores, strict=True) if min(score) < 0.98]
    else:
        wrong = [row["id"] for row, record in pairs if not _right(field, row, record)]
        value = 1 - len(wrong) / len(pairs)
    holds(field, value, FLOORS[field], wrong)
