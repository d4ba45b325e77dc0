"""Looks names up: every longest name of the tables in a text, with cities told from other words by their context."""

from workers.core.tag.lexicon import LARGE, Known, Lexicon
from workers.core.tag.view import Desk

Table = dict[int, tuple[int, Known]]
"""For each token that begins a known name: where the name ends, and what it is."""

LONGEST = 10
"""Tokens of the longest name that is looked for."""

LOCATIVE = frozenset(
    ("in", "at", "near", "outside", "around", "from", "toward", "towards", "inside", "across", "of", "to")
)
SITES = frozenset(("city", "town", "village", "port", "capital", "suburb", "mayor", "resort", "airport"))


class Gazetteer:
    """Finds names by their surface form; the same word in lower case is no name."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known
        self.first = {name[:2] for name in (*known.names, *known.cities)}
        self.first |= {two.upper() for two in self.first}

    def scan(self, desk: Desk, taken: list[bool]) -> Table:
        """For each token that begins a name: where the name ends, and what it is. Longest first, no overlaps."""
        found: Table = {}
        at, count = 0, len(desk.words)
        weak: list[int] = []
        strong: set[str] = set()
        while at < count:
            hit = (
                None
                if taken[at] or desk.text[desk.starts[at] : desk.starts[at] + 2] not in self.first
                else self._longest(desk, at)
            )
            if hit is None or any(taken[at : hit[0]]):
                at += 1
                continue
            stop, known, sure = hit
            found[at] = (stop, known)
            if sure:
                strong.add(known.name)
            else:
                weak.append(at)
            at = stop
        countries = {known.country for _, known in found.values() if known.country}
        for at in weak:
            stop, known = found[at]
            if known.name not in strong and not (self._alone(desk, at, stop) and self._local(known.name, countries)):
                del found[at]
        return found

    def _local(self, name: str, countries: set[str]) -> bool:
        """Whether a city of that name is in a country that the text names, and neither word nor first name."""
        return (
            name.lower() not in self.known.common
            and name.lower() not in self.known.given
            and any(city.country in countries for city in self.known.cities[name])
        )

    @staticmethod
    def _alone(desk: Desk, at: int, stop: int) -> bool:
        """Whether no capitalised word stands beside it, as a first name or a head word would."""
        return not (at and desk.words[at - 1][0].isupper()) and not (
            stop < len(desk.words) and desk.words[stop][0].isupper()
        )

    def _longest(self, desk: Desk, at: int) -> tuple[int, Known, bool] | None:
        limit = min(desk.bounds[desk.sentence[at]][1], at + LONGEST)
        for stop in range(limit, at, -1):
            if not desk.words[stop - 1][0].isalnum() and desk.words[stop - 1] != "+":
                continue
            surface = desk.span(at, stop).replace("\u2019", "'")
            known = self.known.names.get(surface)
            if known is not None and self._meant(desk, at, stop, known):
                return stop, known, True
            if self._is_city(surface):
                return self._city(desk, at, stop, surface)
        return None

    def _is_city(self, surface: str) -> bool:
        """Whether the tables have a city of that name, which a dateline may write in capitals."""
        names = (surface, self.known.lowered.get(surface, surface))
        return any(name in self.known.capitals or name in self.known.cities for name in names)

    def _meant(self, desk: Desk, at: int, stop: int, known: Known) -> bool:
        """Whether a name that is also a word is the name here."""
        word = desk.words[at]
        if stop > at + 1:
            return True
        if (
            known.type == "ORG"
            and word.istitle()
            and desk.lower[at] in self.known.common
            and (desk.initial[at] or desk.loud[at])
        ):
            return False
        if word == "West":
            return desk.word(at - 1) == "the" and not (at + 1 < len(desk.cap) and desk.cap[at + 1])
        if word in (
            "Labour",
            "Fed",
            "Amnesty",
            "Shell",
            "Guardian",
            "Economist",
            "Diet",
            "Meta",
            "Vox",
            "Apple",
            "Intel",
            "Amazon",
        ):
            return not desk.initial[at] or desk.word(at - 1) == "the"
        return True

    def _city(self, desk: Desk, at: int, stop: int, surface: str) -> tuple[int, Known, bool] | None:
        name = surface
        if surface not in self.known.capitals and surface not in self.known.cities:
            name = self.known.lowered.get(surface, surface)
        capital = self.known.capitals.get(name)
        cities = self.known.cities.get(name, ())
        single = stop == at + 1
        lower = desk.lower[at]
        if capital:
            own = next((c for c in cities if c.country == capital), None)
            place = (own.geonames_id, own.lat, own.lon) if own else (None, None, None)
            return stop, Known(name, "GPE", "capital", capital, None, *place), True
        if surface.isupper() and desk.initial[at] and desk.word(stop) in (",", "(", "-", "–", "—") and cities:
            return stop, Known(name, "GPE", "city"), True
        if not cities or (single and (len(surface) < 3 or surface.isupper())):
            return None
        placed = self._placed(desk, at, stop)
        if single and (lower in self.known.common or surface in self.known.heads):
            return (stop, Known(name, "GPE", "city"), True) if placed > 1 else None
        if single and lower in self.known.given and cities[0].population < LARGE:
            return (stop, Known(name, "GPE", "city"), True) if placed > 1 else None
        if cities[0].population >= LARGE or placed:
            return stop, Known(name, "GPE", "city"), True
        return stop, Known(name, "GPE", "city"), False

    def _placed(self, desk: Desk, at: int, stop: int) -> int:
        """How much the context asks for a place: 2 with its region behind a comma, 1 behind "in" and the like."""
        if desk.word(stop) == "," and stop + 1 < len(desk.words):
            for end in (stop + 3, stop + 2):
                region = self.known.names.get(desk.span(stop + 1, min(end, len(desk.words))))
                if region is not None and region.kind in ("country", "state", "region") and region.type == "GPE":
                    return 2
        before = desk.word(at - 1)
        if before in LOCATIVE and before not in ("of", "to"):
            return 1
        return int((before == "of" and desk.word(at - 2) in SITES) or desk.word(stop) in SITES or before in SITES)
