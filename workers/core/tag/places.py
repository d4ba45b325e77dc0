"""Decides which place a name means and when a capital stands for its government: the component `wiredesk_places`."""

from collections import Counter
from math import log10

from spacy.language import Language
from spacy.tokens import Doc

from workers.core.tag.lexicon import City, Lexicon, lexicon
from workers.core.tag.metonyms import stands
from workers.core.tag.strangers import UNKNOWN, look_up
from workers.core.tag.titles import title_at
from workers.core.tag.view import Desk, Found

CLUES = {"Georgia": ("GA", ("RUS", "ARM", "AZE", "UKR", "TUR"), "Tbilisi")}
"""A US state that shares its name with a country: its code, the country's neighbours and capital."""

SHARED = frozenset(("Washington", "New York"))
"""Cities that share their name with a US state."""

OFFICES = frozenset(
    ("governor", "gov", "gov.", "state", "legislature", "lawmakers", "senator", "republicans", "democrats")
)
"""What stands behind the state's name and never behind the city's."""

SEATS = {"Brussels": ("European Union", "IGO", "BEL")}
"""A city that stands for an organisation rather than its country's government, unless the text is of that country."""

HOME = 1.0
"""What the article's naming of its country adds to a city's weight, in powers of ten of inhabitants."""

WITH_THE = frozenset(("Amazon",))
"""Companies that share their name with a region, which has an article."""


class Places:
    """Fills in country, coordinates and GeoNames id of places; marks metonyms."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known

    def __call__(self, doc: Doc) -> Doc:
        """Resolve the places on the Desk."""
        notes: Desk = doc.user_data["desk"]
        countries = Counter(
            f.country for f in notes.found if f.country and f.rule != "city" and f.type in ("GPE", "NORP", "LOC")
        )
        countries["state"] = sum(f.kind == "state" for f in notes.found)
        chosen: dict[str, City] = {}
        for index, found in enumerate(notes.found):
            if found.name in WITH_THE and found.type == "ORG" and notes.word(found.start - 1) == "the":
                found.type, found.rule, found.kind, found.country, found.sector = "LOC", "region", "region", None, None
            if found.kind in UNKNOWN and found.country is None:
                look_up(self.known, found)
            if found.type == "NORP":
                self._people(notes, found)
            if found.type not in ("GPE", "LOC") and found.name != "Kremlin":
                continue
            region = self._region(notes, index)
            elsewhere = region is not None and region.country != found.country
            if found.name in SHARED and (
                notes.word(found.end) in OFFICES or (region is None and self._at_home(notes, found))
            ):
                self._state(found)
            elif (
                found.rule == "city"
                or (found.kind in UNKNOWN and found.country is None)
                or (found.kind == "capital" and (elsewhere or found.name in chosen))
            ):
                self._city(notes, found, region, countries, chosen)
            elif found.name in CLUES and self._american(notes, found, countries):
                self._state(found)
            elif found.kind == "capital" or (found.name == "Kremlin" and found.country):
                self._capital(notes, index, found)
        return doc

    def _people(self, notes: Desk, found: Found) -> None:
        """The state or its body for which a people's name stands: "Russian officials", "Kenyan police"."""
        body = self.known.bodies.get(notes.word(found.end))
        if found.kind != "demonym" or body is None:
            return
        title = title_at(notes, found.end, self.known)
        if title is None or not (title.end < len(notes.words) and notes.words[title.end][0].isupper()):
            found.sector, found.rule = body, "metonym"

    def _state(self, found: Found) -> None:
        """`found` is the US state of its name."""
        found.country, found.rule, found.kind = "USA", "state", "state"
        found.geonames_id, found.lat, found.lon = self.known.state_ids[found.name], None, None

    @staticmethod
    def _at_home(notes: Desk, found: Found) -> bool:
        """Whether "Washington" follows a place in it: "Spokane, Washington"."""
        before = notes.word(found.start - 1) == "," and any(f.end == found.start - 1 for f in notes.found)
        return before and not notes.loud[found.start] and notes.word(found.end) != "("

    def _city(
        self, notes: Desk, found: Found, region: Found | None, countries: Counter[str], chosen: dict[str, City]
    ) -> None:
        """Choose among the cities of that name: by the region behind it, as before in the text, or by weight."""
        name = found.name if found.name in self.known.cities else self.known.lowered.get(found.name, found.name)
        cities = self.known.cities.get(name, ())
        if not cities:
            return
        ruled = [c for c in cities if region is not None and (c.country == region.country and region.kind != "state")]
        if region is not None and region.kind == "state":
            ruled = [c for c in cities if c.country == "USA" and self.known.states.get(c.state) == region.name]
        if ruled:
            best = ruled[0]
            chosen[found.name] = best
        elif found.name in chosen:
            best = chosen[found.name]
        else:
            states = {f.name for f in notes.found if f.kind == "state"}
            best = max(cities, key=lambda c: (self._weight(c, countries, states), -c.geonames_id))
        found.country, found.geonames_id, found.lat, found.lon = best.country, best.geonames_id, best.lat, best.lon
        rivals = [c for c in cities if c.population * 10 > best.population and c is not best]
        found.rule = "city" if ruled or found.name in chosen or not rivals else "city-ambiguous"

    def _weight(self, city: City, countries: Counter[str], states: set[str]) -> float:
        """How likely `city` is meant: its size, its country and its US state in the text."""
        home = HOME * bool(countries.get(city.country))
        return log10(city.population + 1) + home + HOME * (self.known.states.get(city.state) in states)

    def _region(self, notes: Desk, index: int) -> Found | None:
        """The country or state that follows behind a comma: "Paris, Texas"."""
        if index + 1 >= len(notes.found):
            return None
        here, after = notes.found[index], notes.found[index + 1]
        if (
            after.start == here.end + 1
            and notes.words[here.end] == ","
            and after.type == "GPE"
            and after.kind in ("country", "state", "region")
        ):
            return after
        return None

    def _american(self, notes: Desk, found: Found, countries: Counter[str]) -> bool:
        """Whether "Georgia" is the state: behind a city of it, before a governor, or among US places with none of the
        country's neighbours."""
        state, neighbours, capital = CLUES[found.name]
        if found.type != "GPE":
            return False
        before = notes.word(found.start - 1) == "," and any(
            city.country == "USA" and city.state == state
            for city in self.known.cities.get(notes.words[found.start - 2], ())
        )
        if before or notes.word(found.end) in OFFICES:
            return True
        near = sum(countries.get(c, 0) for c in neighbours) + notes.counts[capital]
        return (near == 0 and countries.get("state", 0) > 0) or notes.counts["Atlanta"] + notes.counts["ATLANTA"] > 0

    def _capital(self, notes: Desk, index: int, found: Found) -> None:
        if self._region(notes, index) is not None and notes.words[found.start] == notes.words[found.start].upper():
            return
        if found.name == "Kremlin" or stands(notes, found):
            found.alias = notes.span(found.start, found.end)
            found.rule, found.lat, found.lon = "metonym", None, None
            seat = SEATS.get(found.name)
            if seat is not None and not any(f.country == seat[2] and f.kind != "capital" for f in notes.found):
                found.name, found.sector, found.country, found.geonames_id = seat[0], seat[1], None, None
                return
            found.name = self.known.countries.get(found.country or "", found.name)
            found.sector, found.kind = "GOV", "country"
            if found.type == "GPE":
                found.geonames_id = self.known.country_ids.get(found.country or "")


@Language.factory("wiredesk_places")
def make(nlp: Language, name: str) -> Places:
    """The component, for `nlp.add_pipe`."""
    return Places(lexicon())
