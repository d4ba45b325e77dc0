"""What extractors hand to the rules: the visible text of a source, cut into blocks."""

import re
from dataclasses import dataclass, field

from schemas.article import DateBasis, PubStatus
from workers.core.clean.lazy import lazy
from workers.core.clean.limits import MAX_RULED
from workers.core.clean.mapped import Mapped

_ENDS = re.compile(r"[.!?…。]['\"”’»)\]]{0,2}(?: ?(?:[(\[][\w ./&-]{2,40}[)\]]|[—–-] ?[A-Z][\w./ ]{1,24}))?$")
"""How a sentence ends; behind it may stand who wrote it."""
_LEAST = 8
_LONG = 25
"""Words from which a block is prose without a full stop."""
_SMALL = 0.35
"""Least share of words without a capital."""
_UNPARTED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
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
    node: int = 0
    """The innermost block-level element that it is in, by its place in the view's list of nodes."""
    links: float = 0.0
    """Share of its characters that stand in links, 0 to 1."""
    part: int = -1
    """What the pieces of a paragraph that a box interrupts have in common, or -1."""

    @lazy
    def lead(self) -> str:
        """As much of it as rules read."""
        return self.text[:MAX_RULED]

    @lazy
    def words(self) -> list[str]:
        """Its words, punctuation and all."""
        return self.lead.split()

    @lazy
    def size(self) -> int:
        """Its length in words; of scripts that do not part them, two characters count as one."""
        if self.lead.isascii() or not _UNPARTED.search(self.lead):
            return len(self.words)
        return max(len(self.words), len(_UNPARTED.findall(self.lead)) // 2)

    @lazy
    def prose(self) -> bool:
        """Whether it reads as a sentence of copy: long enough, in lower case for the most part, and ended as one."""
        words = self.words
        if self.size > len(words):
            return self.size >= _LEAST and bool(_ENDS.search(self.lead))
        if len(words) < _LEAST:
            return len(words) >= 4 and self.text[:1] in "\"“'‘«" and bool(_ENDS.search(self.lead))
        firsts = [word[0] for word in words]
        small = len([first for first in firsts if first.isalpha() and not first.isupper()])
        return small >= _SMALL * len(words) and (len(words) >= _LONG or bool(_ENDS.search(self.lead)))


def block(text: str, start: int, end: int) -> Block | None:
    """The block of `text[start:end]`, or none where that is blank."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Block(start, start + len(piece), _SPACE.sub(" ", piece)) if piece else None


@dataclass(frozen=True)
class Claims:
    """What a payload's markup or envelope claims about the article, best first; times as they are written there."""

    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publishers: tuple[tuple[str, str], ...] = ()
    """(name, where it is said)."""
    published: tuple[tuple[DateBasis, str], ...] = ()
    """(basis, time)."""
    modified: tuple[tuple[DateBasis, str], ...] = ()
    section: str | None = None
    url: str | None = None
    free: bool = True
    """False where the page says that the copy is behind a paywall."""
    description: str | None = None
    keywords: tuple[str, ...] = ()
    pubstatus: PubStatus | None = None
    data: str = ""
    """The copy as JSON-LD gives it."""


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
    hidden: tuple[tuple[int, int], ...] | None = None
    """The stretches of a marked-up source that are neither tags nor in the view; none for text without markup."""
    envelope: str | None = None
    """The format that the content came in, where that is more than the content."""
