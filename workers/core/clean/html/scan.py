"""Builds what a scan gives, token by token: text with its places, the open elements, the blocks that end.

End tags that HTML lets people leave out are implied, roughly as the standard says
(https://html.spec.whatwg.org/multipage/parsing.html).
"""

import re

from workers.core.clean.blocks import Block
from workers.core.clean.html.boxes import APART
from workers.core.clean.html.elements import CELLS, CLOSES, INLINE, SCOPE, SLASHED, TABLE, VOID
from workers.core.clean.html.seen import Node, Notes, Stretch, View
from workers.core.clean.limits import MAX_BLOCKS, MAX_DEPTH, RefusedError
from workers.core.clean.mapped import Kind, Mapped
from workers.core.outcome import RejectReason

_WORD = re.compile(r"\w")


class Scan:
    """What was seen up to a place of the source."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._kinds: list[Kind] = []
        self._sources: list[int] = []
        self._ends: list[int] = []
        self._hidden: list[Stretch] = []
        self._length = self._ink = self._linked = 0
        self._cuts: list[tuple[int, int, int, float, bool, int]] = []
        self._cut_at = self._cut_ink = self._cut_linked = 0
        self._bare = False
        """Whether a word of this block stands in no link."""
        self._part = -1
        self._links = 0
        self._nodes = [Node("", "", -1, 0)]
        self._node_ends = [0]
        self._notes = Notes()
        self._stack = [0]
        self._apart: set[int] = set()
        self._frames: list[dict[str, int]] = [{}]
        """How many elements of each name are open, for each cell of a table that is open."""

    def copy(self, low: int, high: int) -> None:
        """The source's text from `low` to `high`."""
        self._add("copy", self._html[low:high], low, high)

    def decode(self, text: str, low: int, high: int) -> None:
        """`text`, for which an entity stands in the source."""
        self._add("decode" if text != self._html[low:high] else "copy", text, low, high)

    def hide(self, low: int, high: int, name: str = "", token: str = "") -> None:
        """What is in the source but can't be seen; in an element `name` with the start tag `token`, or none."""
        if low < high:
            self._hidden.append((low, high))
            if name == "title":
                self._notes.titles.append((low, high))
            elif name == "script":
                (self._notes.data if "ld+json" in token.lower() else self._notes.scripts).append((low, high))

    def _add(self, kind: Kind, text: str, low: int, high: int) -> None:
        if kind == "copy" and self._ends and self._ends[-1] == low and self._kinds[-1] == kind:
            self._ends[-1] = high
        elif text:
            self._starts.append(self._length)
            self._kinds.append(kind)
            self._sources.append(low)
            self._ends.append(high)
        self._parts.append(text)
        size = len(text)
        self._length += size
        if not text.isspace():
            self._ink += size
            if self._links:
                self._linked += size
            elif not self._bare and _WORD.search(text):
                self._bare = True

    def open(self, name: str, token: str) -> None:
        """A start tag. Raises RefusedError: TOO_DEEP."""
        if name not in INLINE:
            self._cut()
            if name != "br":
                self._imply(name)
        if name in VOID:
            if name in ("meta", "link"):
                self._notes.tags.append(token)
            return
        if name == "a":
            self.close(name)
            self._links += 1
        stack = self._stack
        if len(stack) > MAX_DEPTH:
            raise RefusedError(RejectReason.TOO_DEEP, f"HTML nested more than {MAX_DEPTH} deep")
        if token.endswith("/>") and name not in SLASHED:
            return
        at = len(self._nodes)
        if name in INLINE and name != "a" and len(token) > len(name) + 2 and APART.search(token):
            self._cut(self._part if self._part >= 0 else at)
            self._apart.add(at)
        stack.append(at)
        self._nodes.append(Node(name, token, stack[-2], self._length))
        self._node_ends.append(-1)
        frame = self._frames[-1]
        frame[name] = frame.get(name, 0) + 1
        if name in CELLS:
            self._frames.append({})

    def close(self, name: str) -> None:
        """An end tag: of the innermost such element in the same cell of a table, or of none."""
        if name not in INLINE:
            self._cut()
        if name in CELLS:
            if len(self._frames) > 1:
                self._pop_to(CELLS)
            return
        if name in TABLE and any(frame.get(name) for frame in self._frames):
            while not self._frames[-1].get(name):
                self._pop_to(CELLS)
        if not self._frames[-1].get(name):
            return
        if name not in INLINE:
            self._pop_to((name,))
            return
        at = len(self._stack) - 1
        while self._nodes[self._stack[at]].tag != name:
            at -= 1
        self._end(self._stack.pop(at))

    def _imply(self, name: str) -> None:
        """End what the start tag of a block ends: an open paragraph, the list item or cell before it."""
        if self._frames[-1].get("p"):
            at = len(self._stack) - 1
            while (tag := self._nodes[self._stack[at]].tag) in INLINE:
                at -= 1
            if tag == "p":
                self._pop_to(("p",))
        ended = CLOSES.get(name)
        if ended is None:
            return
        at = last = len(self._stack)
        while at > 1 and (tag := self._nodes[self._stack[at - 1]].tag) not in SCOPE:
            at -= 1
            if tag in ended:
                last = at
                if tag == name:
                    break
        while len(self._stack) > last:
            self._end(self._stack.pop())

    def _pop_to(self, names: frozenset[str] | tuple[str, ...]) -> None:
        while True:
            at = self._stack.pop()
            self._end(at)
            if self._nodes[at].tag in names:
                return

    def _end(self, at: int) -> None:
        tag = self._nodes[at].tag
        self._node_ends[at] = self._length
        if tag in CELLS:
            self._frames.pop()
        self._frames[-1][tag] -= 1
        if tag == "a":
            self._links -= 1
        if at in self._apart:
            self._cut(self._part, at)

    def _cut(self, part: int = -1, node: int | None = None) -> None:
        """A block ends here, in the innermost open element or `node`; what follows is of the paragraph `part`."""
        ink = self._ink - self._cut_ink
        if ink:
            links = (self._linked - self._cut_linked) / ink
            if part >= 0:
                self._part = part
            self._cuts.append(
                (self._cut_at, self._length, self._stack[-1] if node is None else node, links, self._bare, self._part)
            )
            self._cut_ink, self._cut_linked, self._bare = self._ink, self._linked, False
        self._part = part
        self._cut_at = self._length

    def done(self) -> View:
        """All of it. Raises RefusedError: TOO_MANY_NODES."""
        self._cut()
        for at in self._stack:
            self._node_ends[at] = self._length
        if len(self._cuts) > MAX_BLOCKS:
            raise RefusedError(RejectReason.TOO_MANY_NODES, f"{len(self._cuts)} blocks of text, at most {MAX_BLOCKS}")
        text = "".join(self._parts)
        mapped = Mapped(text, self._starts, self._kinds, self._sources, self._ends)
        blocks = [self._block(text, *cut) for cut in self._cuts]
        return View(self._html, mapped, blocks, self._nodes, self._node_ends, self._hidden, self._apart, self._notes)

    def _block(self, text: str, start: int, end: int, node: int, links: float, bare: bool, part: int) -> Block:
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        while (tag := self._nodes[node].tag) in INLINE and node not in self._apart:
            node = self._nodes[node].parent
        words = " ".join(piece.split())
        return Block(start, start + len(piece.strip()), words, tag, links > 0 and not bare, node, links, part)
