"""Changed sentences keep their marks on the same names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.augment import Augment
from training.corpora.sentence import Mark, Sentence, allowed
from training.evaluate import Report, evaluate, gold

NONE = dict.fromkeys(("swap", "apostrophes", "stop", "lower", "upper", "title"), 0.0)
SENTENCE = Sentence(
    ("NATO", "'s", "chief", "met", "Ann", "O'Hara", "."),
    (Mark(0, 1, ("ORG",)), Mark(4, 6, ("PERSON",))),
    (),
    "gmb",
)
OTHER = Sentence(("Bola", "Ade", "Ojo"), (Mark(0, 3, ("PERSON",)),), (), "authored")


def changed(**shares: float) -> Sentence:
    return Augment([OTHER], NONE | shares, 1)(SENTENCE)


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({}, "NATO 's chief met Ann O'Hara ."),
        ({"apostrophes": 1.0}, "NATOs chief met Ann OHara ."),
        ({"stop": 1.0}, "NATO 's chief met Ann O'Hara"),
        ({"lower": 1.0}, "nato 's chief met ann o'hara ."),
        ({"upper": 1.0}, "NATO 'S CHIEF MET ANN O'HARA ."),
        ({"title": 1.0}, "NATO 's Chief Met Ann O'Hara ."),
    ],
)
def test_ways(shares: dict[str, float], words: str) -> None:
    assert " ".join(changed(**shares).words) == words


def test_marks_stay_on_their_names() -> None:
    bare = changed(apostrophes=1.0)
    assert [bare.words[m.start : m.end] for m in bare.marks] == [("NATOs",), ("Ann", "OHara")]


@given(st.integers(0, 10_000))
def test_marks_are_in_order_and_inside(seed: int) -> None:
    shares = {"swap": 1.0, "apostrophes": 0.5, "stop": 0.5, "lower": 0.3, "upper": 0.3, "title": 0.3}
    found = Augment([OTHER], shares, seed)(SENTENCE)
    assert len(allowed(found)) == len(found.words)
    at = 0
    for mark in found.marks:
        assert at <= mark.start < mark.end <= len(found.words)
        at = mark.end


def test_what_is_silent_may_be_anything_and_what_is_marked_is_one_thing() -> None:
    sentence = Sentence(("Paris", "in", "May"), (Mark(0, 1, ("GPE", "LOC")),), ("DATE",), "ewt")
    paris, word, may = allowed(sentence)
    assert paris == ("B-GPE", "B-LOC")
    assert word == may == ("O", "B-DATE", "I-DATE")


def test_scores_count_each_error_once_by_its_cause() -> None:
    found = [[(0, 2, "ORG"), (4, 6, "ORG"), (3, 4, "PERSON")]]
    report: Report = evaluate([SENTENCE], lambda _: found, ("PERSON", "ORG"))
    assert (report.total.right, report.total.wrong, report.total.missed) == (0, 3, 2)
    assert report.spans.right == 1
    assert dict(report.causes) == {"border": 1, "label": 1, "found for nothing": 1}
    assert gold(SENTENCE, ("PERSON",), coarse=True) == [(4, 6, "PERSON")]
