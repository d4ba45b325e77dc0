"""The rules for text: one row for each line that is not copy, and for each that looks like one and is."""

import pytest

from tests.core.clean.articles import MORE, PROSE, cleaned, page


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("- Town fair opens [Last Updated On: April 26th, 2014] [Originally Added On: April 26th, 2014]", "link tail"),
        ("• Mayor speaks to the council - May 3, 2014", "link tail"),
        ("• Oops!", "page error"),
        ("Something went wrong.", "page error"),
        ("Please try again later.", "page error"),
        ("·3 min read", "read time"),
        ("In this article:", "navigation"),
        ("Home | World | Politics | Sport", "navigation"),
        ("Skip to main content", "navigation"),
        ("Tags: News, Foreign Policy, Town", "tags"),
        ("Original Author: Ana Torres", "byline"),
        ("Original Location: Town hall burns", "original location"),
        ("Advertisement", "advertisement"),
        ("Story continues below this ad", "advertisement"),
        ("Share on Facebook", "share"),
        ("Follow us on Twitter", "share"),
        ("Sign up for our newsletter", "newsletter"),
        ("Get the day's news in your inbox every morning", "newsletter"),
        ("We use cookies to give you the best experience.", "cookies"),
        ("Leave a comment", "comments"),
        ("Our goal is to create a safe and engaging place for users to connect", "comments"),
        ("Read more: The bread queue and what it says", "related"),
        ("Lea también: El mercado cambia de horario", "related"),
        ("This video is not available in your region", "video"),
        ("Photo: The harbour on Thursday. Ledger pictures", "photo credit"),
        ("The harbour at dawn (AP Photo/Ana Torres)", "photo credit"),
        ("Copyright 2021 The Associated Press. All rights reserved.", "copyright"),
        ("This article was originally published on Ledger News.", "syndication"),
        ("You have read 2 of your 5 free articles this month.", "paywall"),
        ("Got a tip? Write to tips@ledger.example", "promotion"),
        ("https://video.example/watch?v=1", "embed"),
        ("___", "rule"),
    ],
)
def test_lines_that_are_not_copy(line: str, rule: str) -> None:
    record = cleaned(f"{PROSE}\n\n{line}\n\n{MORE}\n\n{PROSE}")
    assert record.body_text == f"{PROSE}\n\n{MORE}\n\n{PROSE}"
    assert [r.rule for r in record.removed] == [rule]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by a tenth on Monday, and the exchange closed early for the first time.",
        "Copyright law was at the heart of the case, the judge told the two companies on Friday.",
        "Follow the money, her teacher used to say, and she has followed it for thirty years since.",
        "Watch makers in the valley have lost half of their orders since the tariff was announced.",
        "Related charges against the two men were dropped in March, according to the prosecutor.",
        "The cause remains unknown",
        "Read more books, the minister told the children, and they laughed at him for a while.",
        "Bloomberg News reported on Friday that the company is facing questions from its lenders.",
        "Video of the blast, shared by witnesses, showed smoke above the harbour on Sunday night.",
    ],
)
def test_copy_that_looks_like_chrome_stays(line: str) -> None:
    assert line in cleaned(page(f"{PROSE}\n\n{line}")).body_text


@pytest.mark.parametrize(
    ("credit", "rule"),
    [
        ("Kim Lee contributed reporting.", "credit"),
        ("___ Kim Lee in Oslo and J. B. Roe in Rome contributed to this report.", "credit"),
        ("Associated Press writer Kim Lee contributed to this report.", "credit"),
        ("(Reporting by Kim Lee; Editing by Ana Torres)", "credit"),
        ("With files from Reuters", "credit"),
        ("Kim Lee is a reporter who covers the harbour for the Ledger.", "about the author"),
    ],
)
def test_credits_at_the_end(credit: str, rule: str) -> None:
    record = cleaned(f"{PROSE}\n\n{MORE}\n\n{credit}")
    assert record.body_text == f"{PROSE}\n\n{MORE}"
    assert [r.rule for r in record.removed] == [rule]


def test_everything_behind_the_start_of_a_tail_is_tail() -> None:
    record = cleaned(
        f"{PROSE}\n{MORE}\n{PROSE}\n{MORE}\nRead more:\nTown burns - The New York Times\nA line\nAnother line"
    )
    assert record.body_text == "\n\n".join((PROSE, MORE, PROSE, MORE))
    assert [r.rule for r in record.removed] == ["related", "headline", "tail", "tail"]
    assert (record.headline, record.origin.agency) == ("Town burns", "The New York Times")


def test_a_pointer_within_the_copy_cuts_nothing() -> None:
    record = cleaned(f"{PROSE}\n\nRead more: Another matter\n\n{MORE}\n\n{PROSE}\n\n{MORE}")
    assert len(record.paragraphs) == 4


def test_a_headline_that_is_there_twice_is_taken_out_twice() -> None:
    title = "Ministers meet again in the capital"
    record = cleaned(page(f"{title}\n\nLedger Portal\n{title}\nBy Ana Torres, Ledger News\nMarch 3, 2026, 3:14 PM EST"))
    assert record.headline == title
    assert record.body_text == f"{PROSE}\n\n{MORE}"
    assert [r.rule for r in record.removed].count("headline") == 2
    assert (record.byline, record.authors) == ("Ana Torres, Ledger News", ("Ana Torres",))
    assert record.origin.agency == "Ledger News"


def test_wire_copy_that_was_wrapped_is_joined() -> None:
    body = (
        "BC-EU--Town Talks\nTalks go on\nBy ANA TORRES\n\n"
        "   OSLO (AP) -- The minister said on Tuesday that the talks would\n"
        "go on until autumn, and nobody in the room objected to what he\nsaid.\n"
        "   Two envoys had left the city by nightfall, their offices said, and\n"
        "a third was expected to follow.\n\nENDS\n"
    )
    record = cleaned(body)
    assert [record.body_text[p.start : p.end][-20:] for p in record.paragraphs] == [
        "ted to what he said.", " expected to follow.",
    ]  # fmt: skip
    assert (record.dateline, record.authors, record.origin.agency) == ("OSLO", ("Ana Torres",), "AP")
