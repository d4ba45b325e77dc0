"""Whole pages that have lost their markup: where the copy is, what its headline and time are, what is left alone."""

import pytest

from schemas.article import CleanArticle
from tests.core.clean.articles import MORE, PROSE, cleaned
from workers.core.clean.rules.kinds import Kind, Line
from workers.core.clean.rules.run import runs

NAV = ("Menu", "World", "Politics", "Business", "Sport", "Search", "Sign in")
FOOT = ("Most read", "Six ways to mend a roof", "Contact us", "Privacy policy", "Terms of use")
TEASERS = (
    "The roof that nobody wanted to mend",
    "For ten years it dripped upon the altar, and for ten years they prayed.",
    "A bridge too narrow for its river",
    "Two towns quarrel over who is to pay for the pier in the middle.",
    "How a village kept its last shop",
    "They bought it together, and now they take turns at the till.",
    "The last lamplighter of the coast",
    "He walks eleven kilometers each night and has never met a thief.",
    "What became of the old school bell",
)
THIRD = "The mayor said that she had known nothing of the letter, and that she would answer it before the week was out."
TITLE = "Envoys leave town as talks stall"


def _page(*lines: str) -> CleanArticle:
    return cleaned("\n\n".join((*NAV, *lines, *FOOT)), mimetype="text/plain")


def _line(kind: Kind, words: int) -> Line:
    from workers.core.clean.blocks import Block

    return Line(Block(0, words, "w " * words), words, kind)


@pytest.mark.parametrize(
    ("kinds", "spans"),
    [
        ("", []),
        ("sssss", []),
        ("ssCCCss", [(2, 5)]),
        ("ssCCsCCss", [(2, 7)]),
        ("ssCCiCiCss", [(2, 8)]),
        ("ssCCCllllllllllllllCsss", [(2, 5)]),
        ("CsCsCCCCCCCC", [(0, 12)]),
        ("ssCCCCssssssssssssssssssssssssssCCCCss", [(2, 6), (32, 36)]),
        ("ssCCCCccssssssssssssssssssssssssCCCCss", [(2, 6)]),
    ],
)
def test_the_stretches_that_read_as_copy(kinds: str, spans: list[tuple[int, int]]) -> None:
    named: dict[str, Kind] = {"s": "short", "C": "copy", "i": "insert", "l": "label", "c": "comments"}
    assert runs([_line(named[letter], 30 if letter == "C" else 3) for letter in kinds]) == spans


@pytest.mark.parametrize(
    "between",
    [
        ("Advertisement",),
        ("Read more: Another matter",),
        ("View comments",),
        ("Recommended", "The town that moved uphill", "Nobody asked the horses"),
        ("The harbour at dawn. Photo: Ana Torres",),
        ("Please enter a valid email address.", "I agree to receive emails and accept the privacy policy."),
        ("Valley", "River wall will not be built this year", "The council put it off.", "Jan. 29, 2026"),
    ],
)
def test_what_stands_between_paragraphs_goes_and_they_stay(between: tuple[str, ...]) -> None:
    record = _page(TITLE, PROSE, MORE, *between, THIRD, PROSE.replace("minister", "mayor"))
    assert record.body_text == "\n\n".join((PROSE, MORE, THIRD, PROSE.replace("minister", "mayor")))


@pytest.mark.parametrize(
    "line",
    [
        "What was agreed",
        "“Nobody asked us”",
        "“It was never about money,” she said.",
        "Nobody objected.",
        "Why it failed:",
    ],
)
def test_a_short_line_between_paragraphs_is_copy(line: str) -> None:
    assert _page(TITLE, PROSE, MORE, line, THIRD).body_text == "\n\n".join((PROSE, MORE, line, THIRD))


def test_a_list_is_copy_and_links_are_not() -> None:
    items = ("1. A second mate at night", "2. Back pay from January", "3. A joint board")
    links = (
        "The town that moved uphill",
        "Nobody asked the horses",
        "A lighthouse on the edge of the sea is for sale again",
    )
    assert _page(TITLE, PROSE, MORE, *items, THIRD).body_text == "\n\n".join((PROSE, MORE, *items, THIRD))
    assert _page(TITLE, PROSE, MORE, *links, THIRD, PROSE).body_text == "\n\n".join((PROSE, MORE, THIRD, PROSE))


