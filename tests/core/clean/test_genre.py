"""What kind of piece an article is: one row for each way to see it, and for each that looks like it and is not."""

# ruff: noqa: E501 - rows of sample lines

import pytest

from tests.core.clean.articles import MORE, PROSE, cleaned

COPY = f"{PROSE}\n\n{MORE}"
LONG = "\n\n".join([PROSE, MORE] * 6)
STAMPED = "\n\n".join(
    f"{hour}:{minute} GMT {MORE}"
    for hour, minute in (("09", "15"), ("09", "40"), ("10", "05"), ("10", "30"), ("11", "00"))
)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("Opinion: The town deserves better", "opinion"),
        ("OPINION | The town deserves better", "opinion"),
        ("Editorial: A harbour for all", "opinion"),
        ("Commentary: What the vote was about", "opinion"),
        ("Letters: What readers say about the harbour", "opinion"),
        ("Column: Why I left the town", "opinion"),
        ("Analysis: What the vote means", "opinion"),
        ("Our view: The harbour must stay open", "opinion"),
        ("Op-Ed: The harbour must stay open", "opinion"),
        ("Opinion polls show a close race in the town", "news"),
        ("Editorial staff walk out at the Ledger", "news"),
        ("Analysis finds lead in the harbour", "news"),
        ("Letters from the front found in an attic", "news"),
        ("Live updates: the vote in the town", "live"),
        ("LIVE: the vote in the town", "live"),
        ("Town votes on harbour - live", "live"),
        ("Town vote: latest updates", "live"),
        ("The vote in the town – as it happened", "live"),
        ("Town vote live blog", "live"),
        ("Live music returns to the town", "news"),
        ("Where they live and why they leave", "news"),
        ("Minister to live in smaller house", "news"),
        ("10 things to do in the town", "list"),
        ("The 25 best songs of the year", "list"),
        ("Five takeaways from the vote", "list"),
        ("Top 10 places to see in spring", "list"),
        ("7 ways to cook a cabbage", "list"),
        ("12 dead in harbour blaze", "news"),
        ("Five killed as lorry hits crowd", "news"),
        ("Ten ministers resign over harbour", "news"),
        ("20 years later, the harbour is still closed", "news"),
        ("Kim Lee, who drew the town, dies at 91", "obituary"),
        ("Obituary: Kim Lee, who drew the town", "obituary"),
        ("Kim Lee, painter of harbours, dead at 91", "obituary"),
        ("Kim Lee, 91, dies", "obituary"),
        ("Kim Lee dies aged 91", "obituary"),
        ("Man dies at harbour", "news"),
        ("Boy, 9, dies in harbour", "news"),
        ("Two die aged well, says wine maker", "news"),
        ("Town votes to keep its harbour", "news"),
    ],
)
def test_a_headline_says_it(title: str, genre: str) -> None:
    assert cleaned(COPY, title_claimed=title).genre == genre


@pytest.mark.parametrize(
    ("body", "genre"),
    [
        (f"OPINION\n\nThe town deserves better\n\nBy Ana Torres\n\n{COPY}", "opinion"),
        (f"Obituaries\n\nKim Lee, who drew the town\n\n{COPY}", "obituary"),
        (f"FOR IMMEDIATE RELEASE\n\n{COPY}", "release"),
        (f"Press release\n\nAcme opens plant\n\n{COPY}", "release"),
        (f"OSLO, March 4, 2026 /PRNewswire/ -- {COPY}", "release"),
        (f"LONDON--(BUSINESS WIRE)--{COPY}", "release"),
        (f"OSLO, March 4, 2026 (GLOBE NEWSWIRE) -- {COPY}", "release"),
        (
            f"In a press release on Monday the company said that it would go on as before, and nobody objected.\n\n{COPY}",
            "news",
        ),
        (f"{PROSE}\n\nSubscribe to continue reading.", "stub"),
        (f"{PROSE}\n\nAlready a subscriber? Log in", "stub"),
        (f"{PROSE}\n\nThis article is for subscribers only.", "stub"),
        (f"{PROSE}\n\nTo continue reading this article, sign in or register.", "stub"),
        ("The minister said on Tuesday that the talks would go on until…", "stub"),
        ("The minister said on Tuesday that the talks would go on until [...]", "stub"),
        (f"{LONG}\n\nAlready a subscriber? Log in", "news"),
        (STAMPED, "live"),
        (
            f"At 09:15 GMT the alarm was raised, the ministry said, and nobody in the town knew why it had been.\n\n{COPY}",
            "news",
        ),
        (COPY, "news"),
        (PROSE, "news"),
    ],
)
def test_the_text_says_it(body: str, genre: str) -> None:
    assert cleaned(body).genre == genre


@pytest.mark.parametrize(
    ("url", "genre"),
    [
        ("https://ledger.example/opinion/2026/town", "opinion"),
        ("https://ledger.example/commentisfree/2026/town", "opinion"),
        ("https://ledger.example/editorials/town", "opinion"),
        ("https://ledger.example/news/opinion-polls-close", "news"),
        ("https://ledger.example/news/town", "news"),
    ],
)
def test_the_address_says_it(url: str, genre: str) -> None:
    assert cleaned(COPY, url=url).genre == genre
