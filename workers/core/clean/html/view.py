"""The visible text of HTML, each character with its place in the source, cut into blocks at block-level tags.

A scanner of its own, since parsers report no positions and the standard library's HTMLParser takes quadratic time on
hostile pages (https://github.com/python/cpython/issues/135462). Every pattern is linear: possessive, or ending at the
end of the text. It also holds the limits of nodes and depth, before any tree is built.
"""

import re
from html import unescape

from workers.core.clean.blocks import Block, block
from workers.core.clean.limits import MAX_BLOCKS, MAX_DEPTH, MAX_NODES, Refused
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
    """The visible text of `html` and its blocks. Raises Refused: TOO_MANY_NODES, TOO_DEEP."""
    weaver = Weaver()
    cuts: list[tuple[int, str]] = []
    done = nodes = depth = 0
    tag = ""
    for token in _TOKEN.finditer(html):
        weaver.copy(html[done : token.start()], done)
        done = token.end()
        if entity := token["entity"]:
            weaver.decode(unescape("&" + entity), token.start(), done)
            continue
        nodes += 1 if done - token.start() < _LONG_TAG or token["hidden"] else len(token[0].split())
        if nodes > MAX_NODES:
            raise Refused(RejectReason.TOO_MANY_NODES, f"HTML of more than {MAX_NODES} tags and attributes")
        name = (token["tag"] or "").lower()
        if not name:
            continue
        if name not in _VOID and name not in _OPTIONAL:
            depth = max(0, depth - 1) if token["close"] else depth + (not token[0].endswith("/>"))
            if depth > MAX_DEPTH:
                raise Refused(RejectReason.TOO_DEEP, f"HTML nested more than {MAX_DEPTH} deep")
        if name not in _INLINE:
            cuts.append((weaver.length, tag))
            tag = "" if token["close"] or name == "br" else name
    weaver.copy(html[done:], done)
    cuts.append((weaver.length, tag))
    mapped = weaver.done()
    return mapped, _cut(mapped.text, cuts)


def _cut(text: str, cuts: list[tuple[int, str]]) -> list[Block]:
    blocks, start = [], 0
    for end, tag in cuts:
        if end > start and (found := block(text, start, end, tag)):
            blocks.append(found)
        start = end
    if len(blocks) > MAX_BLOCKS:
        raise Refused(RejectReason.TOO_MANY_NODES, f"{len(blocks)} blocks of text, at most {MAX_BLOCKS}")
    return blocks