def test_titles_and_teasers_that_alternate_are_other_pieces() -> None:
    assert _page(TITLE, PROSE, MORE, THIRD, *TEASERS).body_text == "\n\n".join((PROSE, MORE, THIRD))


def test_readers_comments_are_no_copy_however_long() -> None:
    comments = [PROSE.replace("on", word) for word in "abcdef"]
    copy = (PROSE, MORE, THIRD, MORE.replace("Two", "Six"), THIRD.replace("mayor", "envoy"), f"{THIRD} {MORE}")
    record = _page(TITLE, *copy, "12 Comments", "Kim Lee", *comments)
    assert record.body_text == "\n\n".join(copy)


def test_a_standfirst_stays_with_the_copy() -> None:
    standfirst = "Nobody in the room objected when the minister put the talks off until autumn"
    record = _page(TITLE, standfirst, "By Ana Torres", "March 3, 2026", "Share", PROSE, MORE, THIRD)
    assert record.body_text == "\n\n".join((standfirst, PROSE, MORE, THIRD))
    assert (record.headline, record.authors) == (TITLE, ("Ana Torres",))


@pytest.mark.parametrize(
    ("title", "above", "headline"),
    [
        (f"{TITLE} | The Ledger", (TITLE,), TITLE),
        (f"{TITLE} - Ledger - World", (TITLE,), TITLE),
        (f"World: {TITLE}", (TITLE,), TITLE),
        ("Envoys leave the town while talks stall | Ledger", ("Ferry late again", TITLE), TITLE),
        (f"{TITLE} | Ledger", ("Ferry late again", "Share"), TITLE),
        ("Ledger", ("Ferry late again", TITLE, TITLE), TITLE),
    ],
)
def test_the_headline_says_what_the_title_says(title: str, above: tuple[str, ...], headline: str) -> None:
    lead = f"As the envoys leave, the talks in the town stall. {PROSE}"
    record = cleaned("\n\n".join((title, *NAV, *above, lead, MORE, THIRD, *FOOT)), mimetype="text/plain")
    assert record.headline == headline
    assert record.body_text == "\n\n".join((lead, MORE, THIRD))


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("12. Februar 2026, 18:20 Uhr", "2026-02-12"),
        ("Updated 3 March 2026, 14:02 GMT", "2026-03-03"),
        ("Saturday 14 February 2026 18:20", "2026-02-14"),
        ("2 hours ago", None),
    ],
)
def test_the_time_beside_the_copy(stamp: str, day: str | None) -> None:
    record = _page(TITLE, stamp, PROSE, MORE, THIRD)
    assert (record.firstcreated and f"{record.firstcreated:%Y-%m-%d}") == day


def test_a_text_that_is_no_page_loses_nothing_on_suspicion() -> None:
    lines = ("A list for the market", "Flour", "Four eggs", "A candle", "Whatever the tide brings", PROSE)
    assert cleaned("\n\n".join(lines), mimetype="text/plain").body_text.endswith(PROSE)
    plain = f"{PROSE}\n\nAna Torres is a reporter for the Ledger, he said, and she was there.\n\n{MORE}"
    assert cleaned(plain, mimetype="text/plain").body_text == plain


@pytest.mark.parametrize(
    ("body", "noted"),
    [
        (
            f"NATOs answer was no. We owe an apology to everyone, the minister said.\n\n{PROSE}",
            ["We owe an apology to everyone, the minister said."],
        ),
        (f"NATOs answer was no.\n\n{PROSE}", []),
        (f"NATOs answer was no. “We owe an apology,” the minister said.\n\n{PROSE}", []),
        (f"{PROSE} We owe an apology to everyone, the minister said.", []),
        (
            f"{PROSE} We owe an apology to everyone, the minister said. I was there, she added later.",
            ["We owe an apology to everyone, the minister said.", "I was there, she added later."],
        ),
    ],
)
def test_lost_quotation_marks_are_noted_and_not_invented(body: str, noted: list[str]) -> None:
    record = cleaned(body)
    assert [record.body_text[note.start : note.end].strip() for note in record.notes] == noted
    assert record.body_text.replace("’", "") == body
