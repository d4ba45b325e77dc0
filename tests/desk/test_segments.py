"""Texts cut at their marks: code points as the records count them, whatever the browser counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Span
from workers.desk.segments import AROUND, Segment, excerpts, located, paragraphs, segments
from workers.reading.safe import safe

TEXTS = st.text(st.sampled_from("ab \U0001f6a2\U0001d54f\u00e9e\u0301\u202e\0\n"), max_size=60)
MARKS = st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(["event-0", "actor", "name-1"])))


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("", [], []),
        ("plain", [], [("plain", ())]),
        ("one two", [(4, 7, "x")], [("one ", ()), ("two", ("x",))]),
        ("\U0001f6a2\U0001f6a2 ship", [(3, 7, "x")], [("\U0001f6a2\U0001f6a2 ", ()), ("ship", ("x",))]),
        ("\U0001d54f\u0301a", [(0, 2, "x")], [("\U0001d54f\u0301", ("x",)), ("a", ())]),
        ("abcd", [(0, 3, "x"), (1, 4, "y")], [("a", ("x",)), ("bc", ("x", "y")), ("d", ("y",))]),
        ("abcd", [(0, 4, "x"), (1, 2, "y")], [("a", ("x",)), ("b", ("x", "y")), ("cd", ("x",))]),
        ("abcd", [(1, 3, "x"), (1, 3, "x")], [("a", ()), ("bc", ("x",)), ("d", ())]),
        ("abcd", [(2, 2, "x"), (3, 1, "y"), (9, 12, "z")], [("abcd", ())]),
        ("abcd", [(-3, 2, "x"), (3, 99, "y")], [("ab", ("x",)), ("c", ()), ("d", ("y",))]),
        ("a\u202eb\0", [], [("a\ufffdb\ufffd", ())]),
    ],
)
def test_a_text_is_cut_at_its_marks(
    text: str, marks: list[tuple[int, int, str]], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert segments(text, 0, len(text), marks) == tuple(Segment(*pair) for pair in expected)


@given(TEXTS, MARKS, st.integers(0, 60), st.integers(0, 60))
def test_nothing_is_lost_and_each_mark_covers_its_own(
    text: str, marks: list[tuple[int, int, str]], one: int, other: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = segments(text, start, end, marks)
    assert "".join(segment.text for segment in found) == safe(text[start:end])
    assert all(segment.text for segment in found)
    for name in ("event-0", "actor", "name-1"):
        covered = {place for s, e, mark in marks if mark == name for place in range(max(s, start), min(e, end))}
        marked = "".join(segment.text for segment in found if name in segment.marks)
        assert marked == safe("".join(text[place] for place in sorted(covered)))


@given(TEXTS, st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70))), st.integers(0, 70))
def test_paragraphs_show_all_of_a_text_but_space_up_to_the_limit(
    text: str, spans: list[tuple[int, int]], limit: int
) -> None:
    shown, left_out = paragraphs(text, [Span(start=s, end=e) for s, e in spans], limit)
    inside = {place for span in shown for place in range(span.start, span.end)}
    assert all(text[place].isspace() for place in range(min(limit, len(text))) if place not in inside)
    assert inside <= set(range(min(limit, len(text))))
    assert left_out == max(0, len(text) - limit)
    assert [span.start for span in shown] == sorted(span.start for span in shown)


LONG = "word " * 400


@pytest.mark.parametrize(
    ("text", "spans", "evidence", "expected"),
    [
        ("Nothing.", [(0, 8)], [], []),
        ("One. Two.", [(0, 9)], [(5, 9)], [("One. Two.", False, False)]),
        ("One.\n\nTwo.\n\nThree.", [(0, 4), (6, 10), (12, 18)], [(6, 10)], [("Two.", False, False)]),
        ("One.\n\nTwo.", [(0, 4), (6, 10)], [(0, 10)], [("One.", False, False), ("Two.", False, False)]),
        ("\U0001f6a2 One. Two.", [(0, 11)], [(2, 6)], [("\U0001f6a2 One. Two.", False, False)]),
    ],
)
def test_evidence_comes_with_its_paragraph(
    text: str, spans: list[tuple[int, int]], evidence: list[tuple[int, int]], expected: list[tuple[str, bool, bool]]
) -> None:
    found = excerpts(text, [Span(start=s, end=e) for s, e in spans], [Span(start=s, end=e) for s, e in evidence], [])
    assert [("".join(s.text for s in e.segments), e.before, e.after) for e in found] == expected


def test_of_a_long_paragraph_comes_what_stands_around_it_in_whole_words() -> None:
    text = f"{LONG}Here it is. {LONG}"
    start = text.index("Here")
    one = Span(start=start, end=start + 11)
    (found,) = excerpts(text, [Span(start=0, end=len(text))], [one], [(one.start, one.end, "event-0")])
    shown = "".join(segment.text for segment in found.segments)
    assert found.before
    assert found.after
    assert 2 * AROUND <= len(shown) <= 2 * AROUND + 30
    assert set(shown.split()) == {"word", "Here", "it", "is."}
    assert [s.text for s in found.segments if s.marks] == ["Here it is."]


@pytest.mark.parametrize(
    ("start", "words", "expected"),
    [
        (4, "Two.", (4, 8)),
        (0, "Two.", (4, 8)),  # a revision moved it
        (-9, "Two.", (4, 8)),
        (90, "Two.", (4, 8)),
        (4, "Three.", None),
        (0, "", None),
    ],
)
def test_evidence_is_found_where_it_stands(start: int, words: str, expected: tuple[int, int] | None) -> None:
    found = located("One Two.", start, words)
    assert (found and (found.start, found.end)) == expected
