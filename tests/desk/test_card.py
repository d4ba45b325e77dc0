"""A story in short: figures in words, addresses that may be followed, names once."""

from dataclasses import replace

import pytest

from schemas.article import Origin
from schemas.event import Quantity
from tests.desk import hostile
from tests.reading import records as r
from workers.desk.card import LEVELS, card, figure, parties, publisher, stamp, web_address


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        ({"kind": "killed", "value": 7.0}, "7 killed"),
        ({"kind": "displaced", "low": 3000.0}, "at least 3,000 displaced"),
        ({"kind": "injured", "high": 20.0}, "at most 20 injured"),
        ({"kind": "missing", "low": 12.0, "high": 20.0}, "12 to 20 missing"),
        ({"kind": "money", "value": 1.2e9, "unit": "USD"}, "1.2 billion USD"),
        ({"kind": "money", "value": 5e6, "unit": "EUR"}, "5 million EUR"),
        ({"kind": "money", "low": 23_000.0, "unit": "BDT"}, "at least 23,000 BDT"),
        ({"kind": "troops", "value": 1_234_567.0}, "1.235 million troops"),
        ({"kind": "killed"}, "some killed"),
    ],
)
def test_figures_are_said_in_words(quantity: dict[str, object], said: str) -> None:
    assert figure(Quantity(**quantity, start=0, end=1)) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://paper.example/a?b=c#d", True),
        ("http://paper.example:8080/", True),
        ("https://paper.example/M\u00e4rz", True),
        (None, False),
        ("", False),
        ("paper.example/a", False),
        ("https:///a", False),
        (" https://paper.example/", False),
        ("https://paper.example/\u202egpj", False),
        *((url, name in hostile.FOLLOWED) for name, url in hostile.URLS.items()),
    ],
)
def test_which_addresses_may_be_followed(url: str | None, followed: bool) -> None:
    assert web_address(url) == (url if followed else None)


@pytest.mark.parametrize(
    ("source", "origin", "url", "said"),
    [
        ("Paper", Origin(publisher="Other"), None, "Paper"),
        (None, Origin(publisher="Other", agency="Orbis"), None, "Other"),
        (None, Origin(agency="Orbis"), "https://www.paper.example/a", "www.paper.example"),
        (None, Origin(agency="Orbis"), "javascript:x", "Orbis"),
        (None, Origin(), None, "Unnamed source"),
        ("  ", Origin(), None, "Unnamed source"),
    ],
)
def test_who_shows_an_article(source: str | None, origin: Origin, url: str | None, said: str) -> None:
    assert publisher(source, origin, url) == said


def test_each_name_once_in_the_order_of_the_text() -> None:
    party = r.EVENT.actor[0]
    named = parties((party, replace(party, name="France"), party))
    assert [one["name"] for one in named] == ["Mali", "France"]


def test_what_a_card_says() -> None:
    shown = card(r.story(3, r.URI, r.OTHER))
    assert shown["event"]["actor"] == [{"name": "Mali", "country": "MLI", "sector": None}]
    assert (shown["severity"], shown["articles"], shown["version"]) == ("Moderate", 2, 3)
    assert shown["last_seen"] == "2024-03-01T12:00:00Z"
    gone = card(replace(r.story(4, retracted=(r.URI,)), events=(), headline=None))
    assert (gone["event"], gone["headline"], gone["retracted"], gone["severity"]) == (None, "", 1, "Unknown")


def test_levels_are_in_order() -> None:
    assert sorted(LEVELS, key=lambda level: LEVELS[level]) == ["Unknown", "Minor", "Moderate", "Severe", "Extreme"]


def test_stamps() -> None:
    assert stamp(None) is None
    assert stamp(1_772_992_800_000) == stamp(hostile.BEGAN) == "2026-03-08T18:00:00Z"
