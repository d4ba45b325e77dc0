"""Says who is meant: country and sector of organisations and people. The spaCy component `wiredesk_who`.

An organisation's country is the table's, the one in its name ("Bank of England"), or its owner's ("Mali's trade
ministry"); a person's that of the title ("Russian Foreign Minister", "NATO spokeswoman"), of the words behind the name
(", the foreign minister of ..."), of the tables by the article's day, and else of what the text spoke of last. What a
mention learns goes to all mentions of its entity.
"""

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc

from workers.core.tag.homes import COMMON_NAMES, home_of, worldly
from workers.core.tag.lexicon import Lexicon, lexicon, plain
from workers.core.tag.owners import belongs, owned_behind, owner_before, owner_inside, people_before
from workers.core.tag.roles import role_on
from workers.core.tag.strangers import UNKNOWN, by_words, country_behind, titled
from workers.core.tag.titles import FORMER, Title, role_behind, title_before
from workers.core.tag.view import Desk, Found

STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))
VOICES = frozenset(
    (
        "spokesman", "spokeswoman", "spokesperson", "leader", "chief", "head", "chairman", "chairwoman", "chair",
        "director", "director-general", "director general", "deputy director", "executive director", "member",
        "secretary-general", "secretary general", "official", "officer",
    )
)  # fmt: skip
"""Titles that say nothing without whose they are."""

SPOKEN = frozenset(("spokesman", "spokeswoman", "spokesperson", "secretary-general", "secretary general"))
"""Titles that, said alone, mean the organisation that the text is about."""

AT_HOME = STATE_SECTORS | {"CVL", "EDU", "LAB", "MED", "AGR", "REL", "OPP", "REB", "ELI", "PTY", "CRM", "JRN"}
"""Sectors whose people, where nothing else is said, are of the country that the article is about."""

LOOK_BACK = 4
"""Sentences that are searched backwards for the country or organisation that a bare title belongs to."""

TERRITORIES = frozenset(("country", "region", "state", "demonym"))
"""Kinds of names whose Wikidata ids the tables have; "New York" the city has not the state's."""

CENTRAL = frozenset(("Central", "Reserve"))
"""What tells a country's central bank from a business."""

LEADS = frozenset(("leads", "heads", "runs", "chairs", "led", "headed", "chaired", "founded", "represents"))


