"""The text of HTML, each character with its place in the source, cut into blocks at block-level tags, and the tree of
elements around them.

A scanner of its own, since parsers report no positions and the standard library's HTMLParser takes quadratic time on
hostile pages (https://github.com/python/cpython/issues/135462). Every pattern is linear: possessive, or ending at the
end of the text. It also holds the limits of nodes and depth, before any other tree is built. End tags that HTML lets
people leave out are implied, roughly as the standard says (https://html.spec.whatwg.org/multipage/parsing.html).
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from workers.core.clean.blocks import Block
from workers.core.clean.html.boxes import APART
from workers.core.clean.limits import MAX_BLOCKS, MAX_DEPTH, MAX_NODES, RefusedError
from workers.core.clean.mapped import Kind, Mapped
from workers.core.outcome import RejectReason

_ATTRIBUTES = r"""[^>=]*+(?:=\s*+(?:"[^"]*"|'[^']*'|)[^>=]*+)*+>?+"""
_TOKEN = re.compile(
    rf"""
    <(/?)([a-z][^\s/>]*+){_ATTRIBUTES}
    | &((?:\#[0-9]{{1,7}}|\#x[0-9a-f]{{1,6}}|[a-z][a-z0-9]{{1,31}});?+)
    | <!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->)?+
    | <[!?/][^>]*+>?+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TAG, _ENTITY = 2, 3
_UNSEEN = {
    name: re.compile(rf"[^<]*+(?:<(?!/{name}[\s/>])[^<]*+)*+(</{name}[^>]*+>?+)?+", re.IGNORECASE)
    for name in "script style noscript template svg iframe textarea title select object math noembed noframes xmp".split()
}  # fmt: skip
"""Elements whose content isn't seen, and what follows their start tags: that content and the end tag."""
_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label link mark meta picture q rp rt "
    "ruby s samp small source span strike strong sub sup time track tt u var wbr".split()
)
"""Elements that are part of a line."""
_CELLS = frozenset(("td", "th", "caption"))
_TABLE = frozenset(("table", "tbody", "thead", "tfoot", "tr", *_CELLS))
_CLOSES = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "option": ("option",), "tr": ("tr", "td", "th"),
    "td": ("td", "th"), "th": ("td", "th"), "tbody": ("tbody", "thead", "tr", "td", "th"),
    "thead": ("tbody", "thead", "tr", "td", "th"), "tfoot": ("tbody", "thead", "tr", "td", "th"), "body": ("head",),
}  # fmt: skip
"""Which open elements a start tag ends, up to the list, table or section that it is in."""
_SCOPE = frozenset("ul ol dl menu select table html body article section main aside nav".split())
_SLASHED = frozenset(
    "a abbr address article aside b blockquote body button center cite code dd del details div dl dt em fieldset figcaption "
    "figure font footer form h1 h2 h3 h4 h5 h6 head header html i ins label li main mark nav ol p pre q s section small span "
    "strong sub summary sup table tbody td tfoot th thead time tr u ul".split()
)
"""Elements that a slash at the end of the start tag doesn't end."""
_LONG_TAG = 2_000
_WORD = re.compile(r"\w")


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
    source that JSON-LD and its titles stand in."""

    tags: list[str] = field(default_factory=list)
    data: list[tuple[int, int]] = field(default_factory=list)
    titles: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class View:
    """`text` is all of `source` that could be seen, `blocks` are its blocks; `nodes` are the elements in the order of
    their start tags, a nameless root first, and `ends[n]` is where in the text node `n` ends; `hidden` are the stretches
    of the source that are neither tags nor text: scripts, styles, comments."""

    source: str
    text: Mapped
    blocks: list[Block]
    nodes: list[Node]
    ends: list[int]
    hidden: list[tuple[int, int]]
    notes: Notes

    def within(self, at: int) -> str:
        """The text in node `at`, folded."""
        return " ".join(self.text.text[self.nodes[at].start : self.ends[at]].split())


def view(html: str) -> View:
    """What `html` shows. Raises RefusedError: TOO_MANY_NODES, TOO_DEEP."""
    scan = _Scan(html)
    done = nodes = 0
    while match := _TOKEN.search(html, done):
        start, end = match.span()
        if start > done:
            scan.copy(done, start)
        done = end
        kind = match.lastindex
        nodes += 1
        if kind == _TAG:
            slash, name = match.group(1, 2)
            name = name.lower()
            if end - start > _LONG_TAG:
                nodes += len(match[0].split())
            if slash:
                scan.close(name)
            elif rest := _UNSEEN.get(name):
                if not html.endswith("/>", start, end) and (unseen := rest.match(html, end)):
                    done = unseen.end()
                    scan.hide(end, unseen.start(1) if unseen[1] else done, name, match[0])
            else:
                scan.open(name, match[0])
        elif kind == _ENTITY:
            scan.decode(unescape(match[0]), start, end)
        else:
            scan.hide(start, end)
        if nodes > MAX_NODES:
            raise RefusedError(
                RejectReason.TOO_MANY_NODES, f"HTML of more than {MAX_NODES} tags, attributes and entities"
            )
    scan.copy(done, len(html))
    return scan.done()


class _Scan:
    """What was seen up to a place of the source."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._kinds: list[Kind] = []
        self._sources: list[int] = []
        self._ends: list[int] = []
        self._hidden: list[tuple[int, int]] = []
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
            elif name == "script" and "ld+json" in token.lower():
                self._notes.data.append((low, high))

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
        if name in _VOID:
            if name in ("meta", "link"):
                self._notes.tags.append(token)
            return
        if name == "a":
            self.close(name)
            self._links += 1
        stack = self._stack
        if len(stack) > MAX_DEPTH:
            raise RefusedError(RejectReason.TOO_DEEP, f"HTML nested more than {MAX_DEPTH} deep")
        if token.endswith("/>") and name not in _SLASHED:
            return
        stack.append(len(self._nodes))
        if name in INLINE and len(token) > len(name) + 2 and APART.search(token):
            self._apart.add(stack[-1])
            part = self._part if self._part >= 0 else stack[-1]
            self._cut(part)
        self._nodes.append(Node(name, token, stack[-2], self._length))
        self._node_ends.append(-1)
        frame = self._frames[-1]
        frame[name] = frame.get(name, 0) + 1
        if name in _CELLS:
            self._frames.append({})

    def close(self, name: str) -> None:
        """An end tag: of the innermost such element in the same cell of a table, or of none."""
        if name not in INLINE:
            self._cut()
        if name in _CELLS:
            if len(self._frames) > 1:
                self._pop_to(_CELLS)
            return
        if name in _TABLE and any(frame.get(name) for frame in self._frames):
            while not self._frames[-1].get(name):
                self._pop_to(_CELLS)
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
        ended = _CLOSES.get(name)
        if ended is None:
            return
        at = last = len(self._stack)
        while at > 1 and (tag := self._nodes[self._stack[at - 1]].tag) not in _SCOPE:
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
        if tag in _CELLS:
            self._frames.pop()
        self._frames[-1][tag] -= 1
        if tag == "a":
            self._links -= 1
        if at in self._apart:
            self._cut(self._part)

    def _cut(self, part: int = -1) -> None:
        """A block ends here; what follows is of the paragraph `part`."""
        ink = self._ink - self._cut_ink
        if ink:
            links = (self._linked - self._cut_linked) / ink
            if part >= 0:
                self._part = part
            self._cuts.append((self._cut_at, self._length, self._stack[-1], links, self._bare, self._part))
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
        return View(self._html, mapped, blocks, self._nodes, self._node_ends, self._hidden, self._notes)

    def _block(self, text: str, start: int, end: int, node: int, links: float, bare: bool, part: int) -> Block:
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        while (tag := self._nodes[node].tag) in INLINE:
            node = self._nodes[node].parent
        words = " ".join(piece.split())
        return Block(start, start + len(piece.strip()), words, tag, links > 0 and not bare, None, node, links, part)
