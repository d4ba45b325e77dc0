"""Spans out of scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workers.core.encoder.decode import Decoder, Floats

TAGS = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG")


def scores(*rows: tuple[float, ...]) -> Floats:
    return np.array(rows, dtype=np.float32)


def test_a_span_and_its_score() -> None:
    (span,) = Decoder(TAGS).spans(scores((9, 0, 0, 0, 0), (0, 9, 0, 0, 0), (0, 0, 9, 0, 0)))
    assert (span.start, span.end, span.label) == (1, 3, "PERSON")
    assert 0.99 < span.score <= 1


def test_an_inside_without_its_beginning_is_settled_by_the_best_path() -> None:
    spans = Decoder(TAGS).spans(scores((2, 1.9, 0, 0, 0), (0, 0, 5, 0, 0)))
    assert [(s.start, s.end, s.label) for s in spans] == [(0, 2, "PERSON")]
    spans = Decoder(TAGS).spans(scores((0, 0, 0, 5, 0), (0, 0, 3, 0, 2.9)))
    assert [(s.start, s.end, s.label) for s in spans] == [(0, 2, "ORG")]


def test_two_that_touch_are_two() -> None:
    spans = Decoder(TAGS).spans(scores((0, 5, 0, 0, 0), (0, 5, 0, 0, 0)))
    assert [(s.start, s.end) for s in spans] == [(0, 1), (1, 2)]


def test_nothing() -> None:
    assert Decoder(TAGS).spans(np.zeros((0, 5), np.float32)) == []
    assert Decoder(TAGS).spans(scores((5, 0, 0, 0, 0))) == []


@given(st.lists(st.lists(st.floats(-9, 9, width=32), min_size=5, max_size=5), min_size=1, max_size=12))
def test_no_path_is_better_and_none_is_barred(rows: list[list[float]]) -> None:
    decoder = Decoder(TAGS)
    values = np.array(rows, dtype=np.float32)
    path = decoder.path(values)
    for before, after in zip([0, *path[:-1]], path, strict=True):
        if TAGS[after][0] == "I":
            assert TAGS[before][2:] == TAGS[after][2:]
    total = values[np.arange(len(path)), path].sum()
    only = [values[:, 0].sum(), sum(values[:, [0, 1, 3]].max(1))]  # all O; the best without an inside
    assert total >= max(only) - 1e-3
