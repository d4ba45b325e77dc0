"""What stands above the copy of a text: its headline (often twice), byline, day, and lines of the page."""

import re

from workers.core.clean.agencies import by_name, named_in, outlet
from workers.core.clean.byline import byline
from workers.core.clean.dateline import dateline
from workers.core.clean.dates import CALENDAR
from workers.core.clean.rules.page import Page, plain, prose

_PUBLISHED = re.compile(
    rf"^(?P<mark>published|posted|updated|last updated|last modified|first published|date|issued|created|filed)?\b[ :-]*(?:on |at )?"
    rf"(?P<said>[^a-z]{{0,40}}(?:[a-z]{{2,9}},? )?.{{0,24}}{CALENDAR}.{{0,60}})$",
    re.IGNORECASE,
)
_UPDATE = re.compile(rf"(?:last )?(?:updated|modified):? *(?:on |at )?(.{{0,30}}{CALENDAR}.{{0,40}})", re.IGNORECASE)
_WITH_HOUSE = re.compile(r"^(?P<title>.{15,200}?) (?:[-–—|]|::) (?P<house>[^-–—|]{2,50})$")
_ROLE = re.compile(r"^(?:(?:staff|senior|chief|special|news|foreign|political|associated press|ap|reuters) )*(?:writer|reporter|correspondent|editor|staff)s?$", re.I)
_HEAD = 12
"""Lines above the first prose that may be its head."""
_TITLE_WORDS = range(3, 31)
_LINE = 140


def heading(page: Page) -> None:
    """Take out headline, byline and day above the copy, and every repetition of the headline."""
    first = page.first_prose()
    above = [n for n, b in page.copy() if n < first][-_HEAD:]
    _day_and_name(page, [n for n, _ in page.copy() if n <= first + 1])
    _title(page, [n for n in above if page.labels[n] is None])
    _repeated(page)
    if page.headline and not page.trusted:
        for n in above:
            if page.labels[n] is None and not _has_dateline(page, n):
                page.drop(n, "heading")


def _day_and_name(page: Page, lines: list[int]) -> None:
    for n in lines:
        block = page.blocks[n]
        text = block.text
        if len(text) > _LINE or page.labels[n] is not None:
            continue
        if (said := byline(text)) and not prose(block):
            page.byline = page.byline or text.split(" ", 1)[1] if text.lower().startswith("by ") else page.byline or text
            page.drop(n, "byline")
        elif not prose(block) and (match := _PUBLISHED.match(text)) and len(text) <= 100 and not page.trusted:
            update = _UPDATE.search(text)
            page.updated = page.updated or (update[1] if update else None)
            if not (match["mark"] or "").lower().endswith(("updated", "modified")):
                page.published = page.published or (text[: update.start()] if update and update.start() > 8 else match["said"])
            page.drop(n, "publication line")
        elif page.byline and (_ROLE.match(text) or (by_name(text) and len(text) < 40)):
            if page.publisher is None and (named := named_in(text)):
                page.publisher = (named[0], text)
            page.drop(n, "byline")


def _title(page: Page, lines: list[int]) -> None:
    """The headline among the lines above the copy: the claimed one, the one that is there twice, or the first that is
    long enough."""
    if page.trusted:
        page.headline = page.title
        return
    texts = {n: plain(page.blocks[n].text) for n in lines}
    candidates = [
        n for n in lines if len(page.blocks[n].words) in _TITLE_WORDS and len(page.blocks[n].text) <= 240 and not _has_dateline(page, n)
    ]
    claimed = plain(page.title or "")
    twice = [n for n in candidates if list(texts.values()).count(texts[n]) > 1]
    tagged = [n for n in candidates if page.blocks[n].tag == "h1"]
    same = [n for n in candidates if claimed and (texts[n] == claimed or texts[n].startswith(claimed))]
    best = (same or tagged or twice or candidates or [None])[0]
    if best is None:
        page.headline = page.title
        return
    title, house = housed(page.blocks[best].text)
    page.headline = page.title or title
    if house and page.publisher is None:
        page.publisher = (house, page.blocks[best].text)
    page.drop(best, "headline")


def _repeated(page: Page) -> None:
    wanted = plain(page.headline or "")
    if len(wanted) < 10:
        return
    for n, block in page.copy():
        if len(block.text) <= 300 and not prose(block):
            title, _ = housed(block.text)
            if wanted in (plain(block.text), plain(title)):
                page.drop(n, "headline")


def housed(line: str) -> tuple[str, str | None]:
    """A headline line, and the outlet that stands behind its dash where there is one."""
    match = _WITH_HOUSE.match(line)
    if match is None:
        return line, None
    house = match["house"].strip()
    name = outlet(house)
    return (match["title"], name) if name else (line, None)


def _has_dateline(page: Page, n: int) -> bool:
    return dateline(page.blocks[n].text, flattened=False) is not None
