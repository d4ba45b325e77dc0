"""Agreement of two hands, on rows small enough to count by hand."""

import pytest

from training.agreement import f1, kappa, measured
from training.corpora.events import parse


def test_kappa_of_chance_is_none_and_of_the_same_is_one() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == 1
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0


def test_spans_agree_where_they_share_a_character() -> None:
    assert f1([([(0, 5)], [(4, 9)]), ([(0, 5)], [(5, 9)])]) == pytest.approx(0.5)


def test_events_are_paired_by_their_words() -> None:
    first = parse("[Mali|a1] [expelled|e1:SANCTION/mode=expel] [envoys|r1] and [met|e2:CONSULT] nobody.")
    second = parse("[Mali|a1] [expelled envoys|e1:COERCE/mode=deport] and met nobody.")
    none = parse("It rained.")
    found = measured([(first, second), (first, first), (none, none)])
    assert found["events, F1"] == pytest.approx(6 / 7)
    assert found["a sentence tells an event, kappa"] == 1
    assert found["actors, F1"] == 1
    assert found["recipients, F1"] == pytest.approx(2 / 3)
