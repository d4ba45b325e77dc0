"""Judges names that no table has by what stands around them: a title, a first name, a verb of saying, "near"."""

import re

from workers.core.tag.gazetteer import Table
from workers.core.tag.lexicon import Lexicon
from workers.core.tag.titles import FORMER, Title, role_behind, title_at, title_before
from workers.core.tag.view import Desk, Found

PLACE_CUES = frozenset(("in", "at", "near", "outside", "around", "throughout", "across", "inside"))
BESIDE = frozenset(("near", "outside"))
"""Prepositions that go with places only."""

SITES = frozenset(
    ("province", "district", "county", "prefecture", "governorate", "oblast", "town", "village", "city", "suburb")
)
SAYING = frozenset(
    """
    said says told added adds noted warned insisted argued explained claimed stated declared announced replied
    recalled tweeted wrote testified suggested acknowledged
    """.split()
)
NOT_ORGS = frozenset(
    """
    GDP COVID HIV AIDS DNA RNA CEO CFO TV UTC GMT EST EDT PDT AM PM ID AI IT PR USD EUR GBP KM MPH VAT ATM GPS SUV
    PCR ICU NGO NGOS MP MPS MEP PHD LGBT LGBTQ FAQ URL PDF DVD WWII WW2 OK UFO VIP IED IEDS LNG SMS USB RIP BREAKING
    UPDATE FILE READ MORE ALSO PHOTO VIDEO ADVERTISEMENT
    """.split()
)
"""Short forms of things."""

ROMAN = re.compile(r"[IVXLC]+$")
ACRONYM = range(3, 7)
"""Letters of a short form that is taken for an organisation's."""


def person(known: Lexicon, notes: Desk, start: int, stop: int, rule: str, title: Title | None) -> Found:
    """A person of tokens `start` to `stop`, with what `title` (lower-case words before it included) says."""
    sector = title.sector if title else None
    if title is not None and notes.word(title.start - 1) in known.areas and sector in (None, "GOV"):
        sector = known.areas[notes.word(title.start - 1)]
    name = notes.span(start, stop)
    if title is None or sector == "GOV":
        name = known.leaders.get(name, name)
    found = Found(start, stop, "PERSON", rule, name, "person", sector=sector)
    if title is not None:
        found.title, found.owner = title.named, title.start
        found.former = title.former or notes.word(title.start - 1) in FORMER
    return found


