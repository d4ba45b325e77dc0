"""What people are shown of a text: safe for a terminal, with both sides of the cleaning."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from schemas.article import Removal, Segment
from tests.reading.records import BODY, CLEAN, EVENT, SOURCE, TAGGED
from workers.reading.cleaning import pieces
from workers.reading.marked import Look, body, cleaned, sentence
from workers.reading.safe import one_line, safe, safe_json

PLAIN = Look(colour=False)
COLOUR = Look(colour=True)

HOSTILE = ["\x1b]0;owned\x07", "\x1b[2J", "\x9b31m", "\x00", "\r", "\x7f", "\u202e", "\u2066", "\ud800", "\x08"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_character_is_left(text: str) -> None:
    assert len(safe(text)) == len(text)
    for shown in (safe(text), one_line(text)):
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066\ud800" for c in shown)


@given(st.text())
def test_safe_keeps_offsets_and_lines(text: str) -> None:
    assert len(safe(text)) == len(text)
    assert "\n" not in one_line(text)
    assert "\x1b" not in safe(text)


@pytest.mark.parametrize(
    ("text", "limit", "expected"), [("a\n  b\tc", None, "a b c"), ("abcdef", 4, "abc…"), ("", 3, "")]
)
def test_one_line(text: str, limit: int | None, expected: str) -> None:
    assert one_line(text, limit) == expected


def test_json_says_the_same_without_control_characters() -> None:
    assert safe_json('"\x7f\x9b\u202e"') == '"\\u007f\\u009b\\u202e"'


def test_both_sides_of_the_cleaning() -> None:
    assert cleaned(SOURCE, CLEAN, PLAIN).plain == (
        "[-Home | News-](menu)\nMali{+’+}s junta said “No.” It banned ECOWAS envoys.\n[-Read more-](related)"
    )


def test_colours_stand_for_brackets() -> None:
    text = cleaned(SOURCE, CLEAN, COLOUR)
    styles = {text.plain[s.start : s.end]: str(s.style) for s in text.spans}
    assert styles["Home | News"] == "red strike"
    assert styles["’"] == "bold green"


@pytest.mark.parametrize(
    ("source", "body_text", "removed", "segments", "expected"),
    [
        (
            "<p>a &amp; b</p>",
            "a & b",
            [],
            [("copy", 0, 2, 3, 5), ("decode", 2, 3, 5, 10), ("copy", 3, 5, 10, 12)],
            "a {+&+} b",
        ),
        ("a\n\n\nb", "a\n\nb", [], [("copy", 0, 1, 0, 1), ("insert", 1, 3, 1, 1), ("copy", 3, 4, 4, 5)], "a\n\nb"),
        ("a lost b", "ab", [], [("copy", 0, 1, 0, 1), ("copy", 1, 2, 7, 8)], "a[?lost ?]b"),
        ("<script>x</script>a<style>y", "a", [], [("copy", 0, 1, 18, 19)], "a"),
        ("<b>x <i>y</i></b>a", "a", [(3, 13, "m")], [("copy", 0, 1, 17, 18)], "[-x  y -](m)a"),
        ("menu a", "a", [(0, 4, "x")], [("copy", 0, 1, 5, 6)], "[-menu-](x) a"),
        ("short", "longer text", [(3, 99, "x")], [("copy", 0, 11, 0, 90)], "longer text"),
    ],
)
def test_accounts(
    source: str,
    body_text: str,
    removed: list[tuple[int, int, str]],
    segments: list[tuple[str, int, int, int, int]],
    expected: str,
) -> None:
    told = replace(
        CLEAN,
        format="html fragment",
        body_text=body_text,
        removed=tuple(Removal(start=s, end=e, rule=r) for s, e, r in removed),
        offset_map=tuple(
            Segment(kind=k, start=a, end=b, source_start=c, source_end=d)  # type: ignore[arg-type]
            for k, a, b, c, d in segments
        ),
    )
    assert cleaned(source, told, PLAIN).plain == expected


def test_all_of_the_body_is_shown_as_kept_or_restored() -> None:
    shown = "".join(p.text for p in pieces(SOURCE, CLEAN) if p.kind in ("kept", "restored", "changed"))
    assert shown.strip() == BODY


def test_a_long_tail_is_counted_unless_all_is_wanted() -> None:
    source = "copy\n" + "link\n" * 50
    told = replace(
        CLEAN,
        body_text="copy",
        removed=tuple(Removal(start=5 + 5 * n, end=9 + 5 * n, rule="links") for n in range(50)),
        offset_map=(Segment(kind="copy", start=0, end=4, source_start=0, source_end=4),),
    )
    shown = cleaned(source, told, PLAIN).plain
    assert shown.count("[-link-]") == 3
    assert "... and 47 more: links 47 (--full)" in shown
    assert cleaned(source, told, Look(False, full=True)).plain.count("[-link-]") == 50


def test_none_of_a_row_by_several_rules_goes_uncounted() -> None:
    source = "copy\n" + "link\n" * 8
    rules = ("links", "menu", "links", "share", "menu", "menu", "links", "share")
    told = replace(
        CLEAN,
        body_text="copy",
        removed=tuple(Removal(start=5 + 5 * n, end=9 + 5 * n, rule=rule) for n, rule in enumerate(rules)),
        offset_map=(Segment(kind="copy", start=0, end=4, source_start=0, source_end=4),),
    )
    shown = cleaned(source, told, PLAIN).plain
    assert shown.count("[-link-]") == 3
    assert "... and 5 more: share 2, menu 2, links 1 (--full)" in shown


def test_mentions_quotes_and_parties_are_marked() -> None:
    assert body(BODY, TAGGED.mentions, [], PLAIN).plain.startswith("[Mali|GPE]’s junta")
    parts = [(p.start, p.end, "actor") for p in EVENT.actor] + [(p.start, p.end, "recipient") for p in EVENT.recipient]
    assert sentence(EVENT.text, EVENT.start, parts, PLAIN).plain == "It banned [ECOWAS|recipient] envoys."
    assert body(BODY, TAGGED.mentions, [], COLOUR).plain == BODY


def test_brackets_in_an_article_are_no_markup() -> None:
    told = replace(CLEAN, body_text="[red]x[/nope]", removed=(), offset_map=())
    out = io.StringIO()
    Console(file=out, width=80).print(cleaned("[red]x[/nope]", told, PLAIN))
    assert "[red]x[/nope]" in out.getvalue()
