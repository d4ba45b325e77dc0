"""The account of a cleaning: the body, its paragraphs, where each character of it comes from and what was removed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.article import Removal, Segment
from schemas.base import Span
from workers.core.clean.blocks import Block
from workers.core.clean.mapped import Mapped, Weaver

BREAK = "\n\n"
"""Stands between paragraphs of the body."""
_FOLDED = re.compile(r"\s*[^\S ]\s*|  +")
"""Whitespace that becomes a single space."""


@dataclass(frozen=True)
class Account:
    """`offset_map` covers `body_text` without gaps; it and `removed` point into the decoded source."""

    body_text: str
    paragraphs: tuple[Span, ...]
    removed: tuple[Removal, ...]
    offset_map: tuple[Segment, ...]


def account(view: Mapped, blocks: Sequence[Block], labels: Sequence[str | None], inserts: Mapping[int, str]) -> Account:
    """Weave the blocks without a label into a body. `inserts` are characters to put before an offset of `view.text`
    (a restored apostrophe)."""
    weaver = Weaver()
    paragraphs: list[Span] = []
    removed: list[Removal] = []
    for block, label in zip(blocks, labels, strict=True):
        if label is not None:
            start, end = view.source(block.start, block.end)
            removed.append(Removal(start=start, end=end, rule=label))
            continue
        if paragraphs:
            weaver.insert(BREAK)
        start = weaver.length
        _weave(weaver, view, block, inserts)
        paragraphs.append(Span(start=start, end=weaver.length))
    body = weaver.done()
    return Account(body.text, tuple(paragraphs), tuple(removed), body.segments)


def _weave(weaver: Weaver, view: Mapped, block: Block, inserts: Mapping[int, str]) -> None:
    done = block.start
    points = [(at, at) for at in inserts if block.start < at < block.end] if inserts else []
    for start, end in sorted([m.span() for m in _FOLDED.finditer(view.text, block.start, block.end)] + points):
        _copy(weaver, view, done, start)
        if start == end:
            weaver.insert(inserts[start])
        else:
            weaver.decode(" ", *view.source(start, end))
        done = end
    _copy(weaver, view, done, block.end)


def _copy(weaver: Weaver, view: Mapped, start: int, end: int) -> None:
    for piece in view.pieces(start, end):
        text = view.text[piece.start : piece.end]
        if piece.kind == "copy":
            weaver.copy(text, piece.source_start)
        elif piece.kind == "decode":
            weaver.decode(text, piece.source_start, piece.source_end)
        else:
            weaver.insert(text)
