"""Finds names: the spaCy component `wiredesk_names`.

It starts from `doc.ents` as the components before it left them (the ruler's dates; a trained model's entities take
their place there), adds what tables and shapes tell, and writes `doc.ents` again. A name is read off a run of
capitalised words, from left to right: a name that the tables have, a title and who bears it, a head word and what
goes with it ("Ministry of ...", "... River"), a first name and the rest.
"""

import re

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc, Span

from workers.core.tag.dates import FRAME
from workers.core.tag.gazetteer import Gazetteer
from workers.core.tag.lexicon import Known, Lexicon, lexicon
from workers.core.tag.titles import FORMER, Title, role_behind, title_at, title_before
from workers.core.tag.view import Desk, Found, desk, disjoint

LONGEST = 12
"""Tokens that a name may have; longer runs are cut."""

SYLLABLE = 5
"""Letters of the first half of a hyphenated Korean name, at most; its second half begins small."""

PARTICLES = frozenset(
    "al el ul bin ibn bint abu ben van von der den de da di del della dos das du la le ter ten af av zu y e".split()  # noqa: SIM905
)
PLACE_CUES = frozenset(("in", "at", "near", "outside", "around", "throughout", "across", "inside"))
SAYING = frozenset(
    ("said", "says", "told", "added", "adds", "noted", "warned", "insisted", "argued", "explained", "claimed", "stated",
     "declared", "announced", "replied", "recalled", "tweeted", "wrote", "testified", "suggested", "acknowledged")
)  # fmt: skip
PREFIXES = {"Mount": "LOC", "Lake": "LOC", "Cape": "LOC", "Gulf": "LOC", "Strait": "LOC", "Bay": "LOC", "Isle": "LOC",
            "Camp": "FAC", "Fort": "FAC", "Port": "GPE", "Hurricane": "EVENT", "Typhoon": "EVENT", "Cyclone": "EVENT",
            "Operation": "EVENT"}  # fmt: skip
NOT_ORGS = frozenset(
    ("GDP", "COVID", "HIV", "AIDS", "DNA", "RNA", "CEO", "CFO", "TV", "UTC", "GMT", "EST", "EDT", "PDT", "AM", "PM", "ID",
     "AI", "IT", "PR", "USD", "EUR", "GBP", "KM", "MPH", "VAT", "ATM", "GPS", "SUV", "PCR", "ICU", "NGO", "NGOS", "MP",
     "MPS", "MEP", "PHD", "LGBT", "LGBTQ", "FAQ", "URL", "PDF", "DVD", "WWII", "WW2", "OK", "UFO", "VIP", "IED", "IEDS",
     "LNG", "SMS", "USB", "RIP", "BREAKING", "UPDATE", "FILE", "READ", "MORE", "ALSO", "PHOTO", "VIDEO", "ADVERTISEMENT")
)  # fmt: skip
ROMAN = re.compile(r"[IVXLC]+$")


