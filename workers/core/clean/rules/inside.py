"""What stands between the copy's first and last line and is none of it: boxes, lists of links, pictures, cards."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from workers.core.clean.rules.bios import is_bio
from workers.core.clean.rules.kinds import Kind, Line
from workers.core.clean.rules.page import Page

_DROPPED: dict[Kind, str] = {
    "ask": "ask", "credit": "photo credit", "caption": "caption", "stamp": "time stamp", "shout": "teaser",
    "repeated": "repeated line",
}  # fmt: skip
_SOFT = ("label", "insert", "opener", "comments", "short", "ask", "credit", "caption", "stamp", "shout", "repeated")
_ITEM = re.compile(r"^(?:[-•*·–—▪◦]|\(?\d{1,3}[.):ªº°]|\d{1,3}[a-z]?\b|[A-Za-z][.)]) ?")
_CARD = 45
"""Words of a teaser in a card."""
_CROSSHEAD = 9
"""Words of a heading between paragraphs."""
_EDGE = (2, 5)
"""Lines at the copy's beginning and end among which the author may be introduced."""

Inside = Sequence[int]
"""The places of the lines between the first and the last line of copy."""


def inside(page: Page, lines: Sequence[Line], places: Inside) -> None:
    """Take out of the copy what is none."""
    for rule in RULES:
        rule(page, lines, places)


def _by_kind(page: Page, lines: Sequence[Line], places: Inside) -> None:
    within = set(places)
    elsewhere = {line.block.text for n, line in enumerate(lines) if line.kind == "repeated" and n not in within}
    for n in places:
        rule = _DROPPED.get(lines[n].kind)
        if rule and page.labels[n] is None and (lines[n].kind != "repeated" or lines[n].block.text in elsewhere):
            page.drop(n, rule)


def _cards(page: Page, lines: Sequence[Line], places: Inside) -> None:
    """A card ends with its date: above it stand a teaser, its title and what it is filed under."""
    inside = set(places)
    for n in places:
        if lines[n].kind != "stamp":
            continue
        at = n - 1
        if at - 1 in inside and lines[at].kind in ("copy", "ended", "teaser") and lines[at].words <= _CARD:
            if lines[at - 1].kind in ("copy", "ended"):
                continue
            _drop(page, at, "teaser card")
            at -= 1
        while at in inside and n - at <= 4 and lines[at].kind not in ("copy", "ended", "teaser"):
            _drop(page, at, "teaser card")
            at -= 1


def _groups(page: Page, lines: Sequence[Line], places: Inside) -> None:
    """Short lines in a row are links, unless they are a list; the last one may be the next paragraph's heading."""
    for soft, group in groupby(places, key=lambda n: lines[n].kind in _SOFT):
        run = list(group)
        live = [n for n in run if page.labels[n] is None]
        if not soft or len(run) < 2 or not live or _is_list(lines, run, live):
            continue
        last = run[-1]
        for n in live:
            heads = n == last != places[-1] and lines[n].words <= _CROSSHEAD and lines[n + 1].kind == "copy"
            if not heads:
                page.drop(n, "link list")


def _is_list(lines: Sequence[Line], run: Inside, live: Inside) -> bool:
    items = sum(bool(_ITEM.match(lines[n].block.text)) for n in live)
    introduced = lines[run[0] - 1].block.text.endswith(":") if run[0] else False
    return (len(live) >= 3 and 2 * items >= len(live)) or (introduced and len(live) == len(run))


def _teasers(page: Page, lines: Sequence[Line], places: Inside) -> None:
    """A sentence that is cut off is a teaser, unless it stands beside a paragraph."""
    for n in places:
        if lines[n].kind != "teaser" or page.labels[n] is not None:
            continue
        around = [lines[m].kind for m in (n - 1, n + 1) if 0 <= m < len(lines)]
        if "copy" not in around:
            page.drop(n, "teaser")


def _authors(page: Page, lines: Sequence[Line], places: Inside) -> None:
    live = [n for n in places if page.labels[n] is None]
    first, last = _EDGE
    for n in (*live[:first], *live[-last:]):
        if page.labels[n] is None and is_bio(lines[n].block.lead, lines[n].words):
            page.drop(n, "about the author")


def _edges(page: Page, lines: Sequence[Line], places: Inside) -> None:
    """The copy neither begins nor ends with a heading."""
    for order in (places, places[::-1]):
        for n in order:
            if page.labels[n] is None:
                if lines[n].kind in ("copy", "ended", "teaser"):
                    break
                page.drop(n, "link list")


def _drop(page: Page, n: int, rule: str) -> None:
    if page.labels[n] is None:
        page.drop(n, rule)


RULES: tuple[Callable[[Page, Sequence[Line], Inside], None], ...] = (
    _by_kind, _cards, _groups, _teasers, _authors, _edges,
)  # fmt: skip
