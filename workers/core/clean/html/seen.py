"""What a scan of HTML gives: the text that could be seen, its blocks, the elements around them, and notes."""

from dataclasses import dataclass, field
from typing import NamedTuple

from workers.core.clean.blocks import Block
from workers.core.clean.mapped import Mapped

Stretch = tuple[int, int]
"""(start, end) in the source."""


class Node(NamedTuple):
    """An element: its name, its start tag as written, its parent's place in the list of nodes, and where in the text
    it begins."""

    tag: str
    token: str
    parent: int
    start: int


@dataclass(frozen=True)
class Notes:
    """What a page says of itself where it isn't seen: its `meta` and `link` tags as written, and the stretches of the
    source that its JSON-LD, its other scripts and its titles stand in."""

    tags: list[str] = field(default_factory=list)
    data: list[Stretch] = field(default_factory=list)
    scripts: list[Stretch] = field(default_factory=list)
    titles: list[Stretch] = field(default_factory=list)


@dataclass(frozen=True)
class View:
    """`text` is all of `source` that could be seen, `blocks` are its blocks. `nodes` are the elements in the order of
    their start tags, a nameless root first; `ends[n]` is where in the text node `n` ends. `hidden` are the stretches of
    the source that are neither tags nor text: scripts, styles, comments. `apart` are the nodes within a line whose text
    isn't part of it."""

    source: str
    text: Mapped
    blocks: list[Block]
    nodes: list[Node]
    ends: list[int]
    hidden: list[Stretch]
    apart: set[int]
    notes: Notes

    def within(self, at: int) -> str:
        """The text in node `at`, folded."""
        return " ".join(self.text.text[self.nodes[at].start : self.ends[at]].split())
