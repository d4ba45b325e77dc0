"""What extractors hand to the rules: the visible text of a source, cut into blocks."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from workers.core.clean.limits import MAX_RULED
from workers.core.clean.mapped import Mapped

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph, line, list item or heading: `view.text[start:end]`, trimmed. `tag` is its HTML element, "" in text
    without markup; `text` is folded to single spaces."""

    start: int
    end: int
    text: str
    tag: str = ""
    linked: bool = False
    """Whether all of it is one or more links."""
    box: str | None = None
    """What the class or id of an element around it says that it is: a rule's name."""

    @cached_property
    def lead(self) -> str:
        """As much of it as rules read."""
        return self.text[:MAX_RULED]

    @cached_property
    def words(self) -> list[str]:
        """Its words, punctuation and all."""
        return self.lead.split()


def block(
    text: str, start: int, end: int, tag: str = "", linked: bool = False, box: str | None = None
) -> Block | None:
    """The block of `text[start:end]`, or none where that is blank."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Block(start, start + len(piece), _SPACE.sub(" ", piece), tag, linked, box) if piece else None


@dataclass(frozen=True)
class Claims:
    """What a payload's markup or envelope claims about the article, best first; times as they are written there."""

    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publishers: tuple[tuple[str, str], ...] = ()
    """(name, where it is said)."""
    published: tuple[tuple[str, str], ...] = ()
    """(basis, time)."""
    modified: tuple[tuple[str, str], ...] = ()
    section: str | None = None
    url: str | None = None
    free: bool = True
    """False where the page says that the copy is behind a paywall."""


@dataclass(frozen=True)
class Draft:
    """A source as an extractor sees it. `labels` has a rule's name for each block that is not copy, or none."""

    format: str
    view: Mapped
    blocks: tuple[Block, ...]
    labels: tuple[str | None, ...]
    claims: Claims = field(default_factory=Claims)
    trusted: bool = False
    """Whether an extractor has already chosen the copy: then rules take out what is certain, and cut no tail."""
