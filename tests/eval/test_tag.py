"""Tagging measured on the answer sheet of the sample articles, with floors that a change must not fall below.

The sheet lists each name of an article once. `found`: the share of them that the step mentions; `precision`: the share
of the step's names (dates and nouns that stand for a name left out) that the sheet lists; `type`, `country`, `sector`:
the share of the found ones where a mention of that name has the sheet's answer. The sheet names a capital as a city;
where the step took it for the government, its sector is not compared.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path

import orjson
import pytest

from schemas.article import Mention
from tests.core.tag.reader import tagged
from tests.eval.conftest import Holds

SHEET = Path(__file__).parents[2] / "workers" / "demo" / "answers.json"
FLOORS = {"found": 0.96, "precision": 0.95, "type": 0.96, "country": 0.91, "sector": 0.94}


def _bare(text: str) -> str:
    return text.removeprefix("The ").removeprefix("the ")


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    """Each measure over all English articles of the sheet."""
    counts: Counter[str] = Counter()
    for answer in orjson.loads(SHEET.read_bytes())["articles"]:
        if answer["language"] != "en":
            continue
        day = datetime.fromisoformat(answer["firstcreated"]) if answer["firstcreated"] else None
        names: dict[str, list[Mention]] = {}
        for mention in tagged("\n\n".join(answer["paragraphs"]), day).mentions:
            if mention.type != "DATE" and mention.rule != "nominal":
                names.setdefault(_bare(mention.text), []).append(mention)
        listed = {_bare(entity["text"]) for entity in answer["entities"]}
        counts["names"] += len(names)
        counts["listed names"] += len(names.keys() & listed)
        for entity in answer["entities"]:
            counts["listed"] += 1
            mentions = names.get(_bare(entity["text"]), [])
            if not mentions:
                continue
            counts["found"] += 1
            counts["type"] += any(m.type == entity["type"] for m in mentions)
            counts["country"] += any(m.country_code == entity["country_code"] for m in mentions)
            counts["sector"] += any(m.rule == "metonym" or m.sector_code == entity["sector_code"] for m in mentions)
    shares = {name: counts[name] / counts["found"] for name in ("type", "country", "sector")}
    return shares | {
        "found": counts["found"] / counts["listed"],
        "precision": counts["listed names"] / counts["names"],
    }


@pytest.mark.parametrize("measure", FLOORS)
def test_floor(scores: dict[str, float], measure: str, holds: Holds) -> None:
    holds(measure, scores[measure], FLOORS[measure])
