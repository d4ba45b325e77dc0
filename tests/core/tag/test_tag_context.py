"""What the words around a name decide: which place it is, for whom it stands, whose somebody is."""

from datetime import UTC, datetime

import pytest

from tests.core.tag.reader import COLLECTED, mention, tagged

STATES = [
    ("state's governor", "Washington Governor Ana Quispe left.", "Washington", "state", 5815135),
    ("city in the state", "It rained in Spokane, Washington.", "Washington", "state", 5815135),
    ("state", "They drove through New York state.", "New York", "state", 5128638),
    ("the city", "It rained in New York.", "New York", "city", 5128581),
    ("the capital", "It rained in Washington.", "Washington", "capital", 4140963),
    ("state by its city", "ATLANTA (AP) — Snow fell. Roads in Georgia froze.", "Georgia", "state", 4197000),
    ("said before", "It rained in Paris, Texas. Crews left Paris.", "Paris", "city", 4717560),
    ("its state named", "Texas shook. They left for Paris, Texas, and Houston.", "Houston", "city", 4699066),
    ("dateline in capitals", "PORT-AU-PRINCE, Haiti — It rained.", "PORT-AU-PRINCE", "capital", 3718426),
    ("not the agency's country", "GENEVA (AP) — It rained.", "GENEVA", "city-ambiguous", 2660646),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "rule", "place"), [r[1:] for r in STATES], ids=[r[0] for r in STATES])
def test_which_place(body: str, text: str, rule: str, place: int) -> None:
    found = mention(body, text)
    assert (found.rule, found.geonames_id) == (rule, place)


