"""What stands above the copy of a text: its headline (often twice), byline, day, and lines of the page."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

from workers.core.clean.agencies import by_name, named_in, outlet
from workers.core.clean.byline import byline
from workers.core.clean.dateline import dateline
from workers.core.clean.dates import CALENDAR
from workers.core.clean.rules import masthead
from workers.core.clean.rules.page import Page, plain

_PUBLISHED = re.compile(
    rf"^(?P<mark>published|posted|updated|last updated|last modified|first published|date|issued|created|filed)?\b[ :-]*(?:on |at )?"
    rf"(?P<said>[^a-z]{{0,40}}(?:[a-z]{{2,9}},? )?.{{0,24}}{CALENDAR}.{{0,60}})$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_UPDATE = re.compile(rf"(?:last )?(?:updated|modified):? *(?:on |at )?(.{{0,30}}{CALENDAR}.{{0,40}})", re.IGNORECASE)
_WITH_HOUSE = re.compile(r"^(?P<title>.{8,200}?) (?:[-–—|]|::) (?P<house>[^-–—|]{2,50})$")
_SUBJECT = re.compile(
    r"^(?:(?:subject|betreff|objet|asunto|oggetto|fwd?|re|aw|wg|tr|rv): ?|\[[^\]]{1,30}\] ?)+", re.IGNORECASE
)
_ROLE = re.compile(
    r"^(?:(?:staff|senior|chief|special|news|foreign|political|associated press|ap|reuters) )*(?:writer|reporter|correspondent|editor|staff)s?$",
    re.I,
)
_TICKER = re.compile(r"^(?:breaking|just in|alert|live|trending|latest|now)\b ?[:|–—-]", re.IGNORECASE)
_PERSON = re.compile(r"[A-ZÀ-Þ][\w'’.-]{1,20}(?: (?:(?:de|van|von|der|la|bin|al|el) ){0,2}[A-ZÀ-Þ][\w'’.-]{0,24}){1,3}")
_HEAD = 16
"""Lines above the first prose that may be its head."""
_TITLE_WORDS = range(3, 31)
_LINE = 140
_TITLE = 240


def heading(page: Page) -> None:
    """Take out headline, byline and day above the copy, and every repetition of the headline."""
    first = page.first_prose()
    above = [n for n, b in page.copy() if n < first and n not in page.notices][-_HEAD:]
    _day_and_name(page, [n for n, _ in page.copy() if n <= first + 1])
    if page.runs and page.published is None:
        page.published = masthead.stamp(page)
    lines = [n for n in above if page.labels[n] is None]
    reads = first < len(page.blocks)
    _title(page, lines if reads else lines[:-1])
    _repeated(page)
    if page.headline and reads and not page.trusted and not page.runs:
        for n in above:
            if page.labels[n] is None and not _has_dateline(page, n):
                page.drop(n, "heading")


def _day_and_name(page: Page, lines: list[int]) -> None:
    for n in lines:
        block = page.blocks[n]
        text = block.text
        if len(text) > _LINE or page.labels[n] is not None:
            continue
        if plain(text) in page.names:
            page.drop(n, "byline")
        elif not block.prose and (said := byline(text)):
            page.byline, page.signed = (page.byline, page.signed) if page.byline else (said.text, text)
            page.drop(n, "byline")
        elif (
            not block.prose
            and len(text) <= 120
            and _YEAR.search(text)
            and (match := _PUBLISHED.match(text))
            and (match["mark"] or not page.trusted)
        ):
            update = _UPDATE.search(text)
            page.updated = page.updated or (update[1] if update else None)
            if not (match["mark"] or "").lower().endswith(("updated", "modified")):
                page.published = page.published or (
                    text[: update.start()] if update and update.start() > 8 else match["said"]
                )
            page.drop(n, "publication line")
        elif _signs(page, n):
            page.byline = page.byline or text
            if page.publisher is None and (house := outlet(text)):
                page.publisher = (house, text)
            page.drop(n, "byline")
        elif page.byline and (_ROLE.match(text) or (by_name(text) and len(text) < 40)):
            if page.publisher is None and (named := named_in(text)):
                page.publisher = (named[0], text)
            page.drop(n, "byline")


def _signs(page: Page, n: int) -> bool:
    """Whether line `n` is a bare name that stands right above the day of publication."""
    below = page.blocks[n + 1].text if n + 1 < len(page.blocks) else ""
    dated = len(below) <= 100 and bool(_YEAR.search(below)) and bool(_PUBLISHED.match(below))
    return (
        dated and not page.trusted and bool(_PERSON.fullmatch(page.blocks[n].text)) and len(page.blocks[n].words) <= 5
    )


def _title(page: Page, lines: list[int]) -> None:
    """The headline among the lines above the copy: the claimed one, the one that is there twice, or the first that is
    long enough."""
    if page.trusted:
        page.headline = page.title
        return
    if page.runs and page.title is None and (found := masthead.headline(page)):
        at, text = found
        page.headline = text.lstrip(">:•·|–—- ")
        _, house = housed(page.blocks[0].text)
        if house and page.publisher is None:
            page.publisher = (house, page.blocks[0].text)
        page.drop(at, "headline")
        return
    texts = {n: plain(page.blocks[n].text) for n in lines}
    candidates = [n for n in lines if _may_be_title(page, n)]
    claimed = plain(page.title or "")
    same = [n for n in candidates if claimed and (texts[n] == claimed or texts[n].startswith(claimed))]
    best = (
        next(iter(same), None) if claimed else max(candidates, key=lambda n: (_score(page, n, texts), -n), default=None)
    )
    if best is None:
        page.headline = page.title
        return
    title, house = _headline(page, page.blocks[best].text)
    page.headline = page.title or title
    if house and page.publisher is None:
        page.publisher = (house, page.blocks[best].text)
    page.drop(best, "headline")


def _headline(page: Page, line: str) -> tuple[str, str | None]:
    """The headline of a line, and the outlet in it: without what a mail puts before its subject, or a page behind its
    title, where the rest stands alone elsewhere."""
    line = _SUBJECT.sub("", line)
    title, house = housed(line)
    if house is None and (match := _WITH_HOUSE.match(line)) and _stands_alone(page, match["title"]):
        return match["title"], None
    return title, house


def _stands_alone(page: Page, text: str) -> bool:
    return any(text == block.text for block in page.blocks)


def _may_be_title(page: Page, n: int) -> bool:
    block = page.blocks[n]
    return (
        len(block.words) in _TITLE_WORDS
        and len(block.text) <= _TITLE
        and not block.text.endswith(".")
        and not _has_dateline(page, n)
    )


def _score(page: Page, n: int, texts: dict[int, str]) -> int:
    """How much line `n` looks like the headline: what it is, how often it is there, what stands behind it."""
    block = page.blocks[n]
    below = page.labels[n + 1 : n + 4]
    return (
        4 * (list(texts.values()).count(texts[n]) > 1)
        + 4 * (block.tag == "h1")
        + 3 * ("byline" in below or "publication line" in below)
        + 2 * (len(block.words) >= 5)
        - 3 * bool(_TICKER.match(block.text))
        - 2 * block.text.isupper()
        - 2 * block.text.startswith(("•", "*", "-"))
    )


def _repeated(page: Page) -> None:
    wanted = plain(page.headline or "")
    if len(wanted) < 10:
        return
    for n, block in page.copy():
        if len(block.text) <= 300 and not block.prose:
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