class Who:
    """Fills in country and sector."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known

    def __call__(self, doc: Doc) -> Doc:
        """Settle organisations first, people by them."""
        notes: Desk = doc.user_data["desk"]
        at_end = {found.end: found for found in notes.found}
        at_start = {found.start: found for found in notes.found}
        for found in notes.found:
            if found.type == "ORG":
                if found.kind in UNKNOWN and found.sector is None:
                    by_words(notes, found, self.known, at_start)
                self._organisation(notes, found, at_end)
            elif found.type == "GPE" and found.country is None and found.kind in UNKNOWN:
                found.country = country_behind(notes, found, at_start)
            elif found.type in ("FAC", "GPE") and found.country is None and found.kind == "headed":
                found.country = self._inside(notes, found)
        home = home_of(notes)
        named = {f.country for f in notes.found if f.type in ("GPE", "NORP", "LOC")}
        for found in notes.found:
            if found.name in COMMON_NAMES and found.country not in named and home is not None:
                found.country = home
            if found.country is None and (
                (found.type in ("FAC", "GPE") and found.kind in UNKNOWN | {"headed"})
                or (found.type == "LOC" and found.kind in UNKNOWN)
                or (found.type == "ORG" and found.kind == "headed" and not worldly(found))
            ):
                found.country = home
        self._spread(notes, "ORG")
        said: dict[int, tuple[str | None, str | None]] = {}
        for index, found in enumerate(notes.found):
            if found.type == "PERSON":
                if found.title is None:
                    titled(notes, found, self.known)
                self._person(notes, index, found, at_end, at_start)
        for found in notes.found:
            if found.type == "PERSON" and (found.country or found.sector):
                country, sector = said.get(found.entity, (None, None))
                said[found.entity] = (country or found.country, sector or found.sector)
        for found in notes.found:
            if found.type == "PERSON":
                self._settle(notes, found, said, home)
        for found in notes.found:
            if found.kind in TERRITORIES:
                found.wikidata_id = self.known.wikidata.get((found.country or "", plain(found.name)))
        return doc

    def _organisation(self, notes: Desk, found: Found, at_end: dict[int, Found]) -> None:
        if found.sector == "BUS" and found.kind == "headed" and CENTRAL.intersection(found.name.split()):
            found.sector = "GOV" if "Bank" in found.name.split() else "BUS"
        if found.country is None and found.kind == "headed":
            found.country = self._inside(notes, found)
        if found.country is None and found.kind == "headed":
            owner = owner_before(notes, found.start, at_end)
            if owner is not None and owner.type in ("GPE", "NORP"):
                found.country = owner.country
        if found.country is None and found.sector in STATE_SECTORS and found.kind in ("headed", "organisation"):
            near = {
                f.country
                for f in self._of_sentence(notes, notes.sentence[found.start])
                if f.country and f.type in ("GPE", "NORP")
            }
            if len(near) == 1 and found.kind == "headed":
                found.country = next(iter(near))

    @staticmethod
    def _of_sentence(notes: Desk, sentence: int) -> list[Found]:
        """The mentions of a sentence, the first hundred of them."""
        first, last = notes.bounds[sentence]
        at = bisect_left(notes.found, first, key=lambda f: f.start)
        return [found for found in notes.found[at : at + 100] if found.start < last]

    def _inside(self, notes: Desk, found: Found) -> str | None:
        """The country whose name or people is a part of the organisation's name."""
        for start in range(found.start, found.end):
            for stop in range(min(found.end, start + 4), start, -1):
                surface = notes.span(start, stop)
                known = self.known.names.get(surface)
                if known is not None and known.country and known.type in ("GPE", "NORP", "LOC"):
                    return known.country
                if surface in self.known.capitals:
                    return self.known.capitals[surface]
                if surface in self.known.cities and stop - start < found.end - found.start:
                    city = self.known.cities[surface][0]
                    if city.population > 500_000 and surface.lower() not in self.known.common:
                        return city.country
        return None

    def _spread(self, notes: Desk, kind: str) -> None:
        best: dict[int, Found] = {}
        for found in notes.found:
            if found.type == kind and found.country and found.entity not in best:
                best[found.entity] = found
        for found in notes.found:
            if found.type == kind and found.country is None and found.entity in best:
                found.country = best[found.entity].country
                found.sector = found.sector or best[found.entity].sector

    def _person(
        self, notes: Desk, index: int, found: Found, at_end: dict[int, Found], at_start: dict[int, Found]
    ) -> None:
        """What stands around this very mention."""
        if found.title is not None and found.owner is not None:
            while found.owner not in at_end and notes.word(found.owner - 1) in self.known.areas:
                found.owner -= 1
            owner = owner_before(notes, found.owner, at_end)
            if owner is None or owner.type not in ("GPE", "NORP", "ORG"):
                owner = owner_inside(notes, found.owner, found.start, at_start)
            if owner is None and notes.word(found.owner - 1) in ("its", "their"):
                owner = next((o for o in reversed(notes.found[max(0, index - 8) : index]) if o.type == "ORG"), None)
            if owner is None and (other := owner_before(notes, found.owner, at_end)) is not None:
                # "Trump campaign chairman Paul Manafort": his country is that of whose campaign it is.
                role = role_on(self.known, other.name, notes.day, None) if other.type == "PERSON" else None
                found.country = role.country if role is not None else None
            found.owned = owner is not None
            self._take(found, owner, found.title)
        elif found.title is None:
            self._apposition(notes, found, at_end, at_start)
            if found.title is None and notes.word(found.start - 1) == ",":
                self._antecedent(notes, found, at_end)
            if found.title is None and found.sector is None:
                belongs(notes, found, at_end, at_start)
            if found.title is None and found.country is None:
                found.country = people_before(notes, found, at_end)
        found.former = found.former or self._was(notes, found, at_end)
        if found.former and found.sector in ("GOV", "LEG", "IGO"):
            found.sector = "ELI"

    def _was(self, notes: Desk, found: Found, at_end: dict[int, Found]) -> bool:
        """Whether "former" stands before the owner of the title: "former Peruvian President ..."."""
        owner = owner_before(notes, found.owner, at_end) if found.owner is not None else None
        return owner is not None and notes.word(owner.start - 1) in FORMER

    def _antecedent(self, notes: Desk, found: Found, at_end: dict[int, Found]) -> None:
        """ "a spokesman for the bloc, ..." before the name."""
        owner = at_end.get(found.start - 1)
        if owner is None or owner.type not in ("ORG", "GPE"):
            return
        link = owner.start - 1 - (notes.word(owner.start - 1) == "the")
        title = title_before(notes, link, self.known) if notes.word(link) in ("for", "of", "at", "in", "with") else None
        if title is not None:
            found.title, found.sector, found.former = title.named, title.sector, title.former
            self._take(found, owner, title.named)

    def _take(self, found: Found, owner: Found | None, title: str) -> None:
        if owner is None:
            return
        found.country = found.country or owner.country
        if owner.type == "ORG" and (
            found.sector is None or title in VOICES or owner.sector not in STATE_SECTORS | {None}
        ):
            found.sector = owner.sector
        elif owner.type in ("GPE", "NORP") and found.sector in (None, "IGO") and owner.kind != "group":
            found.sector = "GOV" if title in VOICES else found.sector

    def _apposition(self, notes: Desk, found: Found, at_end: dict[int, Found], at_start: dict[int, Found]) -> None:
        """ ", the Russian foreign minister,", ", a spokesman for NATO,", ", who leads the union,"."""
        if notes.word(found.end) != ",":
            return
        at = found.end + 1
        if notes.word(at).isdigit() and notes.word(at + 1) == ",":
            at += 2
        if notes.word(at) == "who" and notes.word(at + 1) in LEADS:
            step = at + 2 + (notes.word(at + 2) in ("the", "a"))
            owner = at_start.get(step) or at_start.get(step - 1)
            if owner is not None and owner.type == "ORG":
                found.title, found.country, found.sector = "leader", found.country or owner.country, owner.sector
            return
        title = role_behind(notes, found.end, self.known, at_start)
        if title is not None:
            between = [at_start[step] for step in range(at, title.start) if step in at_start]
            owner = next((o for o in between if o.type in ("GPE", "NORP", "ORG")), None)
            self._apply(notes, found, title, owner, at_start)

    def _apply(self, notes: Desk, found: Found, title: Title, owner: Found | None, at_start: dict[int, Found]) -> None:
        found.title, found.sector, found.former = title.named, title.sector, title.former
        found.former = found.former or bool(FORMER & set(notes.lower[found.end : title.start]))
        if owner is None or owner.type == "NORP":
            owner = owned_behind(notes, title, at_start, self.known) or owner
        self._take(found, owner, title.named)
        if owner is not None and owner.sector == "PTY" and "opposition" in notes.lower[title.start : owner.start]:
            found.sector = "OPP"

    def _settle(
        self, notes: Desk, found: Found, said: dict[int, tuple[str | None, str | None]], home: str | None
    ) -> None:
        """What the entity's mentions say together, else the tables, else what the text spoke of last."""
        country, sector = said.get(found.entity, (None, None))
        role = role_on(self.known, found.name, notes.day, country)
        if role is not None:
            country = country or (role.country if sector != "IGO" else None)
            sector = sector or role.sector or None
        elif country is None and found.title is not None:
            subject = self._subject(notes, found)
            if subject is not None and found.sector in STATE_SECTORS and self._leads(notes, subject):
                country = subject.country
            elif subject is not None and found.title in SPOKEN and subject.type == "ORG":
                country, sector = subject.country, subject.sector or sector
            elif found.sector in AT_HOME or (sector is None and found.title not in SPOKEN and not found.owned):
                country = home
            if country or sector:
                said[found.entity] = (country, sector)
        found.country, found.sector = country, sector

    @staticmethod
    def _leads(notes: Desk, found: Found) -> bool:
        """Whether a mention begins its sentence: its subject, most likely."""
        return found.start - notes.bounds[notes.sentence[found.start]][0] <= 1

    def _subject(self, notes: Desk, found: Found) -> Found | None:
        """Whose title it is that no words say: the first country, or for a spokesman the first organisation, of this
        sentence before the title, or of the sentences before it."""
        voice = found.title in SPOKEN
        here = notes.sentence[found.start]
        start = found.owner if found.owner is not None else found.start
        for back in range(LOOK_BACK):
            if here - back < 0:
                break
            for other in self._of_sentence(notes, here - back):
                if other.start < start and other.entity != found.entity:
                    if voice and other.type == "ORG" and other.sector:
                        return other
                    if not voice and other.country and other.type in ("GPE", "NORP", "ORG"):
                        return other
        return None


@Language.factory("wiredesk_who")
def make(nlp: Language, name: str) -> Who:
    """The component, for `nlp.add_pipe`."""
    return Who(lexicon())
