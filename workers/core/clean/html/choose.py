"""Which blocks of a page are copy: each gets the name of the rule that takes it out, or none.

First rules by place: the box a block stands in, outside of the elements that hold the copy, links. Then passes over
what is left, in the order of `PASSES`. What each gains is measured in docs/decisions/0016.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from workers.core.clean.html.elements import HEADINGS
from workers.core.clean.html.place import PLACES, inside, place
from workers.core.clean.html.prose import LONG, Reading

BOILERPLATE = "boilerplate"
"""The rule for what stands outside of the elements that hold the copy."""
_BELOW = "below the copy"
_LINKS, _HEAD_LINKS = 0.8, 0.3
"""Shares in links from which a block, and one above the first prose, is a link."""
_VOICES = frozenset(("p", "li", "blockquote", "td", "th", "dd", "dt", "pre", *HEADINGS)) - {"h1"}
"""Elements that copy stands in where its paragraphs are `p`."""
_SPOKEN = 0.7
"""Share of the prose in `p` from which other elements hold something else."""
_SURE = 50
"""Words of prose that are copy wherever they stand."""
_LIST, _LISTED = 2, 0.3
"""Items, and their mean share in links, from which a list is one of links."""
_DATA = 80
"""Least length of a copy in JSON-LD, in shingles of three words."""
_SAME, _HONEST, _FEW = 0.6, 0.7, 0.15
"""Shares: of a paragraph's shingles in the data for it to be there, of the data's that are seen for it to be believed,
and of the copy that may follow its end in the same element for that to be no copy."""
_READ = 100_000
"""Characters of the data that are read."""
_PIECE = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
"""A word, in scripts without spaces a letter."""

Labels = list[str | None]
Shingles = set[tuple[str, ...]]


def choose(page: Reading, titles: Sequence[str], data: str) -> Labels:
    """The labels of the page's blocks. `titles` are what its markup calls the article, `data` is the copy as its
    JSON-LD gives it."""
    within = inside(page, place(page, titles))
    labels = [_by_place(page, n, within[block.node]) for n, block in enumerate(page.blocks)]
    for run in PASSES:
        run(page, labels)
    _behind(page, labels, shingles(data))
    return labels


def _by_place(page: Reading, n: int, within: bool) -> str | None:
    block = page.blocks[n]
    box = page.boxes[block.node]
    if box == "hidden" and within and block.tag == "p" and page.prose[n] and page.sizes[n] >= LONG:
        box = None  # folded up until a reader asks for the rest
    return box or (BOILERPLATE if not within else "link" if block.links > _LINKS else None)


def _other_voices(page: Reading, labels: Labels) -> None:
    """Where paragraphs are `p`, short texts in other elements are captions, dates and the words of buttons."""
    voices: Counter[str] = Counter()
    for block, words, reads, label in zip(page.blocks, page.sizes, page.prose, labels, strict=True):
        if reads and label is None:
            voices[block.tag] += int(words)
    if voices["p"] <= _SPOKEN * voices.total():
        return
    for n, block in enumerate(page.blocks):
        if labels[n] is None and block.tag not in _VOICES and not (page.prose[n] and page.sizes[n] >= _SURE):
            labels[n] = "not a paragraph"


def _ends(page: Reading, labels: Labels) -> None:
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
        if n > last:
            labels[n] = None if _place(page, n) in beside else _BELOW
        elif block.tag not in ("p", "li") or block.links > _HEAD_LINKS or _place(page, n) != _place(page, first):
            labels[n] = "above the copy"
    for n in reversed([n for n, label in enumerate(labels) if label is None]):
        if page.blocks[n].tag not in HEADINGS:
            return
        labels[n] = _BELOW


def _link_lists(page: Reading, labels: Labels) -> None:
    """A list whose every item links somewhere is one of other pieces; so is the line above it."""
    lists: dict[int, list[int]] = {}
    for n, block in enumerate(page.blocks):
        if labels[n] is None and block.tag == "li":
            lists.setdefault(page.nodes[block.node].parent, []).append(n)
    for items in lists.values():
        links = [page.blocks[n].links for n in items]
        if len(items) >= _LIST and min(links) > 0 and sum(links) >= _LISTED * len(items):
            head = items[0] - 1
            for n in [head, *items] if head >= 0 and labels[head] is None and not page.prose[head] else items:
                labels[n] = "related"


PASSES: tuple[Callable[[Reading, Labels], None], ...] = (_other_voices, _ends, _link_lists)


def _behind(page: Reading, labels: Labels, wanted: Shingles) -> None:
    """What stands elsewhere behind the last paragraph of the copy that the page's data gives is not copy, if most of
    the data can be seen."""
    if len(wanted) < _DATA:
        return
    prose = [n for n, label in enumerate(labels) if label is None and page.prose[n]]
    told = [n for n in prose if _share(page.blocks[n].lead, wanted) >= _SAME]
    amount = sum(page.sizes[n] for n in told)
    if amount < _HONEST * len(wanted):
        return
    beside = {_place(page, n) for n in told}
    few = sum(page.sizes[n] for n in prose if n > told[-1]) <= _FEW * amount
    for n in range(told[-1] + 1, len(labels)):
        if labels[n] is None and (few or _place(page, n) not in beside):
            labels[n] = _BELOW


def shingles(text: str) -> Shingles:
    """Every three words in a row of a text."""
    words = _PIECE.findall(text[:_READ].lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _share(text: str, wanted: Shingles) -> float:
    own = shingles(text)
    return len(own & wanted) / len(own) if own else 0.0


def _place(page: Reading, n: int) -> int:
    """The innermost element around block `n` that may hold paragraphs."""
    at = page.blocks[n].node
    while at > 0 and page.nodes[at].tag not in PLACES:
        at = page.nodes[at].parent
    return at
