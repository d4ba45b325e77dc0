"""Where rules and model name the same words, decides whose mention it is: the component `wiredesk_settle`.

A mention that both see keeps what the rules know of it (who it is) and takes the label of whom the tables below trust.
Of two that overlap otherwise the longer stands, but for names that the tables have whole. A mention of the model's
alone is looked up by its words; one of the rules' alone stays where its rule is sure by itself.
"""

from collections.abc import Iterator
from itertools import islice, takewhile

from spacy.language import Language
from spacy.tokens import Doc, Span

from workers.core.tag.heads import HEARD, Heard
from workers.core.tag.lexicon import Lexicon, lexicon
from workers.core.tag.titles import title_before
from workers.core.tag.unknown import person
from workers.core.tag.view import Desk, Found, disjoint

LABELLED = frozenset(("country", "demonym", "region", "state", "capital", "organisation", "group", "date", "person"))
"""Rules whose label stands against the model's for the same words."""

ALONE = LABELLED | {"city", "title", "metonym", "acronym"}
"""Rules whose mentions stay where the model hears nothing."""

WHOLE = frozenset(("organisation", "person", "date"))
"""Rules whose mentions stand against a longer or shorter one of the model's."""

CONVINCED = 0.9
"""From this score on the model's person is a person, whatever place has the name."""


class Settle:
    """Makes one list of mentions of the rules' and the model's."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known

    def __call__(self, doc: Doc) -> Doc:
        """Settle the mentions on the Desk, and set `doc.ents` to them."""
        notes: Desk = doc.user_data["desk"]
        heard: list[Heard] = doc.user_data.get(HEARD, [])
        if heard:
            notes.found = self._settled(notes, heard)
            doc.ents = [Span(doc, f.start, f.end, f.type) for f in notes.found]
        return doc

    def _settled(self, notes: Desk, heard: list[Heard]) -> list[Found]:
        beaten: set[int] = set()
        settled: list[Found] = []
        for found, rivals in zip(notes.found, _overlapping(notes.found, heard), strict=True):
            if not rivals:
                if found.rule in ALONE:
                    settled.append(found)
                continue
            same = next((h for h in rivals if (h.start, h.end) == (found.start, found.end)), None)
            if same is not None:
                beaten.add(id(same))
                agreed = found.type == same.type or self._labelled(found, same)
                settled.append(found if agreed else self._new(notes, same))
            elif found.rule in WHOLE:
                beaten.update(id(h) for h in rivals)
                settled.append(found)
        fresh = [self._new(notes, h) for h in heard if id(h) not in beaten]
        return disjoint([*settled, *fresh])

    @staticmethod
    def _labelled(found: Found, heard: Heard) -> bool:
        """Whether the rule's label stands against the model's."""
        if found.rule not in LABELLED and found.rule != "city":
            return False
        return not (heard.type in ("PERSON", "ORG") and found.rule != "organisation" and heard.score >= CONVINCED)

    def _new(self, notes: Desk, heard: Heard) -> Found:
        """The model's mention, with what its words tell."""
        start, end, surface = heard.start, heard.end, notes.span(heard.start, heard.end)
        if heard.type == "PERSON":
            found = person(self.known, notes, start, end, "model", title_before(notes, start, self.known))
        elif heard.type == "GPE" and surface in self.known.cities:
            return Found(start, end, "GPE", "city", surface, "city")
        elif heard.type == "ORG":
            found = self._organisation(notes, start, end)
        else:
            found = Found(start, end, heard.type, "model", surface, "unknown")
        found.score = round(heard.score, 3)
        return found

    def _organisation(self, notes: Desk, start: int, end: int) -> Found:
        """With the sector and the noun of its head word, where it has one."""
        surface, heads = notes.span(start, end), self.known.heads
        head = next((w for w in reversed(notes.words[start:end]) if heads.get(w, ("",))[0] == "ORG"), None)
        if head is None:
            return Found(start, end, "ORG", "model", surface, "unknown")
        field = next((self.known.fields[w] for w in notes.words[start:end] if w in self.known.fields), None)
        sector = field or heads[head][1]
        return Found(start, end, "ORG", "model", surface, "headed", sector=sector, nouns=(head.lower(),))


def _overlapping(found: list[Found], heard: list[Heard]) -> Iterator[list[Heard]]:
    """For each of `found` those of `heard` that share a token with it; both in order of the text."""
    at = 0
    for one in found:
        while at < len(heard) and heard[at].end <= one.start:
            at += 1
        yield list(takewhile(lambda h, end=one.end: h.start < end, islice(heard, at, None)))


@Language.factory("wiredesk_settle")
def make(nlp: Language, name: str) -> Settle:
    """The component, for `nlp.add_pipe`."""
    return Settle(lexicon())
