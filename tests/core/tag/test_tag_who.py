"""Country, sector and place of what is named."""

from datetime import UTC, datetime

import pytest

from tests.core.tag.reader import mention

WHO = [
    ("demonym and title", "Russian Foreign Minister Sergey Vatlin spoke.", "Sergey Vatlin", "RUS", "GOV"),
    ("owner and title", "Mali's trade minister, Issouf Dembaga, spoke.", "Issouf Dembaga", "MLI", "GOV"),
    ("general", "Malian Gen. Issouf Dembaga spoke.", "Issouf Dembaga", "MLI", "MIL"),
    ("organisation's voice", "NATO spokeswoman Oana Lungescu spoke.", "Oana Lungescu", None, "IGO"),
    ("voice for the bloc", "ECOWAS met. A spokesman for the bloc, Kwabena Osei-Larte, left.",
     "Kwabena Osei-Larte", None, "IGO"),
    ("bare voice", "ECOWAS urged calm. Spokesman Kwabena Osei-Larte left.", "Kwabena Osei-Larte", None, "IGO"),
    ("bare minister", "Peru closed the road. Foreign Minister Ana Quispe left.", "Ana Quispe", "PER", "GOV"),
    ("role behind", "Ana Quispe, a Peruvian judge, left.", "Ana Quispe", "PER", "JUD"),
    ("role for", "Ana Quispe, a spokeswoman for Greenpeace, left.", "Ana Quispe", None, "NGO"),
    ("who leads", "Mamadou Fofana, who leads the Sahel Hauliers' Union, left.", "Mamadou Fofana", None, "LAB"),
    ("its president", "The Lima Miners Union met. Its president, Ana Quispe, left.", "Ana Quispe", "PER", "LAB"),
    ("rebel", "It was rebel commander Ukombe Tazi.", "Ukombe Tazi", None, "REB"),
    ("police", "Kenyan police spokesman Ukombe Tazi left.", "Ukombe Tazi", "KEN", "COP"),
    ("former", "Former Peruvian President Ana Quispe left.", "Ana Quispe", "PER", "ELI"),
    ("ministry of an owner", "Russia's Foreign Ministry spoke.", "Foreign Ministry", "RUS", "GOV"),
    ("country inside", "The Bank of Tanzania spoke.", "Bank of Tanzania", "TZA", "BUS"),
    ("capital inside", "The Dhaka Metropolitan Police spoke.", "Dhaka Metropolitan Police", "BGD", "COP"),
    ("field of work", "The Lima Garment Workers Council met.", "Lima Garment Workers Council", "PER", "LAB"),
    ("table", "They fought Boko Haram.", "Boko Haram", "NGA", "REB"),
    ("demonym", "They met Ivorian officers.", "Ivorian", "CIV", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "country", "sector"), [r[1:] for r in WHO], ids=[r[0] for r in WHO])
def test_who(body: str, text: str, country: str | None, sector: str | None) -> None:
    found = mention(body, text)
    assert (found.country_code, found.sector_code) == (country, sector)


DATED = [(2021, "GOV"), (2022, "ELI"), (2019, "GOV")]


@pytest.mark.parametrize(("year", "sector"), DATED)
def test_roles_have_their_time(year: int, sector: str) -> None:
    found = mention("They spoke of Angela Merkel.", "Angela Merkel", datetime(year, 6, 1, tzinfo=UTC))
    assert (found.country_code, found.sector_code) == ("DEU", sector)


PLACES = [
    ("country", "It rained in Mali.", "Mali", "Mali", "country", "MLI", 2453866),
    ("capital", "It rained in Nairobi.", "Nairobi", "Nairobi", "capital", "KEN", 184745),
    ("older name", "It rained in Calcutta.", "Calcutta", "Calcutta", "city", "IND", 1275004),
    ("US state", "It rained in Texas.", "Texas", "Texas", "state", "USA", 4736286),
    ("city in a state", "It rained in Paris, Texas.", "Paris", "Paris", "city", "USA", 4717560),
    ("Georgia the country", "Russia and Georgia met in Tbilisi.", "Georgia", "Georgia", "country", "GEO", 614540),
    ("Georgia the state", "It rained in Atlanta, Georgia.", "Georgia", "Georgia", "state", "USA", 4197000),
    ("the king's country", "The king of Jordan spoke.", "Jordan", "Jordan", "country", "JOR", 248816),
]


@pytest.mark.parametrize(
    ("body", "text", "name", "rule", "country", "place"), [r[1:] for r in PLACES], ids=[r[0] for r in PLACES]
)
def test_places(body: str, text: str, name: str, rule: str, country: str, place: int) -> None:
    found = mention(body, text)
    assert (found.name, found.rule, found.country_code, found.geonames_id) == (name, rule, country, place)


def test_cities_have_coordinates() -> None:
    found = mention("It rained in Nairobi.", "Nairobi")
    assert found.lat is not None
    assert found.lon is not None
    assert abs(found.lat + 1.28) < 0.05
    assert abs(found.lon - 36.82) < 0.05


METONYMS = [
    ("acts", "Moscow has dismissed the claim.", "Moscow", "Russia"),
    ("possessive", "They read Moscow’s response.", "Moscow", "Russia"),
    ("between", "Ties between Beijing and Tokyo froze.", "Beijing", "China"),
    ("appealed to", "ECOWAS appealed to Bamako to lift it.", "Bamako", "Mali"),
    ("Kremlin", "They asked the Kremlin.", "Kremlin", "Russia"),
    ("Washington", "They accused Washington of a plot.", "Washington", "United States"),
]


@pytest.mark.parametrize(("body", "text", "name"), [r[1:] for r in METONYMS], ids=[r[0] for r in METONYMS])
def test_metonyms(body: str, text: str, name: str) -> None:
    found = mention(body, text)
    assert (found.rule, found.name, found.alias, found.sector_code) == ("metonym", name, text, "GOV")


CITIES = [
    ("in", "The office in Moscow closed."),
    ("airport", "They reached Moscow's airport."),
    ("meeting", "The meeting with Moscow's mayor was in Moscow."),
    ("dateline", "MOSCOW (AP) — Russia left."),
]


@pytest.mark.parametrize("body", [r[1] for r in CITIES], ids=[r[0] for r in CITIES])
def test_a_capital_is_a_city_too(body: str) -> None:
    found = mention(body, "MOSCOW" if "MOSCOW" in body else "Moscow")
    assert (found.rule, found.name, found.sector_code) == ("capital", "Moscow", None)


def test_home_of_an_article() -> None:
    body = "Chile shook. Chilean crews went out. Chile waits. A roof fell at Orvelund."
    assert mention(body, "Orvelund").country_code == "CHL"
