"""The copy of a page that shows it only after its scripts have run: the HTML that one of them holds in a string.

Frameworks that render in the browser send an article as a string of JSON in a script, often a string within a string.
Strings are opened one by one, each character knowing its place, down to the one with the most paragraphs of HTML.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from workers.core.clean.blocks import Block
from workers.core.clean.html.choose import BOILERPLATE, Labels
from workers.core.clean.html.prose import reading
from workers.core.clean.html.seen import Stretch, View
from workers.core.clean.html.view import view
from workers.core.clean.limits import RefusedError
from workers.core.clean.mapped import Mapped, Weaver

_PARAGRAPH = re.compile(r"(?:<|\\u003[cC]|\\x3[cC])p(?=[\s>\\])")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL
)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}
_LEAST = 3
"""Paragraphs from which a string is an article's HTML."""
_DEEP = 4
"""Strings within strings."""


def hydrated(page: View, labels: Labels) -> tuple[View, Labels] | None:
    """`page` with the text of the script that holds its copy behind its own, and the labels of both; none if no script
    holds any."""
    found = [_PARAGRAPH.findall(page.source, low, high) for low, high in page.notes.scripts]
    best = max(range(len(found)), key=lambda n: len(found[n]), default=None)
    if best is None or len(found[best]) < _LEAST:
        return None
    low, high = page.notes.scripts[best]
    content = _opened(page.source, low, high)
    if content is None:
        return None
    try:
        inner = view(content.text)
    except RefusedError:
        return None
    text = inner.text.through(content)
    boxes = reading(inner).boxes
    within = [boxes[block.node] for block in inner.blocks]
    joined, blocks = _joined(page, text, inner.blocks)
    stretch = (content.sources[0], content.ends[-1])
    hidden = [*_without(page.hidden, stretch), *(content.source(*span) for span in inner.hidden)]
    return replace(page, text=joined, blocks=blocks, hidden=hidden), [
        *(label or BOILERPLATE for label in labels),
        *within,
    ]


def _opened(source: str, low: int, high: int) -> Mapped | None:
    """The string of the script `source[low:high]` that holds most paragraphs, opened as deep as there is HTML in it."""
    text = Mapped(source[low:high], [0], ["copy"], [low], [high])
    for _ in range(_DEEP):
        strings = [(len(_PARAGRAPH.findall(text.text, *m.span(1))), m.span(1)) for m in _STRING.finditer(text.text)]
        count, (start, end) = max(strings, key=lambda row: row[0], default=(0, (0, 0)))
        if count < _LEAST:
            return None
        text = _unescaped(text.text, start, end).through(text)
        if text.text.count("<p") >= _LEAST and '"<p' not in text.text.replace(" ", ""):
            return text
    return None


def _unescaped(text: str, start: int, end: int) -> Mapped:
    weaver, done = Weaver(), start
    for match in _ESCAPE.finditer(text, start, end):
        weaver.copy(text[done : match.start()], done)
        weaver.decode(_character(match[0][1:]), match.start(), match.end())
        done = match.end()
    weaver.copy(text[done:end], done)
    return weaver.done()


def _character(escape: str) -> str:
    if escape[0] in "ux":
        units = [int(unit, 16) for unit in re.findall(r"[0-9a-fA-F]{4}|[0-9a-fA-F]{2}", escape)]
        return "".join(map(chr, units)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _PLAIN.get(escape, escape)


def _joined(page: View, text: Mapped, blocks: Sequence[Block]) -> tuple[Mapped, list[Block]]:
    weaver = Weaver()
    weaver.piece(page.text, 0, len(page.text.text))
    weaver.insert("\n")
    shift = weaver.length
    weaver.piece(text, 0, len(text.text))
    moved = [replace(block, start=block.start + shift, end=block.end + shift, node=0) for block in blocks]
    return weaver.done(), [*page.blocks, *moved]


def _without(spans: Sequence[Stretch], gone: Stretch) -> list[Stretch]:
    """`spans` without what lies in `gone`."""
    kept: list[Stretch] = []
    for low, high in spans:
        kept += [(a, b) for a, b in ((low, min(high, gone[0])), (max(low, gone[1]), high)) if a < b]
    return kept
