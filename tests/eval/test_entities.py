"""Entities measured on the authored sentences that training left out, with floors: the shipped model alone.

F1 of exact span and label, places as one label (as the model card and the public sets count). The same sentences again
without apostrophes, in lower and in upper case: the share of the F1 that is kept.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from tests.eval.conftest import Holds
from tests.eval.public_entities import CHANGES, model
from training.corpora.authored import authored
from training.corpora.sentence import Sentence
from training.evaluate import Report, evaluate
from training.measured import MEASURED, held

KEPT = 10
"""training/entities.toml, held_out."""
F1 = {"total": 0.85, "spans": 0.90, "PERSON": 0.89, "ORG": 0.78, "LOC": 0.86, "DATE": 0.87}
SHARES = {"no apostrophes": 0.97, "lower": 0.92, "upper": 0.92}


@cache
def kept() -> tuple[Sentence, ...]:
    return tuple(s for s in authored() if s.words and held(s, KEPT))


@cache
def report(change: str | None = None) -> Report:
    way: Callable[[str], str] = CHANGES[change] if change else str
    changed = [replace(s, words=tuple(map(way, s.words))) for s in kept()]
    return evaluate(changed, model(), MEASURED["authored"])


@pytest.mark.parametrize("what", F1)
def test_f1(what: str, holds: Holds) -> None:
    found = report()
    scores = {"total": found.total, "spans": found.spans} | found.labels
    holds(f"F1, {what}", scores[what].f1, F1[what], found.errors.most_common(10))


@pytest.mark.parametrize("change", SHARES)
def test_f1_kept(change: str, holds: Holds) -> None:
    holds(f"F1 kept, {change}", report(change).total.f1 / report().total.f1, SHARES[change])
