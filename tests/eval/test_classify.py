"""Events measured on the sample articles, through clean and tag, with floors that a change must not fall below.

An event of the sheet is found where one of the same type has its evidence in the same sentence and names its actor and
its recipient (a party of the sheet's by name, by words or by country). Precision counts all that was coded: the sheet
holds the events that matter, not every one, so that much of what it lacks is right.

Beside the project lies a public set of sentences with a marked pair (Zero-Shot-PLOVER's training sentences, for
measuring only): is the root of the pair right?

Measured: recall .705, precision .602, type recall .890, auxiliary modes .981, dates .722, countries .707; the root of a
marked pair: accuracy .657, macro-F1 .689 (the errors of these sentences were looked at while the table was written).
"""

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from schemas.article import Mention, TaggedArticle
from schemas.base import Span
from schemas.event import Event, Party
from tests.eval.conftest import Holds
from tests.eval.wire import SHARED, answers, samples
from workers.core.classify import build

FLOORS = {"recall": 0.67, "precision": 0.57, "type recall": 0.86, "auxiliary": 0.95, "date": 0.68, "country": 0.66}
PAIRS = SHARED / "data" / "events" / "plv_train.tsv"
PAIR_FLOORS = {"accuracy": 0.645, "macro-F1": 0.675}
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    """Each measure of the sheet, 0 to 1."""
    sheet = {row["uri"]: row for row in answers()["articles"]}
    countries = _countries()
    counts: Counter[str] = Counter()
    for article in samples():
        row = sheet[article.uri]
        left = list(article.events)
        counts["coded"] += len(left)
        for truth in row["events"]:
            counts["truth"] += 1
            there = [e for e in left if e.event_type == truth["event_type"] and _same_place(e, truth["evidence"])]
            counts["typed"] += bool(there)
            hit = next((e for e in there if _same_parties(e, truth, countries)), None)
            if hit is None:
                continue
            left.remove(hit)
            counts["found"] += 1
            counts["auxiliary"] += list(hit.aux_modes) == truth["aux_modes"]
            if truth["date"]:
                counts["dated"] += 1
                counts["date"] += str(hit.date).startswith(truth["date"])
            if truth["country_code"]:
                counts["placed"] += 1
                counts["country"] += hit.location is not None and hit.location.country_code == truth["country_code"]
    return {
        "recall": counts["found"] / counts["truth"],
        "precision": counts["found"] / counts["coded"],
        "type recall": counts["typed"] / counts["truth"],
        "auxiliary": counts["auxiliary"] / counts["found"],
        "date": counts["date"] / counts["dated"],
        "country": counts["country"] / counts["placed"],
    }


@pytest.mark.parametrize("name", FLOORS)
def test_samples(measured: dict[str, float], name: str, holds: Holds) -> None:
    holds(name, measured[name], FLOORS[name])


@pytest.mark.skipif(not PAIRS.is_file(), reason="the sentences are not beside the project")
def test_the_root_of_a_marked_pair(holds: Holds) -> None:
    code, merged = build(), {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    outcomes: Counter[tuple[str, str]] = Counter()
    for marked, gold in _pairs():
        outcome: Any = code(marked)
        best = max(outcome.outputs[0].record.events, key=_fit, default=None)
        outcomes[gold, merged.get(best.event_type, best.event_type) if best else "none"] += 1
    roots = sorted({gold for gold, _ in outcomes})
    scores = [_f1(outcomes, root) for root in roots]
    accuracy = sum(outcomes[r, r] for r in roots) / outcomes.total()
    assert len(roots) == 15
    holds("root, accuracy", accuracy, PAIR_FLOORS["accuracy"], outcomes)
    holds("root, macro-F1", sum(scores) / len(scores), PAIR_FLOORS["macro-F1"], outcomes)


def _f1(outcomes: Counter[tuple[str, str]], root: str) -> float:
    gold = sum(n for (truth, _), n in outcomes.items() if truth == root)
    coded = sum(n for (_, code), n in outcomes.items() if code == root)
    return 2 * outcomes[root, root] / (gold + coded)


def _fit(event: Event) -> tuple[int, float]:
    acts = any(p.name.startswith("s:") for p in event.actor)
    suffers = any(p.name.startswith("t:") for p in event.actor + event.recipient)
    return acts + suffers, event.score


def _pairs() -> Iterator[tuple[TaggedArticle, str]]:
    """Each sentence as an article with the marked pair as its only mentions, and the root."""
    seen = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
    with PAIRS.open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            text, mentions, open_mark = "", [], ("", 0)
            for part in re.split(r"(</?[st]>)", row["marked_sentence"]):
                if part in ("<s>", "<t>"):
                    open_mark = (part[1], len(text))
                elif part in ("</s>", "</t>"):
                    words = text[open_mark[1] :].strip()
                    start = text.index(words, open_mark[1])
                    mentions.append(_mention(start, words, open_mark[0]))
                else:
                    text += part
            article = TaggedArticle(
                uri=f"urn:test:{number}", collected=seen, format="text", language="en", body_text=text, paragraphs=(),
                sentences=(Span(start=0, end=len(text)),), mentions=tuple(sorted(mentions, key=lambda m: m.start)),
            )  # fmt: skip
            yield article, row["gold_root"]


def _mention(start: int, words: str, mark: str) -> Mention:
    end = start + len(words)
    return Mention(start=start, end=end, text=words, type="ORG", score=1.0, name=f"{mark}:{words}", rule="test")


def _countries() -> dict[str, str]:
    """Country by any name that the sheet knows, in lower case."""
    entities = [entity for row in answers()["articles"] for entity in row["entities"] if entity["country_code"]]
    return {entity[key].lower(): entity["country_code"] for entity in entities for key in ("text", "name")}


def _same_place(event: Event, evidence: str) -> bool:
    return evidence.split(",")[0][:30] in event.text or event.text[:30] in evidence


def _same_parties(event: Event, truth: dict[str, Any], countries: dict[str, str]) -> bool:
    both = event.actor + event.recipient
    symmetric = event.event_type in SYMMETRIC
    return _covers(both if symmetric else event.actor, truth["actor"], countries) and _covers(
        both if symmetric else event.recipient, truth["recipient"], countries
    )


def _covers(parties: tuple[Party, ...], wanted: list[str], countries: dict[str, str]) -> bool:
    return not wanted or any(_is(party, name.lower(), countries) for party in parties for name in wanted)


def _is(party: Party, wanted: str, countries: dict[str, str]) -> bool:
    if any(a in b for name in (party.name.lower(), party.text.lower()) for a, b in ((name, wanted), (wanted, name))):
        return True
    country = countries.get(wanted) or next((countries[word] for word in wanted.split() if word in countries), None)
    return country is not None and party.country_code == country
