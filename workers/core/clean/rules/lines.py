"""Takes out the lines that the table knows, and keeps what some of them say."""

# ruff: noqa: E501 - a pattern is one line, that it can be read as one

import re

from workers.core.clean.agencies import by_code, by_host, named_in, outlet
from workers.core.clean.profiles import heads
from workers.core.clean.rules.labels import label
from workers.core.clean.rules.page import Page
from workers.core.clean.rules.table import known

PROFILE = "profile"
_ADDRESSES = ("embed",)
"""Rules that an extractor's choice overrules: a list of links may be what the article is."""
_HEADINGS = ("h1", "h2", "h3", "h4")
_SOURCE = re.compile(r"^(?:source|via|agency|from):? (?:the )?(.{2,80})$", re.IGNORECASE)
_FIRST = re.compile(
    r"(?:(?:originally|first) (?:published|appeared)|appeared (?:first|originally)|republished)(?: (?:on|in|at|by|from)){1,3} "
    r"(?:the website of )?(?:https?://(?:www\.)?(?P<host>[\w.-]{3,60})|(?P<name>.{2,60}?)(?:[.,;]|$| and is| under| with))",
    re.IGNORECASE,
)


def known_lines(page: Page) -> None:
    """Take out every line that the source's profile or the table knows, and what is nothing but a link."""
    title = _title(page)
    for at, block in page.copy():
        if page.profile is not None and block.text in page.profile and not heads(block.text, title):
            page.drop(at, PROFILE)
            page.chrome += 1
            continue
        if block.linked and not page.trusted and not block.prose and block.tag not in _HEADINGS:
            page.drop(at, "link")
            continue
        if not page.markup and (rule := label(block.text)):
            page.drop(at, rule)
            page.chrome += 1
            continue
        found = known(block.text)
        if found is None or (page.trusted and found[0].rule in _ADDRESSES):
            continue
        line, match = found
        page.drop(at, line.rule)
        page.chrome += line.sign == "chrome"
        page.wire += line.sign == "wire"
        if line.keep:
            _KEEP[line.keep](page, match)


def _title(page: Page) -> str:
    """The page's title: the claimed one, or a first line that does not recur on the source's other pages."""
    if page.title or not page.blocks:
        return page.title or ""
    first = page.blocks[0].text
    return "" if page.profile is not None and first in page.profile else first


def _byline(page: Page, match: re.Match[str]) -> None:
    if page.byline is None:
        page.byline, page.signed = match[1].strip(), match[0]


def _slug(page: Page, match: re.Match[str]) -> None:
    page.slug = page.slug or match[0].strip()


def _credit(page: Page, match: re.Match[str]) -> None:
    if page.publisher is None and (named := named_in(match[0])):
        page.publisher = (named[0], match[0])


def _syndication(page: Page, match: re.Match[str]) -> None:
    if page.publisher is None and (said := _FIRST.search(match[0])):
        name = by_host(said["host"]) or said["host"] if said["host"] else _house(said["name"])
        page.publisher = (name, match[0])
    if page.publisher is None and (said := _SOURCE.search(match[0])) and (name := outlet(said[1])):
        page.publisher = (name, match[0])
    _credit(page, match)


def _house(name: str) -> str:
    name = name.strip()
    return outlet(name) or outlet(name.removeprefix("the ")) or name.removeprefix("the ")


def _videos(page: Page, match: re.Match[str]) -> None:
    name = outlet(match[1])
    if page.publisher is None and name:
        page.publisher = (name, match[0])


def _signoff(page: Page, match: re.Match[str]) -> None:
    page.published = page.published or match[0]
    if page.publisher is None:
        code = match[0].split("/")[0]
        page.publisher = (by_code(code) or code, match[0])


_KEEP = {
    "byline": _byline,
    "slug": _slug,
    "copyright": _credit,
    "syndication": _syndication,
    "outlet": _videos,
    "signoff": _signoff,
}
