"""The account of a cleaning: the body, its paragraphs, where each character of it comes from and what was removed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.article import Removal, Segment
from schemas.base import Span
from workers.core.clean.blocks import Block
from workers.core.clean.mapped import Mapped, Weaver

BREAK = "\n\n"
"""Stands between paragraphs of the body."""
UNSEEN = "unseen"
"""The rule for what markup hides: scripts, styles, comments."""
_FOLDED = re.compile(r"\s*[^\S ]\s*|  +")
"""Whitespace that becomes a single space."""

Stretch = tuple[int, int, str | None]
"""(start, end, rule) in the decoded source; copy has no rule."""


@dataclass(frozen=True)
class Account:
    """`offset_map` covers `body_text` without gaps; it and `removed` point into the decoded source."""

    body_text: str
    paragraphs: tuple[Span, ...]
    removed: tuple[Removal, ...]
    offset_map: tuple[Segment, ...]


def account(
    view: Mapped,
    blocks: Sequence[Block],
    labels: Sequence[str | None],
    inserts: Mapping[int, str],
    hidden: Sequence[tuple[int, int]] | None = None,
) -> Account:
    """Weave the blocks without a label into a body. `inserts` are characters to put before an offset of `view.text`
    (a restored apostrophe). `hidden` are the stretches of marked-up source that aren't in the view; none for text
    without markup."""
    weaver = Weaver()
    paragraphs: list[Span] = []
    stretches: list[Stretch] = []
    part, start, end = -1, 0, 0
    for block, label in zip(blocks, labels, strict=True):
        if label is not None:
            stretches.append((*view.source(block.start, block.end), label))
            continue
        if hidden is not None:
            stretches += ((low, high, None) for _, _, _, low, high in view.pieces(block.start, block.end))
        if part < 0 or block.part != part:
            if weaver.length:
                paragraphs.append(Span(start=start, end=weaver.length))
                weaver.insert(BREAK)
            start = weaver.length
        elif view.text[end].isspace() or view.text[block.start - 1].isspace():
            weaver.insert(" ")
        part, end = block.part, block.end
        _weave(weaver, view, block, inserts)
    if weaver.length:
        paragraphs.append(Span(start=start, end=weaver.length))
    body = weaver.done()
    gone = stretches if hidden is None else _merged(sorted([*stretches, *((*span, UNSEEN) for span in hidden)]))
    removed = tuple(Removal(start=low, end=high, rule=rule) for low, high, rule in gone if rule is not None)
    return Account(body.text, tuple(paragraphs), removed, body.segments)


def _merged(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Neighbours that the same rule took out are one stretch, with the tags between them; what is unseen belongs to
    the stretch before it."""
    last: Stretch | None = None
    for stretch in stretches:
        _, end, rule = stretch
        if last is not None and last[2] is not None and rule in (last[2], UNSEEN):
            last = (last[0], max(end, last[1]), last[2])
            continue
        if last is not None:
            yield last
        last = stretch
    if last is not None:
        yield last


def _weave(weaver: Weaver, view: Mapped, block: Block, inserts: Mapping[int, str]) -> None:
    done = block.start
    points = [(at, at) for at in inserts if block.start < at < block.end] if inserts else []
    for start, end in sorted([m.span() for m in _FOLDED.finditer(view.text, block.start, block.end)] + points):
        weaver.piece(view, done, start)
        if start == end:
            weaver.insert(inserts[start])
        else:
            weaver.decode(" ", *view.source(start, end))
        done = end
    weaver.piece(view, done, block.end)
