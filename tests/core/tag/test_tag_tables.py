"""The tables: well-formed, small, and in the codes that the records promise."""

from importlib.resources import files

import pycountry
import pytest

from workers.core.tag.lexicon import lexicon, rows

TABLES = files("workers.core.tag") / "tables"
COUNTRIES = {country.alpha_3 for country in pycountry.countries} | {"XKX", ""}
STATE = {"COP", "GOV", "JUD", "LEG", "MIL", "SPY"}
SOCIETY = {"AGR", "BUS", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PTY", "REL", "SOC", "IGO", "NGO"}
SECTORS = STATE | SOCIETY | {"CRM", "PRM", "REB", "UAF", "UNK", "PRE", ""}
SHAPES = [
    ("people.tsv", 5, 1, 2),
    ("leaders.tsv", 5, 1, 2),
    ("actors.tsv", 3, 1, 2),
    ("organisations.tsv", 5, 2, 3),
    ("countries.tsv", 4, 0, None),
    ("places.tsv", 4, 2, None),
    ("groups.tsv", 4, 3, 2),
    ("heads.tsv", 3, None, 1),
    ("fields.tsv", 2, None, 1),
    ("titles.tsv", 2, None, 1),
    ("areas.tsv", 2, None, 1),
    ("bodies.tsv", 2, None, 1),
    ("wikidata.tsv", 3, 0, None),
    ("cities.tsv", 3, None, None),
    ("landmarks.tsv", 2, None, None),
]


@pytest.mark.parametrize(("table", "width", "country", "sector"), SHAPES, ids=[s[0] for s in SHAPES])
def test_rows(table: str, width: int, country: int | None, sector: int | None) -> None:
    seen = set()
    for row in rows(table, width):
        assert len(row) == width, row
        assert row[0], row
        assert all(cell == cell.strip() for cell in row), row
        assert tuple(row) not in seen, row
        seen.add(tuple(row))
        if country is not None:
            assert row[country] in COUNTRIES, row
        if sector is not None:
            assert row[sector] in SECTORS, row


def test_tables_are_small() -> None:
    assert sum(len(table.read_bytes()) for table in TABLES.iterdir() if table.is_file()) < 1_500_000


def test_every_table_is_described() -> None:
    readme = (TABLES / "README.md").read_text("utf-8")
    assert all(table.name in readme for table in TABLES.iterdir() if table.name != "README.md")


def test_every_country_is_known() -> None:
    names = {known.country for known in lexicon().names.values() if known.kind == "country"}
    assert {country.alpha_3 for country in pycountry.countries if "," not in country.name} <= names
