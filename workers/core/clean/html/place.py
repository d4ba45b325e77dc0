"""Where the copy of a page is: the element, or the few of one article, that hold it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workers.core.clean.html.prose import Reading

PLACES = frozenset(("div", "section", "article", "main", "td", "body", "center", "blockquote"))
"""Elements that may hold paragraphs."""
_LINKS = 0.8
"""Share of a block's characters in links from which it speaks against the element that it is in."""
_BOX, _LINK, _LINE = -0.3, -1.0, 0.1
"""What a word in a box, of links and of a line that is no prose weighs, where one of prose weighs 1."""
_TEXT, _LINKED = 0.5, 0.5
"""What a word of such a line weighs where only the amount of text matters, and the share in links from which none."""
_LEAST = 20
"""Words from which an element that says that it holds the copy is believed, and an article."""
_HOLDS = 0.4
"""Least share of the text of the best element that such a one holds."""
_SHARE = 0.1
"""Least share of the text of the longest article on the page that the one with the headline holds."""
_HEADLINES = ("h1", "h2")
_TITLE = 400
_ALIKE = 0.6
"""Share of words in common (Dice) from which a heading is the headline."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Sums:
    """For each element: `gain` is text for and against its being the copy, `text` the text in it outside of boxes,
    `titled` whether the page's headline stands in it."""

    gain: Sequence[float]
    text: Sequence[float]
    titled: Sequence[bool]


def place(page: Reading, titles: Sequence[str]) -> list[int]:
    """The elements that the copy is in, at least one. `titles` are what the page's markup calls the article.

    Those that say that they hold the copy, if they hold much of it; else the article with the headline; else the
    largest article; else the element with the most text for it and the least against it.
    """
    sums = _sums(page, titles)
    places = (at for at, node in enumerate(page.nodes) if node.tag in PLACES)
    best = max(places, key=lambda at: (sums.gain[at], at), default=0)
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
    """The elements that say that they hold the copy: those of one article, the one with the headline or the most
    text."""
    groups: dict[int, list[int]] = {}
    taken = [False] * len(page.nodes)
    for at, node in enumerate(page.nodes):
        if at and taken[node.parent]:
            taken[at] = True
        elif page.marks[at].body and page.boxes[at] is None and sums.text[at] >= _LEAST:
            taken[at] = True
            groups.setdefault(page.within(node.parent, "article"), []).append(at)
    amounts = {of: sum(sums.text[at] for at in group) for of, group in groups.items()}
    most = max(amounts.values(), default=0.0)
    titled = [of for of, amount in amounts.items() if sums.titled[of] and amount >= _SHARE * most]
    return groups[max(titled or groups, key=lambda of: amounts[of])] if groups else []


def _sums(page: Reading, titles: Sequence[str]) -> _Sums:
    wanted = [said for title in titles if (said := _words(title))]
    count = len(page.nodes)
    gain, text, titled = [0.0] * count, [0.0] * count, [False] * count
    for block, words, reads in zip(page.blocks, page.sizes, page.prose, strict=True):
        boxed = page.boxes[block.node] is not None
        weight = _BOX if boxed else _LINK if block.links > _LINKS else 1.0 if reads else _LINE
        amount = 0.0 if boxed or block.links >= _LINKED else words if reads else _TEXT * words
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
