"""A second opinion on pages where our own choice finds hardly any copy: trafilatura's, found in the text by alignment.

Measured: where ours finds copy, trafilatura's vote makes it no better (docs/decisions/0016)."""

from collections.abc import Iterator, Sequence

import lxml.html
from lxml import etree
from trafilatura import bare_extraction

from workers.core.clean.blocks import Block
from workers.core.clean.html.align import align
from workers.core.clean.html.choose import BOILERPLATE
from workers.core.clean.html.seen import View
from workers.core.clean.limits import MAX_ASKED_PARAGRAPHS

NOT_ALIGNED = "not aligned"
"""The rule for text between whose ends a paragraph of trafilatura's should stand, and isn't found."""
_BLOCKS = frozenset(("p", "head", "item", "quote", "cell", "list", "row", "table", "ab", "body", "lb", "div", "code"))
_MOST = 0.5
"""Share of a block's characters from which it is copy."""


def second(page: View, rules: Sequence[str | None]) -> list[str | None] | None:
    """The labels of the blocks as trafilatura sees them: none for copy, else the rule that they had; none at all if it
    finds no copy."""
    tree = lxml.html.document_fromstring(
        page.source.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
    )
    document = bare_extraction(tree, fast=True, with_metadata=False, include_comments=False)
    body = getattr(document, "body", None)
    paragraphs = [text for text in _paragraphs(body) if text.strip()] if body is not None else []
    where = align(page.text.text, paragraphs) if len(paragraphs) <= MAX_ASKED_PARAGRAPHS else None
    if where is None or not where.found:
        return None
    return [
        None if _covered(block, where.found) else NOT_ALIGNED if _covered(block, where.lost) else rule or BOILERPLATE
        for block, rule in zip(page.blocks, rules, strict=True)
    ]


def _covered(block: Block, spans: Sequence[tuple[int, int]]) -> bool:
    shared = sum(max(0, min(end, block.end) - max(start, block.start)) for start, end in spans)
    return shared >= _MOST * (block.end - block.start)


def _paragraphs(body: etree._Element) -> Iterator[str]:
    """The text of each block element of trafilatura's tree, without that of the block elements in it."""
    text: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "".join(text)
            text = []
        text.append((element.text if event == "start" else element.tail) or "")
    yield "".join(text)
