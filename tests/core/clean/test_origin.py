"""Who shows an article, who wrote it first, who signed it, and by which words: one row for each way of saying so."""

# ruff: noqa: E501 - rows of sample lines

import pytest

from tests.core.clean.articles import MORE, PROSE, cleaned

COPY = f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    ("lead", "agency"),
    [
        ("OSLO (AP) — ", "AP"),
        ("OSLO, Norway (AP) -- ", "AP"),
        ("LONDON, March 4 (Reuters) - ", "Reuters"),
        ("PARIS (AFP) – ", "AFP"),
        ("Paris (AFP) – ", "AFP"),
        ("BERLIN (dpa) - ", "dpa"),
        ("BEIJING, March 4 (Xinhua) -- ", "Xinhua"),
        ("MADRID, 4 mar (EFE).- ", "EFE"),
        ("(CNN) — ", "CNN"),
        ("OSLO (XYZ) — ", "XYZ"),
        ("OSLO, March 4, 2026 /PRNewswire/ -- ", "PR Newswire"),
        ("OSLO, March 4, 2026 (GLOBE NEWSWIRE) -- ", "GlobeNewswire"),
        ("OSLO — ", None),
    ],
)
def test_a_dateline_names_the_agency(lead: str, agency: str | None) -> None:
    origin = cleaned(f"{lead}{COPY}").origin
    assert origin.agency == agency
    assert agency is None or (origin.evidence or "").startswith(lead.strip()[:8])


@pytest.mark.parametrize(
    ("line", "agency", "authors"),
    [
        ("By Ana Torres, Associated Press", "AP", ("Ana Torres",)),
        ("By Ana Torres | Reuters", "Reuters", ("Ana Torres",)),
        ("By Ana Torres and Kim Lee, Ledger News", "Ledger News", ("Ana Torres", "Kim Lee")),
        ("By The New York Times", "The New York Times", ()),
        ("By REUTERS", "Reuters", ()),
        ("By Ana Torres", None, ("Ana Torres",)),
        ("By Ana Torres, Staff Writer", None, ("Ana Torres",)),
    ],
)
def test_a_byline_names_authors_and_outlet(line: str, agency: str | None, authors: tuple[str, ...]) -> None:
    record = cleaned(f"{line}\n\n{COPY}")
    assert (record.origin.agency, record.authors) == (agency, authors)
    assert record.origin.author_evidence == line


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("This article first appeared in the Ledger News.", "Ledger News"),
        ("This story first appeared on The Conversation.", "The Conversation"),
        ("The post Town burns appeared first on Ledger News.", "Ledger News"),
        ("The post Town burns first appeared on Ledger News.", "Ledger News"),
        ("This article was originally published by ProPublica.", "ProPublica"),
        ("This article was originally published on Ledger News.", "Ledger News"),
        ("Originally published at https://www.ledgernews.example/town.", "ledgernews.example"),
        ("Originally published at https://www.nytimes.com/town.", "The New York Times"),
        ("Republished from The Conversation under a Creative Commons license.", "The Conversation"),
        ("Copyright 2021 The Associated Press. All rights reserved.", "AP"),
        ("© 2024 The New York Times Company", "The New York Times"),
        ("©2024 Los Angeles Times. Distributed by Tribune Content Agency, LLC.", "Los Angeles Times"),
        ("© Ledger Media 2024", None),
        ("Source: Reuters", "Reuters"),
        ("Via AFP", "AFP"),
        ("- AFP", "AFP"),
        ("(Reuters)", "Reuters"),
        ("(With inputs from PTI)", "PTI"),
        ("Original Author: Ana Torres, Washington Examiner", "Washington Examiner"),
    ],
)
def test_a_line_behind_the_copy_names_who_wrote_first(line: str, agency: str | None) -> None:
    record = cleaned(f"{COPY}\n\n{line}")
    assert record.body_text == COPY
    assert record.origin.agency == agency
    assert agency is None or line in (record.origin.evidence, f"Original Author: {record.byline}")


@pytest.mark.parametrize(
    ("body", "agency", "score"),
    [
        (f"{PROSE} (Reuters)\n\n{MORE}", "Reuters", 0.85),
        (f"{PROSE}\n\n{MORE} — Reuters", "Reuters", 0.8),
        (f"{PROSE}\n\n{MORE} (AP)", "AP", 0.85),
        (f"{COPY}\n\nThe Associated Press contributed to this report.", "AP", 0.5),
        (f"{COPY}\n\nKim Lee of the Associated Press contributed to this report.", "AP", 0.5),
        (f"By Ana Torres, Ledger News\n\n{COPY}\n\nReuters contributed to this report.", "Ledger News", 0.9),
        (f"Bloomberg News reported on Friday that the company is facing questions.\n\n{COPY}", None, 0.0),
        (
            f"The minister told Reuters on Monday that the talks would go on, and nobody objected to it.\n\n{COPY}",
            None,
            0.0,
        ),
        (f"The Associated Press building burned on Monday night, officials in the city said.\n\n{COPY}", None, 0.0),
    ],
)
def test_what_is_said_within_the_copy(body: str, agency: str | None, score: float) -> None:
    origin = cleaned(body).origin
    assert (origin.agency, origin.score) == (agency, score)


@pytest.mark.parametrize(
    ("fields", "publisher", "evidence"),
    [
        ({"source": "Ledger"}, "Ledger", "source: Ledger"),
        ({"url": "https://www.ledger.example/a"}, "www.ledger.example", "url: https://www.ledger.example/a"),
        ({"source": "Ledger", "url": "https://www.ledger.example/a"}, "Ledger", "source: Ledger"),
        ({"url": "no address"}, None, None),
        ({}, None, None),
    ],
)
def test_who_shows_it(fields: dict[str, str], publisher: str | None, evidence: str | None) -> None:
    origin = cleaned(f"OSLO (AP) — {COPY}", **fields).origin
    assert (origin.publisher, origin.publisher_evidence, origin.agency) == (publisher, evidence, "AP")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"source": "Associated Press"}, f"OSLO (AP) — {COPY}"),
        ({"source": "AP News"}, f"OSLO (AP) — {COPY}"),
        ({"url": "https://apnews.com/a"}, f"OSLO (AP) — {COPY}"),
        ({"url": "https://www.reuters.com/a"}, f"LONDON, March 4 (Reuters) - {COPY}"),
        ({"source": "The Ledger News"}, f"By Ana Torres, Ledger News\n\n{COPY}"),
        ({"source": "Wire", "url": "https://www.bbc.co.uk/a"}, f"By Ana Torres, BBC News\n\n{COPY}"),
    ],
)
def test_who_shows_its_own_copy_is_no_agency(fields: dict[str, str], text: str) -> None:
    assert cleaned(text, **fields).origin.agency is None


@pytest.mark.parametrize(
    ("canonical", "agency"),
    [
        ("https://www.first.example/a", "www.first.example"),
        ("https://www.theguardian.com/a", "The Guardian"),
        ("https://m.second.example/b", None),
        ("https://second.example/b", None),
    ],
)
def test_a_canonical_link_to_another_house_is_who_wrote_it(canonical: str, agency: str | None) -> None:
    page = f"<html><head><link rel='canonical' href='{canonical}'></head><body><article><p>{PROSE}</p><p>{MORE}</p><p>{PROSE}</p></article></body></html>"
    origin = cleaned(page, mimetype="text/html", url="https://www.second.example/b").origin
    assert (origin.publisher, origin.agency) == ("www.second.example", agency)
    assert agency is None or origin.evidence == f"canonical link: {canonical}"
