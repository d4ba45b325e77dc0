"""What the rules work on: a draft's blocks, their labels so far, and the evidence that was found on the way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workers.core.clean.blocks import Block, Draft

_ENDS = re.compile(r"[.!?…。]['\"”’»)\]]{0,2}$")
_LEAST = 8
_LONG = 25


@dataclass
class Page:
    """`labels[n]` is the rule that took `blocks[n]` out, or none for copy. `wire` and `chrome` count the lines that
    only wire copy and only a web page have; the rest is what bylines, headings and notices said, as written."""

    blocks: Sequence[Block]
    labels: list[str | None]
    trusted: bool
    markup: bool
    title: str | None
    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    publisher: tuple[str, str] | None = None
    """(first publisher, evidence)."""
    correction: str | None = None
    pubstatus: str | None = None
    slug: str | None = None
    chrome: int = 0
    wire: int = 0
    seen: set[str] = field(default_factory=set)

    def copy(self) -> Iterator[tuple[int, Block]]:
        """The blocks that are still copy."""
        return ((n, b) for n, b in enumerate(self.blocks) if self.labels[n] is None)

    def drop(self, at: int, rule: str) -> None:
        """Take block `at` out."""
        self.labels[at] = rule
        self.seen.add(rule)

    def first_prose(self) -> int:
        """The first block of copy that is prose, or the number of blocks."""
        return next((n for n, b in self.copy() if prose(b)), len(self.blocks))


def page(draft: Draft, title: str | None) -> Page:
    """A page over `draft`; `title` is the headline that its markup or envelope claims."""
    return Page(
        draft.blocks, list(draft.labels), draft.trusted, any(b.tag for b in draft.blocks), title
    )


def prose(block: Block) -> bool:
    """Whether a block reads as a sentence of copy: long enough, in lower case for the most part, and ended as one."""
    words = block.words
    if len(words) < _LEAST:
        return len(words) >= 4 and bool(_ENDS.search(block.lead)) and block.text[:1] in "\"“'‘«"
    lower = sum(w[:1].islower() for w in words)
    uncased = sum(not w[:1].isupper() and w[:1].isalpha() for w in words)
    if max(lower, uncased) < 0.35 * len(words):
        return False
    return len(words) >= _LONG or bool(_ENDS.search(block.lead))


def plain(text: str) -> str:
    """A text as it is compared: letters and digits in lower case, single spaces."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
