"""Which blocks of a page are copy: each gets the name of the rule that takes it out, or none."""

from collections import Counter
from collections.abc import Sequence

from workers.core.clean.html.boxes import HEADINGS
from workers.core.clean.html.place import inside, place
from workers.core.clean.html.prose import Reading

BOILERPLATE = "boilerplate"
"""The rule for what stands outside of the elements that hold the copy."""
_VOICES = frozenset(("p", "li", "blockquote", "td", "th", "dd", "dt", "pre", *HEADINGS)) - {"h1"}
"""Elements that copy stands in where its paragraphs are `p`."""
_PLACES = frozenset(("div", "section", "article", "main", "td", "body", "center", "blockquote"))
_SPOKEN = 0.7
"""Share of the prose in `p` from which other elements hold something else."""
_SURE = 50
"""Words of prose that are copy wherever they stand."""
_REPEATED = 8
_PROSE_LINKS, _LINE_LINKS, _HEAD_LINKS = 0.8, 0.6, 0.3
"""Shares in links from which prose, another line and a line above the first prose are links."""


def choose(page: Reading, titles: Sequence[str]) -> list[str | None]:
    """The labels of the page's blocks. `titles` are what the page's markup calls the article."""
    roots = place(page, titles)
    within = inside(page, roots)
    labels: list[str | None] = []
    for n, block in enumerate(page.blocks):
        linked = block.links > (_PROSE_LINKS if page.prose[n] else _LINE_LINKS)
        box = page.boxes[block.node]
        labels.append(box or (BOILERPLATE if not within[block.node] else "link" if linked else None))
    _other_voices(page, labels)
    _repeated(page, labels)
    _ends(page, labels)
    return labels


def _other_voices(page: Reading, labels: list[str | None]) -> None:
    voices: Counter[str] = Counter()
    for block, words, reads, label in zip(page.blocks, page.sizes, page.prose, labels, strict=True):
        if reads and label is None:
            voices[block.tag] += int(words)
    if voices["p"] <= _SPOKEN * voices.total():
        return
    for n, block in enumerate(page.blocks):
        if labels[n] is None and block.tag not in _VOICES and not (page.prose[n] and page.sizes[n] >= _SURE):
            labels[n] = "not a paragraph"


def _repeated(page: Reading, labels: list[str | None]) -> None:
    seen: set[str] = set()
    for n, block in enumerate(page.blocks):
        if labels[n] is None and page.sizes[n] >= _REPEATED:
            if block.text in seen:
                labels[n] = "repeated"
            seen.add(block.text)


def _ends(page: Reading, labels: list[str | None]) -> None:
    """Before the first prose only paragraphs beside it are copy, behind the last only what stands beside some prose;
    copy does not end in a heading."""
    prose = [n for n, label in enumerate(labels) if label is None and page.prose[n]]
    if not prose:
        return
    first, last = prose[0], prose[-1]
    beside = {_place(page, n) for n in prose}
    for n, block in enumerate(page.blocks):
        if labels[n] is not None or first <= n <= last:
            continue
        if n < first and (
            block.tag not in ("p", "li") or block.links > _HEAD_LINKS or _place(page, n) != _place(page, first)
        ):
            labels[n] = "above the copy"
        elif n > last and _place(page, n) not in beside:
            labels[n] = "below the copy"
    for n in reversed([n for n, label in enumerate(labels) if label is None]):
        if page.blocks[n].tag not in HEADINGS:
            return
        labels[n] = "below the copy"


def _place(page: Reading, n: int) -> int:
    at = page.blocks[n].node
    while at > 0 and page.nodes[at].tag not in _PLACES:
        at = page.nodes[at].parent
    return at