STANDS = [
    ("troops", "They shot at Russian troops.", "Russian", "Russia", "RUS", "MIL"),
    ("police", "They asked Kenyan police.", "Kenyan", "Kenya", "KEN", "COP"),
    ("officials", "They asked German officials.", "German", "Germany", "DEU", "GOV"),
    ("clause", "She said Washington stood behind it.", "Washington", "United States", "USA", "GOV"),
    ("verb of a clause", "They left after Beijing removed four of them.", "Beijing", "China", "CHN", "GOV"),
    ("thanked", "They thanked Ankara.", "Ankara", "Turkey", "TUR", "GOV"),
    ("the union", "They asked Brussels for aid.", "Brussels", "European Union", None, "IGO"),
    ("Belgium", "Belgium shook. They asked Brussels for aid.", "Brussels", "Belgium", "BEL", "GOV"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text", "name", "country", "sector"), [r[1:] for r in STANDS], ids=[r[0] for r in STANDS]
)
def test_for_whom_it_stands(body: str, text: str, name: str, country: str | None, sector: str) -> None:
    found = mention(body, text)
    assert (found.rule, found.name, found.country_code, found.sector_code) == ("metonym", name, country, sector)


def test_a_metonym_has_its_countrys_id_and_no_coordinates() -> None:
    found = mention("Moscow has dismissed the claim.", "Moscow")
    assert (found.geonames_id, found.wikidata_id, found.lat, found.lon) == (2017370, "Q159", None, None)


NOT = [
    ("a title's word", "The Kenyan police spokesman Ukombe Tazi left.", "Kenyan"),
    ("people", "They asked Russian tourists.", "Russian"),
    ("its shops", "They closed Moscow's shops.", "Moscow"),
]


@pytest.mark.parametrize(("body", "text"), [r[1:] for r in NOT], ids=[r[0] for r in NOT])
def test_what_stands_for_nobody(body: str, text: str) -> None:
    assert mention(body, text).sector_code is None


WHOSE = [
    ("any noun", "Canadian heptathlete Georgia Ellenwood left.", "Georgia Ellenwood", "CAN", None),
    ("no noun", "The Canadian told Georgia Ellenwood.", "Georgia Ellenwood", None, None),
    ("party's own", "The Bharatiya Janata Party met. The BJP's Ravi Sanghvi left.", "Ravi Sanghvi", "IND", "PTY"),
    ("of a party", "Ravi Sanghvi of the Awami League left.", "Ravi Sanghvi", "BGD", "PTY"),
    ("no article", "Ana Quispe, head of Petrobras, left.", "Ana Quispe", "BRA", "BUS"),
    ("opposition", "Ana Quispe, leader of the opposition African National Congress, left.", "Ana Quispe",
     "ZAF", "OPP"),
    ("women's", "Afghan women's activist Ana Quispe left.", "Ana Quispe", "AFG", "CVL"),
    ("once", "Ana Quispe, once president of Peru, left.", "Ana Quispe", "PER", "ELI"),
    ("somebody's campaign", "Donald Trump won. Trump campaign chairman Ana Quispe left.", "Ana Quispe",
     "USA", "PTY"),
    ("dateline", "CARACAS, Venezuela — Opposition leader Ana Quispe met Colombian bishops.", "Ana Quispe",
     "VEN", "OPP"),
    ("shared name", "HONG KONG — The Democratic Party met.", "Democratic Party", "HKG", "PTY"),
    ("its own country", "U.S. voters waited. The Democratic Party met.", "Democratic Party", "USA", "PTY"),
    ("central bank", "They asked the Central Bank of Kenya.", "Central Bank of Kenya", "KEN", "GOV"),
    ("group of a country", "They asked a Democrat.", "Democrat", "USA", "PTY"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "country", "sector"), [r[1:] for r in WHOSE], ids=[r[0] for r in WHOSE])
def test_whose_somebody_is(body: str, text: str, country: str | None, sector: str | None) -> None:
    found = mention(body, text)
    assert (found.country_code, found.sector_code) == (country, sector)


DATED = [
    ("in office", "Rishi Sunak", 2023, "GBR", "GOV"),
    ("out of it", "Rishi Sunak", 2025, "GBR", "ELI"),
    ("before it", "Gabriel Boric", 2020, "CHL", None),
    ("between two offices", "Benjamin Netanyahu", 2022, "ISR", "OPP"),
    ("an old dictionary's open role", "Francois Fillon", 2019, "FRA", "ELI"),
    ("no office", "Jimmy Cherizier", 2023, None, None),
]


@pytest.mark.parametrize(("name", "year", "country", "sector"), [r[1:] for r in DATED], ids=[r[0] for r in DATED])
def test_roles_have_their_time(name: str, year: int, country: str | None, sector: str | None) -> None:
    found = mention(f"They spoke of {name}.", name, datetime(year, 3, 1, tzinfo=UTC))
    assert (found.country_code, found.sector_code) == (country, sector)


PARTS = [
    ("first name", "Prime Minister Abiy Mekonnen spoke. Later Abiy left.", "Abiy", "Abiy Mekonnen"),
    ("two parts", "Minister Nang San Suu Lwin spoke. Later San Suu left.", "San Suu", "Nang San Suu Lwin"),
    ("surname first", "President Yoon Hae Jin spoke. Later Yoon left.", "Yoon", "Yoon Hae Jin"),
    ("surname", "President Yoon Hae Jin spoke. Later Jin left.", "Jin", "Yoon Hae Jin"),
]


@pytest.mark.parametrize(("body", "text", "name"), [r[1:] for r in PARTS], ids=[r[0] for r in PARTS])
def test_parts_of_a_name(body: str, text: str, name: str) -> None:
    assert mention(body, text).name == name


def test_two_of_a_first_name_are_not_joined_by_it() -> None:
    body = "Minister Abiy Mekonnen met Minister Abiy Haile. Later Abiy left."
    assert {m.name for m in tagged(body).mentions if m.type == "PERSON"} == {"Abiy Mekonnen", "Abiy Haile"}


def test_two_of_a_surname_keep_apart() -> None:
    body = "President Macky Sall spoke. Khalifa Sall, an opposition candidate, replied. Macky Sall left."
    found = [(m.name, m.sector_code) for m in tagged(body, COLLECTED).mentions if m.type == "PERSON"]
    assert [name for name, _ in found] == ["Macky Sall", "Khalifa Sall", "Macky Sall"]
    assert found[1][1] == "OPP"


def test_continents_have_their_place() -> None:
    found = mention("They spoke of a visit to Africa.", "Africa")
    assert (found.geonames_id, found.lat, found.lon) == (6255146, 7.1881, 21.0938)


WIKIDATA = [
    ("country", "It rained in Mali.", "Mali", "Q912"),
    ("people", "They met Ivorian officers.", "Ivorian", "Q1008"),
    ("US state", "It rained in Texas.", "Texas", "Q1439"),
    ("part of a country", "It rained in Queensland.", "Queensland", "Q36074"),
    ("a city has none", "It rained in New York.", "New York", None),
]


@pytest.mark.parametrize(("body", "text", "qid"), [r[1:] for r in WIKIDATA], ids=[r[0] for r in WIKIDATA])
def test_wikidata(body: str, text: str, qid: str | None) -> None:
    assert mention(body, text).wikidata_id == qid