class Unknown:
    """Names the unknown words of a run, or leaves them."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known

    def read(self, notes: Desk, at: int, end: int, table: Table) -> int:
        """Names the unknown words from `at` by what stands around them; gives where to read on."""
        stop = at + 1
        while (
            stop < end
            and stop not in table
            and (title_at(notes, stop, self.known) is None or notes.lower[stop] in self.known.given)
        ):
            stop += 1
        while stop > at + 1 and not notes.words[stop - 1][0].isalnum():
            stop -= 1
        found = self._judge(notes, at, stop, end, table)
        if found is not None:
            notes.found.append(found)
            return found.end
        return stop

    def _judge(self, notes: Desk, at: int, stop: int, end: int, table: Table) -> Found | None:
        """What the words `at` to `stop` of a run to `end` name: the surest evidence first."""
        surface = notes.span(at, stop)
        if " " not in surface and surface in self.known.leaders and notes.word(at - 1) != ",":
            return Found(at, stop, "PERSON", "surname", self.known.leaders[surface], "person")
        if notes.loud[at]:
            return None
        if "&" in surface:
            return Found(at, stop, "ORG", "head-word", surface, "headed", sector="BUS", nouns=("company",))
        return (
            self._titled(notes, at, stop, table)
            or (self._named(notes, at, stop) if " " in surface else None)
            or self._owner(notes, at, stop, end)
            or self._capitals(notes, at, stop)
            or self._place(notes, at, stop)
        )

    def _titled(self, notes: Desk, at: int, stop: int, table: Table) -> Found | None:
        """A person with a title before the name ("rebel commander X", "a spokeswoman, X Y") or a role behind it."""
        surface = notes.span(at, stop)
        if surface.isupper():
            return None
        title = title_before(notes, at, self.known) if at else None
        if title is None and at > 1 and notes.words[at - 1] == "," and " " in surface:
            title = title_before(notes, at - 1, self.known)
        if title is None and (" " not in surface or role_behind(notes, stop, self.known, table) is None):
            return None
        return person(self.known, notes, at, stop, "title", title)

    def _named(self, notes: Desk, at: int, stop: int) -> Found | None:
        """A person with a known first name, or with an unknown name and what goes with persons only."""
        first, last = notes.lower[at], notes.lower[stop - 1]
        beside = stop - at == 2 and notes.word(at - 1) in BESIDE
        if first in self.known.given and notes.words[stop - 1] not in self.known.heads and not beside:
            return person(self.known, notes, at, stop, "given-name", None)
        if {first, last} & self.known.common:
            return None
        if self._speaks(notes, at, stop) or self._aged(notes, stop) or self._who(notes, stop):
            return person(self.known, notes, at, stop, "speaker", None)
        return None

    def _owner(self, notes: Desk, at: int, stop: int, end: int) -> Found | None:
        """An organisation before a title and a name: "Europeum Director X Y"."""
        surface = notes.span(at, stop)
        if " " in surface or len(surface) < 4 or surface.isupper() or stop >= end:
            return None
        if notes.lower[at] in self.known.common | self.known.given:
            return None
        title = title_at(notes, stop, self.known)
        return Found(at, stop, "ORG", "owner", surface, "unknown") if title is not None and title.end < end else None

    def _capitals(self, notes: Desk, at: int, stop: int) -> Found | None:
        """A short form in capitals that the text uses more than once."""
        word = notes.words[at]
        if stop > at + 1 or not (word.isupper() and word.isalpha() and len(word) in ACRONYM):
            return None
        if word in NOT_ORGS or ROMAN.match(word) or notes.lower[at] in self.known.common or notes.counts[word] < 2:
            return None
        return Found(at, stop, "ORG", "capitals", word, "unknown")

    def _place(self, notes: Desk, at: int, stop: int) -> Found | None:
        """A name of one or two words where a place belongs."""
        surface = notes.span(at, stop)
        if not surface.istitle() or sum(word[0].isalnum() for word in notes.words[at:stop]) > 2:
            return None
        if self.known.common.intersection(notes.lower[at:stop]):
            return None
        if self._placed(notes, at) or self._site(notes, at, stop):
            return Found(at, stop, "GPE", "place-context", surface, "unknown")
        return None

    def _speaks(self, notes: Desk, at: int, stop: int) -> bool:
        return notes.word(stop) in SAYING or (notes.word(at - 1) in SAYING and at - 1 >= 0)

    def _who(self, notes: Desk, stop: int) -> bool:
        """Whether ", who" follows, as behind persons only."""
        return notes.word(stop) == "," and notes.word(stop + 1) in ("who", "whose")

    def _aged(self, notes: Desk, stop: int) -> bool:
        """Whether an age follows: ", 34,"."""
        return (
            notes.word(stop) == ","
            and notes.word(stop + 1).isdigit()
            and len(notes.word(stop + 1)) == 2
            and notes.word(stop + 2) in (",", ".")
        )

    def _placed(self, notes: Desk, at: int) -> bool:
        before = notes.word(at - 1)
        if before in PLACE_CUES:
            return True
        last = notes.found[-1] if notes.found else None
        return (
            before == "and"
            and last is not None
            and last.end == at - 1
            and last.type == "GPE"
            and notes.word(last.start - 1) in PLACE_CUES
        )

    def _site(self, notes: Desk, at: int, stop: int) -> bool:
        """Whether a word for a place goes with it: "Cauca province", "the town of Ashulia"."""
        return notes.word(stop) in SITES or (notes.word(at - 1) == "of" and notes.word(at - 2) in SITES)
