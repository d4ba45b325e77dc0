"""Reads a run of capitalised words from left to right: what tables, titles and head words say of it.

In this order: a name with a head word ("Ministry of ...", "... River"), a title and who bears it, a name that the
tables have; what is left goes to `unknown.py`.
"""

from schemas.article import EntityType
from workers.core.tag.gazetteer import Table
from workers.core.tag.lexicon import Known, Lexicon
from workers.core.tag.titles import title_at
from workers.core.tag.unknown import Unknown, person
from workers.core.tag.view import Desk, Found

PREFIXES: dict[str, EntityType] = {
    "Mount": "LOC", "Lake": "LOC", "Cape": "LOC", "Gulf": "LOC", "Strait": "LOC", "Bay": "LOC", "Isle": "LOC",
    "Camp": "FAC", "Fort": "FAC", "Port": "GPE", "Hurricane": "EVENT", "Typhoon": "EVENT", "Cyclone": "EVENT",
    "Operation": "EVENT",
}  # fmt: skip
"""Head words that stand before the name."""

FULL_NAME = 10
"""Tokens of the longest personal name, hyphens and particles counted."""


class Reader:
    """Adds the mentions of a run to the article's Desk."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known
        self.unknown = Unknown(known)

    def read(self, notes: Desk, start: int, end: int, table: Table) -> int:
        """Adds the mentions of the run of tokens `start` to `end`; gives where to read on."""
        at = start
        while at < end:
            if not notes.words[at][0].isalnum():
                at += 1
                continue
            found = self._at(notes, at, end, table)
            if isinstance(found, int):
                at = found
                continue
            if found is None:
                at = self.unknown.read(notes, at, end, table)
                continue
            notes.found.append(found)
            at = found.end
        return at

    def _at(self, notes: Desk, at: int, end: int, table: Table) -> Found | int | None:
        """The mention that begins at `at`; a number: nothing to name until there; none: an unknown word."""
        entry = table.get(at)
        reach = entry[0] if entry else at
        title = None if notes.loud[at] else title_at(notes, at, self.known)
        headed = None if notes.loud[at] else self._headed(notes, at, end, table)
        if headed is not None and headed.end > reach and (title is None or headed.end > title.end):
            inner = table.get(entry[0]) if entry and entry[1].kind == "demonym" else None
            if not (entry and self._then_title(notes, entry[0], end)) and not (inner and inner[0] == headed.end):
                return headed
        if title is not None and title.end > reach and title.end <= end and not self._alone(notes, at, entry):
            start = title.end + (notes.words[title.end : title.end + 1] == ["-"])
            stop = self._name_end(notes, start, end, table)
            if stop > start and not self._ordinary(notes, start, stop):
                return person(self.known, notes, start, stop, "title", title)
            return max(stop, title.end)
        if entry is not None:
            return self._tabled(notes, at, end, entry, table)
        if notes.initial[at] and notes.lower[at] in self.known.common and notes.lower[at] not in self.known.given:
            return at + 1
        return None

    def _ordinary(self, notes: Desk, start: int, stop: int) -> bool:
        """Whether a title is followed by words and no name: "General Secondary Examination"."""
        last = notes.words[stop - 1]
        return all(word in self.known.common and word not in self.known.given for word in notes.lower[start:stop]) or (
            last in self.known.heads and notes.lower[stop - 1] in self.known.common
        )

    def _alone(self, notes: Desk, at: int, entry: tuple[int, Known] | None) -> bool:
        """Whether a title's word is a name here: an organisation that the tables have under it."""
        return entry is not None and entry[1].type in ("ORG", "PERSON") and entry[0] > at + 1

    def _then_title(self, notes: Desk, at: int, end: int) -> bool:
        return at < end and title_at(notes, at, self.known) is not None and notes.words[at] not in self.known.heads

    def _tabled(self, notes: Desk, at: int, end: int, entry: tuple[int, Known], table: Table) -> Found | None:
        """The name that the tables have, unless it is a first name here: "Jordan Smith"."""
        stop, known = entry
        place = stop == at + 1 and known.type in ("GPE", "LOC") and notes.lower[at] in self.known.given
        surname = stop < end and stop not in table and notes.cap[stop] and notes.words[stop] not in self.known.heads
        if place and surname and not notes.loud[at]:
            return None
        return Found(
            at,
            stop,
            known.type,
            known.kind,
            known.name,
            known.kind,
            known.country,
            known.sector,
            known.geonames_id,
            known.lat,
            known.lon,
            nouns=known.nouns,
        )

    def _headed(self, notes: Desk, at: int, end: int, table: Table) -> Found | None:
        """A name with a head word: the last one of the run, with an "of" phrase behind it."""
        words, heads = notes.words, self.known.heads
        if words[at] in PREFIXES and at + 1 < end and notes.cap[at + 1] and words[at + 1] not in heads:
            stop = min(end, at + 3)
            return Found(at, stop, PREFIXES[words[at]], "head-word", notes.span(at, stop))
        head = -1
        for step in range(at, end):
            named = words[step] in heads or words[step] in self.known.fields
            if step > at + 1 and not named and title_at(notes, step, self.known) is not None:
                break
            if step > at and words[step] in ("-",):
                continue
            if words[step] in heads and (step > at or self._behind(notes, step) > step + 1):
                head = step
        if head < 0:
            return None
        kind, sector, _ = heads[words[head]]
        stop = self._behind(notes, head)
        first = head == at + 1 and stop == head + 1 and notes.initial[at] and at not in table
        if first and notes.lower[at] in self.known.common and sector not in ("GOV", "JUD", "LEG", "MIL"):
            return None
        if head > at and kind == "ORG" and not sector and words[head] == "United" and head - at > 2:
            return None
        if kind == "ORG":
            sector = next((self.known.fields[w] for w in words[at:stop] if w in self.known.fields), sector)
        return Found(
            at, stop, kind, "head-word", notes.span(at, stop), "headed", sector=sector, nouns=(notes.lower[head],)
        )

    def _behind(self, notes: Desk, head: int) -> int:
        """The end of the head at `head` with its "of" or "for" phrase, or `head` + 1."""
        words = notes.words
        stop = head + 1
        _, _, allowed = self.known.heads[words[head]]
        if notes.word(stop) not in allowed or stop + 1 >= len(words):
            return stop
        step = stop + 1 + (notes.word(stop + 1) == "the")
        first = step
        limit = min(notes.bounds[notes.sentence[head]][1], first + 6)
        while step < limit:
            if notes.cap[step]:
                step += 1
            elif (
                notes.lower[step] in ("and", "of", "-", "for")
                and step > first
                and step + 1 < limit
                and notes.cap[step + 1]
            ):
                if notes.lower[step] == "and" and words[step + 1] in self.known.names:
                    break
                step += 2
            else:
                break
        return step if step > first else stop

    def _name_end(self, notes: Desk, at: int, end: int, table: Table) -> int:
        """Where the personal name that begins at `at` ends."""
        step = at
        while step < end and step - at < FULL_NAME:
            if step > at:
                entry = table.get(step)
                if entry is not None and entry[0] > step + 1 and entry[1].type != "PERSON":
                    break
                if notes.words[step] in self.known.heads and step == end - 1 and step - at > 1:
                    break
            if notes.words[step] in ("'s", "’s", "'", "’", "&"):
                break
            step += 1
        while step > at and not notes.words[step - 1][0].isalnum():
            step -= 1
        return step
