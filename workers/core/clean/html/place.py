"""Where the copy of a page is: the element, or the few of one article, that hold it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workers.core.clean.html.prose import Reading

_PLACES = frozenset(("div", "section", "article", "main", "td", "body", "center", "blockquote"))
_LINKS = 0.8
"""Share of a block's characters in links from which it speaks against the element that it is in."""
_BOX, _LINE = -0.3, 0.1
"""What a word in a box and a word of a line that is no prose weigh, where one of prose weighs 1."""
_TEXT = 0.5
"""What a word of such a line weighs where only the amount of text matters."""
_LEAST = 20
"""Words from which an element that says that it holds the copy is believed, and an article."""
_HEADLINES = ("h1", "h2")
_TITLE = 400
_ALIKE = 0.6
"""Share of words in common (Dice) from which a heading is the headline."""
_WORD = re.compile(r"\w+")
_HOLDS = 0.4
"""Least share of the text of the best element that such a one holds."""


@dataclass(frozen=True)
class _Sums:
    """For each element: `gain` is text for and against its being the copy, `text` the text in it outside of boxes,
    `titled` whether the page's headline stands in it."""

    gain: Sequence[float]
    text: Sequence[float]
    titled: Sequence[bool]


def place(page: Reading, titles: Sequence[str]) -> list[int]:
    """The elements that the copy is in, at least one. `titles` are what the page's markup calls the article."""
    sums = _sums(page, titles)
    best = max(
        (at for at, node in enumerate(page.nodes) if node.tag in _PLACES),
        key=lambda at: (sums.gain[at], at),
        default=0,
    )
    bodies = _bodies(page, sums)
    if bodies and sum(sums.text[at] for at in bodies) >= _HOLDS * sums.text[best]:
        return bodies
    articles = [
        at
        for at, node in enumerate(page.nodes)
        if node.tag == "article" and page.boxes[at] is None and sums.text[at] >= _LEAST
    ]
    if titled := [at for at in articles if sums.titled[at]]:
        return [titled[-1]]
    largest = max(articles, key=lambda at: sums.gain[at], default=0)
    return [largest] if articles and sums.gain[largest] >= _HOLDS * sums.gain[best] else [best]


def _bodies(page: Reading, sums: _Sums) -> list[int]:
    """The elements that say that they hold the copy: those of one article, the one with the most text."""
    groups: dict[int, list[int]] = {}
    inside = [False] * len(page.nodes)
    for at, node in enumerate(page.nodes):
        if at and inside[node.parent]:
            inside[at] = True
        elif page.marks[at].body and page.boxes[at] is None and sums.text[at] >= _LEAST:
            inside[at] = True
            groups.setdefault(page.within(node.parent, "article"), []).append(at)
    return max(groups.values(), key=lambda group: sum(sums.text[at] for at in group), default=[])


def _sums(page: Reading, titles: Sequence[str]) -> _Sums:
    wanted = [words for title in titles if (words := _words(title))]
    count = len(page.nodes)
    gain, text, titled = [0.0] * count, [0.0] * count, [False] * count
    for block, words, reads in zip(page.blocks, page.sizes, page.prose, strict=True):
        boxed = page.boxes[block.node] is not None
        weight = _BOX if boxed else -1 if block.links > _LINKS else 1 if reads else _LINE
        amount = 0.0 if boxed or block.links >= 0.5 else words if reads else _TEXT * words
        headline = block.tag in _HEADLINES and any(_alike(_words(block.text), title) for title in wanted)
        at = block.node
        while at >= 0:
            gain[at] += weight * words
            text[at] += amount
            titled[at] |= headline
            at = page.nodes[at].parent
    return _Sums(gain, text, titled)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text[:_TITLE].lower()))


def _alike(one: set[str], other: set[str]) -> bool:
    return bool(one) and 2 * len(one & other) > _ALIKE * (len(one) + len(other))


def inside(page: Reading, roots: Iterable[int]) -> list[bool]:
    """Whether each element is one of `roots` or in one."""
    wanted = set(roots)
    found: list[bool] = []
    for at, node in enumerate(page.nodes):
        found.append(at in wanted or (at > 0 and found[node.parent]))
    return found
