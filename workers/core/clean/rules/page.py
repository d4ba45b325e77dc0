"""What the rules work on: a draft's blocks, their labels so far, and the evidence that was found on the way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.article import PubStatus
from workers.core.clean.blocks import Block, Draft
from workers.core.clean.formats import PLAIN
from workers.core.clean.profiles import Profile

if TYPE_CHECKING:
    from workers.core.clean.rules.kinds import Line


@dataclass
class Page:
    """`labels[n]` is the rule that took `blocks[n]` out, or none for copy. `wire` and `chrome` count the lines that
    only wire copy and only a web page have; the rest is what bylines, headings and notices said, as written."""

    blocks: Sequence[Block]
    labels: list[str | None]
    trusted: bool
    markup: bool
    title: str | None
    names: frozenset[str]
    profile: Profile | None = None
    """The lines that recur in its source's articles."""
    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    publisher: tuple[str, str] | None = None
    """(first publisher, evidence)."""
    contributor: tuple[str, str] | None = None
    """(an agency that others used for the copy, evidence)."""
    signed: str | None = None
    """The line that names the authors, as it stands."""
    correction: str | None = None
    pubstatus: PubStatus | None = None
    slug: str | None = None
    notices: set[int] = field(default_factory=set)
    """The blocks that say that the copy is not to be used: they are the news, and no headline."""
    chrome: int = 0
    wire: int = 0
    lines: "Sequence[Line]" = ()
    """What each block looks like, where the whole text is a page without markup."""
    runs: "Sequence[tuple[int, int]]" = ()
    """The stretches of blocks that hold the copy there."""

    def copy(self) -> Iterator[tuple[int, Block]]:
        """The blocks that are still copy."""
        return ((n, b) for n, b in enumerate(self.blocks) if self.labels[n] is None)

    def drop(self, at: int, rule: str) -> None:
        """Take block `at` out."""
        self.labels[at] = rule

    def first_prose(self) -> int:
        """The first block of copy that is prose, or the number of blocks."""
        if self.runs:
            return next((n for n, _ in self.copy() if n >= self.runs[0][0]), len(self.blocks))
        return next((n for n, b in self.copy() if b.prose), len(self.blocks))


def page(draft: Draft, title: str | None, profile: Profile | None = None) -> Page:
    """A page over `draft`; `title` is the headline that its markup or envelope claims."""
    return Page(
        draft.blocks,
        list(draft.labels),
        draft.trusted,
        draft.format != PLAIN,
        title,
        frozenset(plain(name) for name in draft.claims.authors),
        profile,
    )


def plain(text: str) -> str:
    """A text as it is compared: letters and digits in lower case, single spaces."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
