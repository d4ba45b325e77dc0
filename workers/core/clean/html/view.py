"""The visible text of HTML, each character with its place in the source, cut into blocks at block-level tags.

A scanner of its own, since parsers report no positions and the standard library's HTMLParser takes quadratic time on
hostile pages (https://github.com/python/cpython/issues/135462). Every pattern is linear: possessive, or ending at the
end of the text. It also holds the limits of nodes and depth, before any tree is built.
"""

import re
from dataclasses import replace
from html import unescape

from workers.core.clean.blocks import Block, block
from workers.core.clean.html.boxes import boxed
from workers.core.clean.limits import MAX_BLOCKS, MAX_DEPTH, MAX_NODES, RefusedError
from workers.core.clean.mapped import Mapped, Weaver
from workers.core.outcome import RejectReason

_ATTRIBUTES = r"""[^>=]*+(?:=\s*+(?:"[^"]*"|'[^']*'|)[^>=]*+)*+>?+"""
_HIDDEN = "script|style|noscript|template|svg|iframe|textarea|title|select|object|math"
_TOKEN = re.compile(
    rf"""
    <!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->)?+
    | <(?P<hidden>{_HIDDEN})(?=[\s/>]){_ATTRIBUTES}(?<!/>)
      [^<]*+(?:<(?!/(?P=hidden)[\s/>])[^<]*+)*+(?:</(?P=hidden)[^>]*+>?+)?+
    | <(?P<close>/?)(?P<tag>[a-z][^\s/>]*+){_ATTRIBUTES}
    | <[!?/][^>]*+>?+
    | &(?P<entity>(?:\#[0-9]{{1,7}}|\#x[0-9a-f]{{1,6}}|[a-z][a-z0-9]{{1,31}});?+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_OPTIONAL = frozenset("p li dt dd tr td th tbody thead tfoot option body html head".split())
"""Elements that close themselves: an open one is no depth."""
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr picture source".split()
)
_LONG_TAG = 2_000


def view(html: str) -> tuple[Mapped, list[Block]]:
    """The visible text of `html` and its blocks. Raises RefusedError: TOO_MANY_NODES, TOO_DEEP."""
    weaver = Weaver()
    walk = _Walk()
    done = nodes = depth = 0
    for token in _TOKEN.finditer(html):
        weaver.copy(html[done : token.start()], done)
        done = token.end()
        nodes += 1 if done - token.start() < _LONG_TAG or token["hidden"] else len(token[0].split())
        if nodes > MAX_NODES:
            raise RefusedError(
                RejectReason.TOO_MANY_NODES, f"HTML of more than {MAX_NODES} tags, attributes and entities"
            )
        if entity := token["entity"]:
            weaver.decode(unescape("&" + entity), token.start(), done)
            continue
        name = (token["tag"] or "").lower()
        if not name:
            continue
        if name not in _VOID:
            closes = bool(token["close"])
            if name not in _OPTIONAL:
                depth = max(0, depth - 1) if closes else depth + (not token[0].endswith("/>"))
            if depth > MAX_DEPTH:
                raise RefusedError(RejectReason.TOO_DEEP, f"HTML nested more than {MAX_DEPTH} deep")
            walk.element(name, closes, token[0], weaver.length)
        if name not in _INLINE:
            walk.cut(weaver.length, "" if token["close"] or name == "br" else name)
    weaver.copy(html[done:], done)
    walk.cut(weaver.length, "")
    mapped = weaver.done()
    return mapped, walk.blocks(mapped.text)


class _Walk:
    """Where blocks end, which text stands in links, and in which boxes."""

    def __init__(self) -> None:
        self._cuts: list[tuple[int, str, str | None]] = []
        self._links: list[tuple[int, int]] = []
        self._link: int | None = None
        self._tag = ""
        self._box: str | None = None
        self._opened: tuple[str, int] = ("", 0)

    def element(self, name: str, closes: bool, token: str, at: int) -> None:
        """An element opens or closes at `at`."""
        if name == "a":
            if self._link is not None:
                self._links.append((self._link, at))
            self._link = None if closes else at
        element, open_ = self._opened
        if self._box is None:
            if not closes and (kind := boxed(token)):
                self.cut(at, self._tag)
                self._box, self._opened = kind, (name, 1)
        elif name == element:
            self._opened = (name, open_ + (-1 if closes else 1))
            if self._opened[1] == 0:
                self.cut(at, "")
                self._box = None

    def cut(self, at: int, tag: str) -> None:
        """A block ends at `at`; what follows is in `tag`."""
        if not self._cuts or self._cuts[-1][0] < at:
            self._cuts.append((at, self._tag, self._box))
        self._tag = tag

    def blocks(self, text: str) -> list[Block]:
        """The blocks of `text`. Raises RefusedError: TOO_MANY_NODES."""
        blocks: list[Block] = []
        start = link = 0
        for end, tag, box in self._cuts:
            if found := block(text, start, end, tag, box=box):
                while link < len(self._links) and self._links[link][1] <= found.start:
                    link += 1
                linked = self._covered(text, found, link)
                blocks.append(replace(found, linked=True) if linked else found)
            start = end
        if len(blocks) > MAX_BLOCKS:
            raise RefusedError(RejectReason.TOO_MANY_NODES, f"{len(blocks)} blocks of text, at most {MAX_BLOCKS}")
        return blocks

    def _covered(self, text: str, found: Block, link: int) -> bool:
        at = found.start
        for start, end in self._links[link : link + 50]:
            if start >= found.end or re.search(r"\w", text[at:start]):
                break
            at = max(at, end)
        return at > found.start and not re.search(r"\w", text[at : found.end])
