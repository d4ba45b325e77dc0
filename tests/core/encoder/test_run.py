"""The encoder over sentences: windows, batches, and that what is read beside a text never bears on it."""

import numpy as np
import pytest

from tests.core.encoder.shipped import decoder, encoder, pieces
from workers.core.encoder.run import PIECES_IN_BATCH, WINDOW, _batches

SENTENCE = "Kenya 's foreign ministry said on Monday that Amina Hassan would meet Pedro Sanchez in Madrid .".split()
FOUND = [
    ("Kenya", "GPE"),
    ("Monday", "DATE"),
    ("Amina Hassan", "PERSON"),
    ("Pedro Sanchez", "PERSON"),
    ("Madrid", "GPE"),
]


def found(words: list[str]) -> list[tuple[str, str]]:
    (scores,) = encoder().scores([words])
    assert scores.shape == (len(words), len(decoder().tags))
    return [(" ".join(words[s.start : s.end]), s.label) for s in decoder().spans(scores)]


def test_names_are_found() -> None:
    assert found(SENTENCE) == FOUND


@pytest.mark.parametrize("times", [2, 15, 60])
def test_a_long_sentence_is_read_to_its_end(times: int) -> None:
    words = [*SENTENCE[:-1], ",", "and"] * times
    assert sum(pieces().sizes(words)) > WINDOW or times == 2
    names = found(words)
    for name, label in FOUND:
        assert names.count((name, label)) >= 0.9 * times
    assert names[-1] == FOUND[-1]


def test_each_word_counts_once_however_it_is_windowed() -> None:
    words = ["Antidisestablishmentarianism" * 3] * 90 + ["x"] * 400
    windows = encoder()._windows(0, words)
    assert [w.start for w in windows] == [0, *(w.stop for w in windows[:-1])]
    assert windows[-1].stop == len(words)
    assert all(w.first <= w.start < w.stop <= w.last for w in windows)
    assert all(w.pieces <= WINDOW for w in windows)


def test_batches_hold_no_more_than_they_may() -> None:
    windows = [w for number in range(60) for w in encoder()._windows(number, SENTENCE * (1 + number % 7))]
    windows.sort(key=lambda window: window.pieces)
    batches = list(_batches(windows))
    assert sum(len(batch) for batch in batches) == len(windows)
    assert all(len(batch) * (batch[-1].pieces + 2) <= PIECES_IN_BATCH for batch in batches)


def test_a_text_has_the_same_scores_whatever_was_read_before() -> None:
    text = [SENTENCE, SENTENCE[5:], ["Breaking", ":"], SENTENCE * 4]
    alone = encoder().scores(text)
    encoder().scores([["Quito", "burns"], SENTENCE * 9])
    again = encoder().scores(text)
    assert all(np.array_equal(a, b) for a, b in zip(alone, again, strict=True))


def test_an_empty_sentence_has_no_scores() -> None:
    one, none = encoder().scores([SENTENCE, []])
    assert len(one) == len(SENTENCE)
    assert len(none) == 0
    assert encoder().scores([]) == []
