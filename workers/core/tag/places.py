"""Decides which place a name means and when a capital stands for its government: the component `wiredesk_places`."""

from collections import Counter
from math import log10

from spacy.language import Language
from spacy.tokens import Doc

from workers.core.tag.lexicon import City, Lexicon, lexicon
from workers.core.tag.view import Desk, Found

GEORGIA_US = 4197000
"""GeoNames id of the US state."""

HOME = 1.0
"""What the article's naming of its country adds to a city's weight, in powers of ten of inhabitants."""

ACTS = frozenset(
    """
    has have had said says accused accuses warned warns denied denies rejected rejects dismissed announced announces
    insists insisted threatened threatens claims claimed wants wanted considers considered plans planned responded
    vowed vows imposed expelled condemned condemns hopes fears believes argues agreed agrees refused refuses pledged
    promised urged urges demanded demands called calls blamed blames sees saw seeks sought maintains maintained
    recalled retaliated backs backed supports opposes opposed summoned suspended withdrew signed ordered is was will
    would could
    """.split()
)
TOWARDS = frozenset(
    """
    with by between against accused urged told asked blamed pressed warned toward towards for persuade pressure
    sanction condemned criticized criticised support supports backed
    """.split()
)
APPEALS = frozenset(
    """
    appealed appeal appeals called call calls demand response message warning pressure threat statement letter aid
    notice
    """.split()
)
SITES = frozenset(
    """
    airport streets street mayor suburbs suburb outskirts residents embassy university metro subway stadium river
    port centre center headquarters station square population hospital neighborhoods hotels weather museum
    """.split()
)
NEAR = frozenset(
    (
        "in",
        "at",
        "near",
        "outside",
        "around",
        "from",
        "inside",
        "across",
        "throughout",
        "visited",
        "left",
        "leave",
        "reach",
    )
)
MEETINGS = frozenset(
    ("meeting", "meet", "met", "talks", "summit", "conference", "born", "based", "arrived", "flight", "travel")
)


class Places:
    """Fills in country, coordinates and GeoNames id of places; marks metonyms."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known

    def __call__(self, doc: Doc) -> Doc:
        """Resolve the places on the Desk."""
        notes: Desk = doc.user_data["desk"]
        countries = Counter(f.country for f in notes.found if f.country and f.rule != "city")
        countries["state"] = sum(f.kind == "state" for f in notes.found)
        chosen: dict[str, City] = {}
        for index, found in enumerate(notes.found):
            region = self._region(notes, index)
            elsewhere = region is not None and region.country != found.country
            if found.rule == "city" or (found.kind == "capital" and elsewhere and found.name in self.known.cities):
                self._city(found, region, countries, chosen)
            elif found.type == "GPE" and found.name == "Georgia" and self._american(notes, found, countries):
                found.country, found.rule, found.kind = "USA", "state", "state"
                found.geonames_id = GEORGIA_US
            elif found.kind == "capital" or (found.name == "Kremlin" and found.country):
                self._capital(notes, index, found)
        return doc

    def _city(self, found: Found, region: Found | None, countries: Counter[str], chosen: dict[str, City]) -> None:
        """Choose among the cities of that name: by the region behind it, as before in the text, or by weight."""
        cities = self.known.cities[found.name]
        ruled = [c for c in cities if region is not None and (c.country == region.country and region.kind != "state")]
        if region is not None and region.kind == "state":
            ruled = [c for c in cities if c.country == "USA" and self.known.states.get(c.state) == region.name]
        if ruled:
            best = ruled[0]
            chosen[found.name] = best
        elif found.name in chosen:
            best = chosen[found.name]
        else:
            best = max(
                cities, key=lambda c: (log10(c.population + 1) + HOME * bool(countries.get(c.country)), -c.geonames_id)
            )
        found.country, found.geonames_id, found.lat, found.lon = best.country, best.geonames_id, best.lat, best.lon
        rivals = [c for c in cities if c.population * 10 > best.population and c is not best]
        found.rule = "city" if ruled or found.name in chosen or not rivals else "city-ambiguous"

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
        """Whether "Georgia" is the state: behind a US city or among US places with none of its other neighbours."""
        before = notes.word(found.start - 1) == "," and any(
            city.country == "USA" and city.state == "GA"
            for city in self.known.cities.get(notes.words[found.start - 2], ())
        )
        near = sum(countries.get(c, 0) for c in ("RUS", "ARM", "AZE", "UKR", "TUR")) + notes.counts["Tbilisi"]
        return before or (near == 0 and countries.get("state", 0) > 0) or notes.counts["Atlanta"] > 0

    def _capital(self, notes: Desk, index: int, found: Found) -> None:
        if self._region(notes, index) is not None and notes.words[found.start] == notes.words[found.start].upper():
            return
        if found.name == "Washington" and notes.word(found.end) == "state":
            found.country, found.rule, found.kind = "USA", "state", "state"
            return
        if found.name == "Kremlin" or self._acts(notes, found):
            found.alias = notes.span(found.start, found.end)
            found.name = self.known.countries.get(found.country or "", found.name)
            found.sector, found.rule = "GOV", "metonym"

    def _acts(self, notes: Desk, found: Found) -> bool:
        before, after = notes.word(found.start - 1), notes.word(found.end)
        wider = notes.lower[max(0, found.start - 6) : found.start]
        if (
            before in NEAR
            or MEETINGS & set(wider[-3:])
            or notes.loud[found.start]
            or notes.word(found.end) in (",", "(")
        ):
            return before in ("between", "with", "by") and not MEETINGS & set(wider[-3:])
        if after in ("'s", "’s", "s", "'", "’"):
            return notes.word(found.end + 1) not in SITES
        if before in ("to", "on") and notes.word(found.start - 2) in APPEALS:
            return True
        if before == "and" and "between" in wider:
            return True
        if before in TOWARDS:
            return True
        return after in ACTS and (after not in ("is", "was", "will", "would", "could") or notes.initial[found.start])


@Language.factory("wiredesk_places")
def make(nlp: Language, name: str) -> Places:
    """The component, for `nlp.add_pipe`."""
    return Places(lexicon())
