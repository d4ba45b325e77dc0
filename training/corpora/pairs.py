"""Sentences with two parties marked, actor and recipient, and what the one does to the other."""

from collections.abc import Iterator
from dataclasses import dataclass

import spacy

from training.corpora.events import Marked, Span
from workers.core.tag.tokens import Tokens

ACTOR, RECIPIENT = ("«", "»"), ("{", "}")
"""Words before and behind a marked party: in the base model's vocabulary, and rare in news."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`words` with the marks in them, and the event's type."""

    words: tuple[str, ...]
    event_type: str


class Marker:
    """Puts the marks into the words of a text."""

    def __init__(self) -> None:
        self._tokens = Tokens(spacy.blank("en"))

    def __call__(self, text: str, actor: Span, recipient: Span | None) -> tuple[str, ...]:
        """The words of `text` with marks around the parties (characters, half open)."""
        words: list[str] = []
        ends = [(actor, ACTOR), *([(recipient, RECIPIENT)] if recipient else [])]
        open_: set[str] = set()
        for token in self._tokens(text):
            if token.is_space:
                continue
            for (start, end), (before, behind) in ends:
                if behind in open_ and token.idx >= end:
                    words.append(behind)
                    open_.remove(behind)
                if before not in words and token.idx < end and token.idx + len(token) > start:
                    words.append(before)
                    open_.add(behind)
            words.append(token.text)
        return (*words, *sorted(open_))


def pairs(marked: Marked, marker: Marker) -> Iterator[Pair]:
    """Each event with its first actor and recipient; where both are actors, with two of them; with the actor alone
    where it has no other party."""
    for event in marked.events:
        if not event.actors:
            continue
        others = event.recipients or event.actors[1:]
        for other in others[:2] or (None,):
            yield Pair(marker(marked.text, event.actors[0], other), event.event_type)
