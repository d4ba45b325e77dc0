"""An HTML page: trafilatura chooses the copy, alignment finds it in the source."""

from collections.abc import Iterator, Sequence

import lxml.html
from lxml import etree
from trafilatura import bare_extraction

from workers.core.clean.blocks import Block, Draft, block
from workers.core.clean.html.align import align
from workers.core.clean.html.meta import claims
from workers.core.clean.html.view import view

_BLOCKS = frozenset(("p", "head", "item", "quote", "cell", "list", "row", "table", "ab", "body", "lb", "div", "code"))
BOILERPLATE = "boilerplate"
"""The label of what trafilatura left out."""


def page(html: str) -> Draft:
    """The draft of a page. Raises RefusedError for one that is over the limits."""
    mapped, blocks = view(html)
    tree = lxml.html.document_fromstring(
        html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
    )
    said = claims(tree)
    document = bare_extraction(tree, with_metadata=False, include_comments=False, include_tables=True)
    body = getattr(document, "body", None)
    spans = align(mapped.text, list(_paragraphs(body))) if body is not None else []
    if not spans:
        return Draft("html page", mapped, tuple(blocks), (None,) * len(blocks), said)
    kept, labels = _keep(mapped.text, blocks, spans)
    return Draft("html page", mapped, tuple(kept), tuple(labels), said, trusted=True)


def _paragraphs(body: etree._Element) -> Iterator[str]:
    """The text of each block element of trafilatura's tree, without that of the block elements in it."""
    text: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "".join(text)
            text = []
        text.append((element.text if event == "start" else element.tail) or "")
    yield "".join(text)


def _keep(text: str, blocks: Sequence[Block], spans: Sequence[tuple[int, int]]) -> tuple[list[Block], list[str | None]]:
    """The blocks, cut where only a part of one is copy, and their labels: none, or `boilerplate`. What stands between
    two stretches of copy in one block is copy too: extractors lose inline elements."""
    pieces: list[Block] = []
    labels: list[str | None] = []
    at = 0
    for whole in blocks:
        while at < len(spans) and spans[at][1] <= whole.start:
            at += 1
        start, end = whole.end, whole.end
        inside = at
        while inside < len(spans) and spans[inside][0] < whole.end:
            start = min(start, max(whole.start, spans[inside][0]))
            end = min(whole.end, spans[inside][1]) if inside == at else max(end, min(whole.end, spans[inside][1]))
            inside += 1
        for low, high, label in ((whole.start, start, BOILERPLATE), (start, end, None), (end, whole.end, BOILERPLATE)):
            if piece := block(text, low, high, whole.tag, whole.linked, whole.box):
                pieces.append(piece)
                labels.append(label)
    return pieces, labels
