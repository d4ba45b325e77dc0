"""What each line of a page without markup looks like: one kind a line, by its form and its words."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from workers.core.clean import language
from workers.core.clean.blocks import Block
from workers.core.clean.rules.asks import QUOTES, asks
from workers.core.clean.rules.captions import is_caption, is_credit
from workers.core.clean.rules.page import Page
from workers.core.clean.rules.stamps import is_stamp

Kind = Literal[
    "label", "insert", "opener", "comments", "ask", "credit", "caption", "stamp", "teaser", "shout", "repeated", "item",
    "copy", "ended", "short",
]  # fmt: skip
"""`label`: known by a table; `insert`: known by one, and at home within copy; `opener`: more of its kind follow;
`ended`: a short sentence; `shout`: a line of capitals; `item`: of a list; `short`: none of all these."""

_ENDED = re.compile(r"[.!?。！？।؟።]['\"”’»」』)\]]{0,3}$")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
_OPENERS: dict[str, Kind] = {"related": "opener", "comments": "comments"}
_INSERTS = frozenset("advertisement|video|audio|embed|photo credit|promotion|rule|rating|form|comment link".split("|"))
_OPENER_WORDS = 6
_LONG = 25
"""Words of an ended line from which it is copy, whatever its letters."""
_SHOUT = 10
_CAPITALS = 0.8
"""Share of capitals among the letters of a line in capitals."""
_TEASER = range(4, 46)
ITEM = re.compile(r"^(?:[-•*·–—▪◦]|\(?\d{1,3}[.):ªº°]|[A-Za-z][.)])\s")
"""How an item of a list begins."""
_SENTENCE = 3
_CARD = 35
"""Words below which a line may be the teaser of another piece."""
_CARDS = 4
_APART = 5
_TITLES = frozenset(("short", "label", "repeated", "stamp", "opener"))


@dataclass(frozen=True, slots=True)
class Line:
    """Block `block` as the choice of the copy sees it: its size in words and its kind."""

    block: Block
    words: int
    kind: Kind


def lines(page: Page) -> list[Line]:
    """The kind of each block."""
    texts = [block.lead.lower() for block in page.blocks]
    times = Counter(texts)
    english = language.english("\n".join(block.lead for block in page.blocks if block.prose))
    found = [_line(block, page.labels[n], times[texts[n]] > 1, english) for n, block in enumerate(page.blocks)]
    for n, (line, below) in enumerate(pairwise(found)):
        if below.kind == "credit" and below.block.text.startswith("(") and line.kind in ("copy", "ended", "short"):
            found[n] = Line(line.block, line.words, "caption")
    for n in _cards(found):
        found[n] = replace(found[n], kind="teaser")
    return found


def _cards(found: list[Line]) -> list[int]:
    """Lines of copy that alternate with titles, four or more of them: a list of other pieces with a teaser each."""
    cards: list[int] = []
    held: list[int] = []
    for n, line in enumerate(found):
        alone = line.kind == "copy" and line.words < _CARD and 0 < n < len(found) - 1
        if alone and found[n - 1].kind in _TITLES and found[n + 1].kind in _TITLES:
            held.append(n)
        elif line.kind not in _TITLES or (held and n - held[-1] > _APART):
            cards += held if len(held) >= _CARDS else []
            held = []
    return cards + (held if len(held) >= _CARDS else [])


def _line(block: Block, label: str | None, again: bool, english: bool) -> Line:
    words = block.size
    ended = bool(_ENDED.search(block.lead)) and not _CUT.search(block.lead)
    if label is not None:
        return Line(block, words, _known(label, words))
    if asks(block.lead, words, english):
        return Line(block, words, "ask")
    for kind, test in _TESTS:
        if test(block.lead, words):
            return Line(block, words, kind)
    if block.prose or (ended and words >= _LONG):
        return Line(block, words, "copy")
    if again:
        return Line(block, words, "repeated")
    if ITEM.match(block.lead):
        return Line(block, words, "item")
    sentence = words >= _SENTENCE and (ended or block.text.startswith(QUOTES))
    return Line(block, words, "ended" if sentence else "short")


def _known(label: str, words: int) -> Kind:
    if label in _INSERTS:
        return "insert"
    if label == "newsletter" and words > _OPENER_WORDS:
        return "ask"
    if label not in _OPENERS:
        return "label"
    return _OPENERS[label] if words <= _OPENER_WORDS else "insert"


def _teaser(line: str, words: int) -> bool:
    return words in _TEASER and bool(_CUT.search(line)) and not line.startswith(QUOTES)


def _shout(line: str, words: int) -> bool:
    return (
        words >= _SHOUT
        and not line.endswith(".")
        and sum(map(str.isupper, line)) >= _CAPITALS * sum(map(str.isalpha, line))
    )


_TESTS: tuple[tuple[Kind, Callable[[str, int], bool]], ...] = (
    ("credit", lambda line, words: is_credit(line)),
    ("caption", is_caption),
    ("stamp", lambda line, words: is_stamp(line)),
    ("teaser", _teaser),
    ("shout", _shout),
)
