"""Who is meant, measured on the held part of a sheet of labelled mentions, with floors that a change must not fall
below.

`who.jsonl` has one written passage a line, labelled by hand; the passages of `part` dev are for development and
are not counted here. `found`: the share of the listed mentions whose very span the step mentions, "the" in front left
out. Of those: `name`, whether it is joined to the sheet's entity (by name, or a place by its GeoNames id); `country`,
`sector` and `place` (GeoNames id, and coordinates where the sheet has them), each over the mentions where the sheet or
the step gives one: an answer where there is none counts as wrong, and nothing said where there is nothing not at all.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas.article import Mention
from tests.core.tag.reader import tagged
from tests.eval.conftest import Holds
from workers.core.tag.lexicon import plain

SHEET = Path(__file__).parent / "who.jsonl"
FLOORS = {"found": 0.97, "name": 0.98, "country": 0.94, "sector": 0.90, "place": 0.95}
APART = 0.05
"""Degrees that two pairs of coordinates of one place may differ by."""


def answers(part: str) -> Iterator[tuple[dict[str, Any], Mention | None, str]]:
    """Each listed mention of a part, the step's for it (none where it has none of that span), and the passage."""
    for line in SHEET.read_bytes().splitlines():
        passage = orjson.loads(line)
        if passage["part"] != part:
            continue
        day = datetime.fromisoformat(passage["day"]).replace(tzinfo=UTC) if passage["day"] else None
        spans = {_span(m.start, m.text): m for m in tagged(passage["text"], day).mentions}
        for listed in passage["mentions"]:
            yield listed, spans.get(_span(listed["start"], listed["text"])), passage["text"]


def wrong(listed: dict[str, Any], found: Mention) -> dict[str, bool]:
    """By measure whether `found` misses the sheet's answer; a measure that has nothing to say here is left out."""
    judged = {"name": not _same(listed, found)}
    for measure, key in (("country", "country_code"), ("sector", "sector_code"), ("place", "geonames_id")):
        if listed[key] is not None or getattr(found, key) is not None:
            judged[measure] = listed[key] != getattr(found, key)
    if judged.get("place") is False and listed["lat"] is not None:
        judged["place"] = (
            found.lat is None
            or found.lon is None
            or not (abs(found.lat - listed["lat"]) < APART and abs(found.lon - listed["lon"]) < APART)
        )
    return judged


def _span(start: int, text: str) -> tuple[int, int]:
    bare = text.removeprefix("The ").removeprefix("the ")
    return start + len(text) - len(bare), start + len(text)


def _same(listed: dict[str, Any], found: Mention) -> bool:
    if listed["geonames_id"] is not None and listed["geonames_id"] == found.geonames_id:
        return True
    return _bare(listed["name"]) == _bare(found.name)


def _bare(name: str) -> str:
    return plain(name).replace("’", "'").casefold().removeprefix("the ")


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    """Each measure over the held part."""
    return measured("held")


def measured(part: str) -> dict[str, float]:
    """Each measure over a part."""
    counts: Counter[str] = Counter()
    for listed, found, _ in answers(part):
        counts["listed"] += 1
        counts["found"] += found is not None
        for measure, missed in wrong(listed, found).items() if found is not None else ():
            counts[f"{measure} judged"] += 1
            counts[measure] += not missed
    shares = {name: counts[name] / counts[f"{name} judged"] for name in ("name", "country", "sector", "place")}
    return shares | {"found": counts["found"] / counts["listed"]}


def test_the_sheet_holds_what_it_says() -> None:
    passages = [orjson.loads(line) for line in SHEET.read_bytes().splitlines()]
    mentions = [(p["text"], m) for p in passages for m in p["mentions"]]
    assert len(mentions) >= 420
    assert all(text[m["start"] : m["end"]] == m["text"] for text, m in mentions)


@pytest.mark.parametrize("measure", FLOORS)
def test_floor(scores: dict[str, float], measure: str, holds: Holds) -> None:
    holds(measure, scores[measure], FLOORS[measure])
