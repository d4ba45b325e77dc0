"""Words as the encoder reads them."""

import pytest

from tests.core.encoder.shipped import pieces
from workers.core.encoder.pieces import CASES, CLASSES, LONGEST_WORD, MARKS, case_of


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("said", "lower"),
        ("Lavrov", "Title"),
        ("NATO", "UPPER"),
        ("A", "Letter"),
        ("McDonald", "miXed"),
        ("eBay", "miXed"),
        ("2014", "digit"),
        ("F-16", "digits-and-letters"),
        ("1,000", "digits-and-letters"),
        ("--", "none"),
    ],
)
def test_case(word: str, case: str) -> None:
    assert CASES[case_of(word)] == case


def test_case_is_lost_in_the_ids_and_kept_in_the_mark() -> None:
    (upper, loud), (lower, quiet) = pieces().word("NATO"), pieces().word("nato")
    assert upper == lower
    assert loud != quiet


def test_every_word_has_a_piece_and_none_has_too_many() -> None:
    for word in ("\u200b", "\ufffd", "🙂", "x" * 10_000, "٣", "Ǆ"):
        ids, mark = pieces().word(word)
        assert 1 <= len(ids) <= LONGEST_WORD
        assert 0 <= mark < MARKS


def test_batch_is_padded_and_tells_where_words_begin() -> None:
    batch = pieces().batch([["Zaporizhzhia", "burns"], ["No"]])
    assert batch.ids.shape == batch.mask.shape == batch.marks.shape
    sizes = pieces().sizes(["Zaporizhzhia", "burns"])
    assert list(batch.firsts[0]) == [1, 1 + sizes[0]]
    assert batch.mask.sum(1).tolist() == [sum(sizes) + 2, 3]
    assert batch.ids[1, 3:].tolist() == [0] * (batch.ids.shape[1] - 3)


def test_classes_are_numbers_that_marks_have_room_for() -> None:
    assert max(pieces()._classes.values()) < 2 * len(CLASSES)
