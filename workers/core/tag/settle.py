"""Where rules and model name the same words, decides whose mention it is: the component `wiredesk_settle`.

A mention that both see keeps what the rules know of it (who it is) and takes the label of whom the tables below trust.
Of two that overlap otherwise the longer stands, but for dates and for names that a head word closes. A mention of the
model's alone is looked up by its words; one of the rules' alone stays where its rule is sure by itself. Who is right
how often, by rule and by kind of conflict, was counted on development text.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc, Span

from workers.core.tag.heads import HEARD, Heard
from workers.core.tag.lexicon import Lexicon, lexicon
from workers.core.tag.names import PARTICLES
from workers.core.tag.titles import title_at
from workers.core.tag.view import Desk, Found, disjoint

LABELLED = frozenset(
    """
    country demonym region state capital city city-ambiguous organisation group date person title surname metonym
    """.split()
)
"""Rules whose label stands against the model's for the same words."""

ALONE = LABELLED | {"head-word", "acronym"}
"""Rules whose mentions stay where the model hears nothing."""

PLACES = frozenset(("GPE", "LOC", "FAC"))
CONVINCED = 0.9
"""From this score on the model's person of one word is a person, whatever place has the name, and its number a year."""
SURE = 0.6
"""From this score on the model is believed against a head word, and against a shorter name that the tables have."""
CALENDAR = frozenset(
    """
    yesterday today tomorrow tonight last next this earlier later early late past coming following previous week month
    year decade century day night morning weekend
    """.split()
)
"""Small words that a date may be made of; without one, a number or a capital the model's date is none ("may march")."""
CASED = 40
"""One word in so many begins with a capital in a text whose names do."""


class Settle:
    """Makes one list of mentions of the rules' and the model's."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known
        self._small = PARTICLES | known.given

    def __call__(self, doc: Doc) -> Doc:
        """Settle the mentions on the Desk, and set `doc.ents` to them."""
        notes: Desk = doc.user_data["desk"]
        cased = sum(word[0].isupper() for word in notes.words) * CASED > len(notes.words)
        trimmed = (self._trimmed(notes, heard, cased) for heard in doc.user_data.get(HEARD, []))
        heard = [one for one in trimmed if one is not None]
        notes.found = self._settled(notes, heard)
        doc.ents = [Span(doc, f.start, f.end, f.type) for f in notes.found]
        return doc

    def _trimmed(self, notes: Desk, heard: Heard, cased: bool) -> Heard | None:
        """Without titles, small words before the name, and what hangs behind it; none where nothing is left, or where
        a text with capitals has none here."""
        start, end = heard.start, heard.end
        while end > start and (not notes.words[end - 1][0].isalnum() or notes.lower[end - 1] in ("'s", "’s", "of")):
            end -= 1
        if cased and heard.type not in ("DATE", "NORP"):
            if not any(word[0].isupper() or word[0].isdigit() for word in notes.words[start:end]):
                written = notes.span(start, end).title() if start < end else ""
                known = written in self.known.names or written in self.known.cities
                return replace(heard, end=end) if known and heard.type in PLACES else None
            while notes.words[start][0].islower() and notes.lower[start] not in self._small:
                start += 1
            if heard.type == "ORG" and notes.words[end - 1].islower():
                return None  # "the Western alliance", "the defence department": nouns, for `nominals.py`
            if heard.type == "EVENT" and notes.words[end - 1].islower() and notes.words[end - 2][0].isupper():
                return None  # "the 2016 U.S. election" has no name, the "2010 Kenyan general election" has one
            while heard.type in PLACES and notes.words[end - 1].islower():
                end -= 1  # "New York state"
        if heard.type == "ORG":
            titles = (title_at(notes, at, self.known) for at in range(start + 1, end))
            end = next((title.start for title in titles if title is not None and title.end >= end), end)
        if heard.type == "DATE" and end == start + 1 and notes.words[start].isdigit() and heard.score < CONVINCED:
            return None
        if cased and heard.type == "DATE" and not any(_dated(word) for word in notes.words[start:end]):
            return None
        if heard.type == "PERSON":
            while start < end and (title := title_at(notes, start, self.known)) is not None and title.end <= end:
                start = title.end
        return replace(heard, start=start, end=end) if start < end else None

    def _settled(self, notes: Desk, heard: list[Heard]) -> list[Found]:
        beaten: set[int] = set()
        settled: list[Found] = []
        heard = [one for one in heard if not _run_together(one, notes.found)]
        for found, rivals in zip(notes.found, _overlapping(notes.found, heard), strict=True):
            if not rivals:
                if found.rule in ALONE:
                    settled.append(found)
                continue
            same = next((h for h in rivals if (h.start, h.end) == (found.start, found.end)), None)
            if same is not None:
                beaten.add(id(same))
                settled.append(found if _labelled(found, same) else self._new(notes, same))
            elif _stands(found, rivals):
                beaten.update(id(h) for h in rivals)
                settled.append(found)
        fresh = (self._new(notes, h) for h in heard if id(h) not in beaten)
        return disjoint([*settled, *fresh])

    def _new(self, notes: Desk, heard: Heard) -> Found:
        """The model's mention; `strangers.py` looks it up, but for cities, which `places.py` chooses among."""
        surface, city = notes.span(heard.start, heard.end), heard.type == "GPE"
        rule, kind = ("city", "city") if city and surface in self.known.cities else ("model", "unknown")
        score = round(heard.score, 3)
        return Found(heard.start, heard.end, heard.type, rule, surface, kind, score=score)


def _dated(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word in CALENDAR


def _labelled(found: Found, heard: Heard) -> bool:
    """Whether the rule's label stands for the words that both name."""
    if found.type == heard.type:
        return True
    if found.rule == "head-word":
        sure = CONVINCED if found.type == "ORG" and heard.type in PLACES else SURE
        return heard.score < sure or (found.type in PLACES and heard.type in PLACES)
    named = heard.type == "PERSON" and found.type in PLACES and found.end == found.start + 1
    return found.rule in LABELLED and not (named and heard.score >= CONVINCED)


def _stands(found: Found, rivals: list[Heard]) -> bool:
    """Whether the rule's mention stands against those of the model's that overlap it otherwise."""
    if found.rule == "date":
        return True
    within = len(rivals) == 1 and rivals[0].start <= found.start and rivals[0].end >= found.end
    if within:
        return found.rule in LABELLED and rivals[0].score < SURE
    return found.rule in ALONE and not any(h.type == "PERSON" and h.score >= CONVINCED for h in rivals)


def _run_together(heard: Heard, found: list[Found]) -> bool:
    """Whether the model took for one place what the tables have as several side by side: "MOSCOW Russia plans"."""
    first = bisect_left(found, heard.start, key=lambda f: f.start)
    inside = list(takewhile(lambda f: f.end <= heard.end, found[first : first + heard.end - heard.start]))
    filled = sum(f.end - f.start for f in inside) == heard.end - heard.start
    return heard.type == "GPE" and len(inside) > 1 and filled and all(f.type == "GPE" for f in inside)


def _overlapping(found: list[Found], heard: list[Heard]) -> Iterator[list[Heard]]:
    """For each of `found` those of `heard` that share a token with it; both in order of the text."""
    at = 0
    for one in found:
        while at < len(heard) and heard[at].end <= one.start:
            at += 1
        stop = at
        while stop < len(heard) and heard[stop].start < one.end:
            stop += 1
        yield heard[at:stop]


@Language.factory("wiredesk_settle")
def make(nlp: Language, name: str) -> Settle:
    """The component, for `nlp.add_pipe`."""
    return Settle(lexicon())
