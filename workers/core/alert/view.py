"""A story made ready to be asked: the keys that it answers to, and its texts with the place of each word."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from schemas.control import Clause
from schemas.event import Event, Party
from schemas.story import Story, StoryEvent
from workers.core.link.parties import live
from workers.core.link.terms import fold

Key = tuple[str, str]
"""(field, value in the form that is compared). `words` have a key for each word."""

EVENT_FIELDS = frozenset({"event_type", "quad", "actor", "recipient"})
"""What is asked of one and the same event."""
MAX_SOURCES = 64
"""A query may ask for so many independent sources at most: a story answers to each number up to its own."""

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of `text` in the form that is compared (NFKC, case folded); `NATO's` is `nato` and `s`."""
    return [fold(word) for word in _WORD.findall(text)]


def phrase(text: str) -> str:
    """A name in the form that is compared."""
    return " ".join(words(text))


def keys_of(clause: Clause) -> tuple[Key, ...]:
    """The keys that a story must answer to for `clause` to be met; for a phrase in `words` that is needed, but not
    enough."""
    if clause.field == "words":
        return tuple(("words", word) for word in words(str(clause.value)))
    value = str(clause.value)
    return ((clause.field, value if clause.field in ("sources", "quad") else phrase(value)),)


@dataclass(frozen=True)
class Text:
    """A stretch of an article that the story has: a headline where `start` is none, else `body_text` from there."""

    uri: str
    start: int | None
    text: str


@dataclass(frozen=True)
class View:
    """A version of a story, and what a query may ask of it."""

    story: Story

    @cached_property
    def keys(self) -> frozenset[Key]:
        """All keys that the story answers to."""
        return frozenset(self._keys())

    @cached_property
    def events(self) -> list[tuple[StoryEvent, frozenset[Key]]]:
        """The events that are news, main one first, each with the keys that it answers to."""
        return [(told, frozenset(_event_keys(told.event))) for told in self.story.events if live(told.event)]

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Headlines and leads, then evidence sentences; each once."""
        told = [Text(a.uri, None, a.headline) for a in self.story.articles if a.headline]
        told += [Text(a.uri, 0, a.lead) for a in self.story.articles if a.lead]
        told += [Text(e.uri, e.start, e.text) for event in self.story.events for e in event.evidence]
        return tuple(dict.fromkeys(told))

    def find(self, wanted: list[str]) -> Iterator[tuple[Text, int, int]]:
        """Where the words `wanted` stand side by side: text, start and end within it; the first place in each text."""
        if not wanted:
            return
        for i in sorted(self._places.get(wanted[0], {})):
            for position in self._places[wanted[0]][i]:
                run = self._tokens[i][position : position + len(wanted)]
                if [word for word, _, _ in run] == wanted:
                    yield self.texts[i], run[0][1], run[-1][2]
                    break

    @cached_property
    def _tokens(self) -> list[list[tuple[str, int, int]]]:
        return [[(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text.text)] for text in self.texts]

    @cached_property
    def _places(self) -> dict[str, dict[int, list[int]]]:
        places: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for i, tokens in enumerate(self._tokens):
            for position, (word, _, _) in enumerate(tokens):
                places[word][i].append(position)
        return places

    def _keys(self) -> Iterator[Key]:
        for word in self._places:
            yield "words", word
        for entity in self.story.entities:
            for name in (entity.name, *entity.aliases, entity.wikidata_id):
                if name:
                    yield "entity", phrase(name)
            if entity.country_code:
                yield "country", phrase(entity.country_code)
        for _, keys in self.events:
            yield from keys
        for number in range(1, min(self.story.num_independent_sources, MAX_SOURCES) + 1):
            yield "sources", str(number)


def _event_keys(event: Event) -> Iterator[Key]:
    yield "event_type", phrase(event.event_type)
    yield "quad", str(event.quad_code)
    for field, parties in (("actor", event.actor), ("recipient", event.recipient)):
        for party in parties:
            yield from ((field, phrase(name)) for name in _names(party) if name)
    if event.location:
        place = event.location
        yield from (("place", phrase(name)) for name in (place.extracted, place.resolved, place.country_code) if name)


def _names(party: Party) -> tuple[str | None, ...]:
    return party.name, party.text, party.country_code, party.wikidata_id