class Names:
    """Fills the article's Desk with mentions."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known
        self.gazetteer = Gazetteer(known)

    def __call__(self, doc: Doc) -> Doc:
        notes = desk(doc, doc.user_data.get("day", ""))
        doc.user_data["desk"] = notes
        taken = [False] * len(notes.words)
        for span in doc.ents:
            start = span.start + (span.ent_id_ == FRAME)
            notes.found.append(Found(start, span.end, span.label_, "date", notes.span(start, span.end)))
            taken[start : span.end] = [True] * (span.end - start)
            notes.cap[start : span.end] = [False] * (span.end - start)
        table = self.gazetteer.scan(notes, taken)
        at = 0
        while at < len(notes.words):
            start, end = self._run(notes, at, taken, table)
            if end == start:
                at += 1
                continue
            at = max(end, self._read(notes, start, end, table))
        notes.found = disjoint(notes.found)
        doc.ents = [Span(doc, f.start, f.end, f.type) for f in notes.found]
        return doc

    def _run(self, notes: Desk, at: int, taken: list[bool], table: dict[int, tuple[int, Known]]) -> tuple[int, int]:
        """The run of capitalised words, with what joins them, that begins at `at`; empty if none does."""
        words, lower, cap = notes.words, notes.lower, notes.cap
        count = len(words)

        def name(i: int) -> bool:
            return i < count and not taken[i] and (cap[i] or i in table)

        if not name(at) and not (lower[at] in ("al", "el") and at + 2 < count and words[at + 1] == "-" and cap[at + 2]):
            return at, at
        limit = min(notes.bounds[notes.sentence[at]][1], at + LONGEST)
        end = at + 1
        while end < limit:
            if name(end):
                end += 1
            elif words[end] in ("-", "‑") and notes.glued(end) and end + 1 < limit and notes.glued(end + 1):
                if not words[end + 1][0].isalnum() or taken[end + 1] or self._aside(notes, end):
                    break
                end += 2
            elif lower[end] in PARTICLES and end + 1 < limit:
                step = end + 1
                while step < limit and (lower[step] in PARTICLES or words[step] == "-"):
                    step += 1
                if step >= limit or not name(step):
                    break
                end = step + 1
            elif (words[end] == "&" and name(end + 1)) or (words[end] in ("'", "’") and self._plural(notes, end, limit)):
                end += 1
            elif words[end] in ("'s", "’s") and name(end + 1) and self._owned(notes, end, limit):
                end += 1
            else:
                break
        return at, end

    def _aside(self, notes: Desk, at: int) -> bool:
        """Whether the hyphen at `at` is a dash ("Bennett-who"), and no part of a name ("Jae-in", "Osei-Larte")."""
        after = notes.words[at + 1]
        return after[0].islower() and len(notes.words[at - 1]) > SYLLABLE and (after in self.known.common or after in STOP_WORDS)

    def _plural(self, notes: Desk, at: int, limit: int) -> bool:
        """Whether the apostrophe at `at` is inside a name: "Sahel Hauliers' Union"."""
        return notes.words[at - 1].endswith("s") and at + 1 < limit and notes.words[at + 1] in self.known.heads

    def _owned(self, notes: Desk, at: int, limit: int) -> bool:
        """Whether the "'s" at `at` is inside a name: "People's Army", not "Mali's Army"."""
        owner = notes.words[at - 1]
        if owner in self.known.names or owner in self.known.cities or owner.lower() in self.known.given:
            return False
        return owner.lower() in self.known.common and any(w in self.known.heads for w in notes.words[at + 1 : min(limit, at + 4)])

    def _read(self, notes: Desk, start: int, end: int, table: dict[int, tuple[int, Known]]) -> int:
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
                at = self._unknown(notes, at, end, table)
                continue
            notes.found.append(found)
            at = found.end
        return at

    def _at(self, notes: Desk, at: int, end: int, table: dict[int, tuple[int, Known]]) -> Found | int | None:
        """The mention that begins at `at`; a number: nothing to name until there; none: an unknown word."""
        entry = table.get(at)
        reach = entry[0] if entry else at
        title = None if notes.loud[at] and entry else title_at(notes, at, self.known)
        headed = None if notes.loud[at] else self._headed(notes, at, end, table)
        if headed is not None and headed.end > reach and (title is None or headed.end > title.end):
            inner = table.get(entry[0]) if entry else None
            if not (entry and self._then_title(notes, entry[0], end)) and not (inner and inner[0] == headed.end):
                return headed
        if title is not None and title.end > reach and title.end <= end and not self._alone(notes, at, entry):
            start = title.end + (notes.words[title.end : title.end + 1] == ["-"])
            stop = self._name_end(notes, start, end, table)
            if stop > start and not self._ordinary(notes, start, stop):
                return self._person(notes, start, stop, "title", title)
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

    def _tabled(self, notes: Desk, at: int, end: int, entry: tuple[int, Known], table: dict[int, tuple[int, Known]]) -> Found | None:
        stop, known = entry
        first = notes.lower[at]
        single = stop == at + 1
        if single and known.type in ("GPE", "LOC") and first in self.known.given and stop < end and not notes.loud[at]:
            if stop not in table and notes.cap[stop] and notes.words[stop] not in self.known.heads:
                return None
        return Found(at, stop, known.type, self.gazetteer.rule(known), known.name, known.kind, known.country, known.sector,
                     known.geonames_id, known.lat, known.lon, nouns=known.nouns)  # fmt: skip

    def _headed(self, notes: Desk, at: int, end: int, table: dict[int, tuple[int, Known]]) -> Found | None:
        """A name with a head word: the last one of the run, with an "of" phrase behind it."""
        words, heads = notes.words, self.known.heads
        if words[at] in PREFIXES and at + 1 < end and notes.cap[at + 1] and words[at + 1] not in heads:
            stop = min(end, at + 3)
            return Found(at, stop, PREFIXES[words[at]], "head-word", notes.span(at, stop))
        head = -1
        for step in range(at, end):
            if step > at + 1 and title_at(notes, step, self.known) is not None and words[step] not in heads:
                break
            if step > at and words[step] in ("-",):
                continue
            if words[step] in heads and (step > at or self._behind(notes, step) > step + 1):
                head = step
        if head < 0:
            return None
        kind, sector, _ = heads[words[head]]
        stop = self._behind(notes, head)
        if head == at + 1 and stop == head + 1 and notes.initial[at] and notes.lower[at] in self.known.common and at not in table:
            if kind != "ORG" or sector not in ("GOV", "JUD", "LEG", "MIL"):
                return None
        if head > at and kind == "ORG" and not sector and words[head] == "United" and head - at > 2:
            return None
        return Found(at, stop, kind, "head-word", notes.span(at, stop), "headed", sector=sector, nouns=(notes.lower[head],))

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
            elif notes.lower[step] in ("and", "of", "-", "for") and step > first and step + 1 < limit and notes.cap[step + 1]:
                if notes.lower[step] == "and" and words[step + 1] in self.known.names:
                    break
                step += 2
            else:
                break
        return step if step > first else stop

    def _name_end(self, notes: Desk, at: int, end: int, table: dict[int, tuple[int, Known]]) -> int:
        """Where the personal name that begins at `at` ends."""
        step = at
        while step < end and step - at < 10:
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

    def _person(self, notes: Desk, start: int, stop: int, rule: str, title: Title | None) -> Found:
        sector = title.sector if title else None
        if title is not None and notes.word(title.start - 1) in self.known.areas and sector in (None, "GOV"):
            sector = self.known.areas[notes.word(title.start - 1)]
        name = notes.span(start, stop)
        return Found(
            start, stop, "PERSON", rule, self.known.leaders.get(name, name) if sector == "GOV" or not title else name, "person",
            sector=sector, title=title.named if title else None,
            former=title is not None and (title.former or notes.word(title.start - 1) in FORMER), owner=title.start if title else None,
        )  # fmt: skip

    def _unknown(self, notes: Desk, at: int, end: int, table: dict[int, tuple[int, Known]]) -> int:
        """Names the unknown words from `at` by what stands around them; gives where to read on."""
        stop = at + 1
        while stop < end and stop not in table and (title_at(notes, stop, self.known) is None or notes.lower[stop] in self.known.given):
            stop += 1
        while stop > at + 1 and not notes.words[stop - 1][0].isalnum():
            stop -= 1
        found = self._judge(notes, at, stop, end, table)
        if found is not None:
            notes.found.append(found)
            return found.end
        return stop

    def _judge(self, notes: Desk, at: int, stop: int, end: int, table: dict[int, tuple[int, Known]]) -> Found | None:
        words, lower = notes.words, notes.lower
        size = sum(word[0].isalnum() for word in words[at:stop])
        surface = notes.span(at, stop)
        if size == 1 and surface in self.known.leaders and not notes.word(at - 1) == ",":
            return Found(at, stop, "PERSON", "surname", self.known.leaders[surface], "person")
        if notes.loud[at]:
            return None
        title = title_before(notes, at, self.known) if at else None
        if title is None and at > 1 and words[at - 1] == "," and size > 1:
            title = title_before(notes, at - 1, self.known)
        if title is not None and not surface.isupper() and (size > 1 or title.named not in ("driver", "worker", "student")):
            return self._person(notes, at, stop, "title", title)
        if size > 1 and not surface.isupper() and role_behind(notes, stop, self.known, table) is not None:
            return self._person(notes, at, stop, "title", None)
        if size > 1 and lower[at] in self.known.given and not (words[stop - 1] in self.known.heads):
            return self._person(notes, at, stop, "given-name", None)
        if size > 1 and lower[at] not in self.known.common and lower[stop - 1] not in self.known.common:
            if self._speaks(notes, at, stop) or self._aged(notes, stop):
                return self._person(notes, at, stop, "speaker", None)
        role = title_at(notes, stop, self.known) if stop < end and size == 1 and len(surface) > 3 else None
        if role is not None and role.end < end and lower[at] not in self.known.common | self.known.given and not surface.isupper():
            return Found(at, stop, "ORG", "owner", surface, "unknown")
        if size == 1 and words[at].isupper() and words[at].isalpha() and 2 < len(surface) < 7:
            if notes.counts[words[at]] > 1 and words[at] not in NOT_ORGS and not ROMAN.match(words[at]) and lower[at] not in self.known.common:
                return Found(at, stop, "ORG", "capitals", surface, "unknown")
        if size < 3 and self._placed(notes, at) and not any(w in self.known.common for w in lower[at:stop]) and surface.istitle():
            return Found(at, stop, "GPE", "place-context", surface, "unknown")
        return None

    def _speaks(self, notes: Desk, at: int, stop: int) -> bool:
        return notes.word(stop) in SAYING or (notes.word(at - 1) in SAYING and at - 1 >= 0)

    def _aged(self, notes: Desk, stop: int) -> bool:
        """Whether an age follows: ", 34,"."""
        return notes.word(stop) == "," and notes.word(stop + 1).isdigit() and len(notes.word(stop + 1)) == 2 and notes.word(stop + 2) in (",", ".")

    def _placed(self, notes: Desk, at: int) -> bool:
        before = notes.word(at - 1)
        if before in PLACE_CUES:
            return True
        last = notes.found[-1] if notes.found else None
        return before == "and" and last is not None and last.end == at - 1 and last.rule == "place-context"


@Language.factory("wiredesk_names")
def make(nlp: Language, name: str) -> Names:
    """The component, for `nlp.add_pipe`."""
    return Names(lexicon())
