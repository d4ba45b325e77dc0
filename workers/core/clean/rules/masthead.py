"""The headline of a whole page without markup: the line above the copy that says what the page's title says."""

import re
from collections.abc import Iterator

from workers.core.clean.dates import read
from workers.core.clean.rules.kinds import Line
from workers.core.clean.rules.page import Page, plain
from workers.core.clean.rules.stamps import is_stamp

_PARTS = re.compile(r"\s(?:[-–—|·•❘»:]|::|<<|&mdash;)\s|(?<=\S)[|ㅣ❘]| [-–—](?=\S)")
_NEAR = 20
_BELOW = 3
"""Lines above and below the copy's beginning among which its time is looked for."""
_FAR = 60
"""Lines above the copy among which the headline is looked for."""
_LONGEST = 240
_WORDS = range(2, 41)
_ALIKE = 0.5
"""Likeness (Dice) to the page's title from which a line is the headline in other words."""
_TOLD = 0.3
"""Share of a title's words that the copy has, from which it is this page's."""
_FEW = 3
"""Telling words that a title has at least."""
_LETTERS = 3
"""Letters of a word that tells something."""


def headline(page: Page) -> tuple[int, str] | None:
    """The place and text of the headline: a line of its own, or the page's title without what stands behind it; none
    where no line says what the title says."""
    top = page.runs[0][0]
    if top == 0 or page.labels[0] not in (None, "headline"):
        return None
    title = page.blocks[0].text[:_LONGEST]
    places = [n for n in range(max(1, top - _FAR), top) if _may_be(page.lines[n], page.labels[n])]
    texts = {n: plain(page.blocks[n].text) for n in places}
    for part in _pieces(title):
        if same := [n for n in places if texts[n] == plain(part)]:
            return same[-1], page.blocks[same[-1]].text
    alike = {n: _dice(_told(texts[n]), _told(plain(title))) for n in places}
    best = max(places, key=lambda n: (alike[n], n), default=None)
    if best is not None and alike[best] >= _ALIKE:
        return best, page.blocks[best].text
    return _from_title(page, title)


def stamp(page: Page) -> str | None:
    """The time that stands by itself between the headline and the first lines of the copy: the last one that names its
    day in full."""
    top = page.runs[0][0]
    near = range(max(0, top - _NEAR), min(len(page.blocks), top + _BELOW))
    times = [page.blocks[n].text for n in near if is_stamp(page.blocks[n].text)]
    return next((text for text in reversed(times) if read(text)), None)


def _from_title(page: Page, title: str) -> tuple[int, str] | None:
    part = next((p for p in _pieces(title) if p != title and len(p.split()) > 2), title)
    words = _told(plain(part))
    copy = _told(plain(" ".join(page.blocks[n].lead for start, end in page.runs for n in range(start, end))))
    if len(words) >= _FEW and len(words & copy) >= _TOLD * len(words):
        return 0, part
    return None


def _pieces(title: str) -> Iterator[str]:
    """The title and what is left of it without its last parts, the longest first; then what is left without its first
    parts."""
    cuts = [match.span() for match in _PARTS.finditer(title)]
    yield title
    for start, _ in reversed(cuts):
        yield title[:start].strip()
    for _, end in cuts:
        yield title[end:].strip()


def _may_be(line: Line, label: str | None) -> bool:
    return (
        label in (None, "headline")
        and line.words in _WORDS
        and len(line.block.text) <= _LONGEST
        and line.kind in ("short", "repeated", "copy", "ended", "shout", "teaser", "item")
    )


def _told(text: str) -> set[str]:
    return {word for word in text.split() if len(word) >= _LETTERS}


def _dice(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
