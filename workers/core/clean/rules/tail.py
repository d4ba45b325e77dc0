"""What stands below the copy: the archive or the links that a page ends in, credits, and the lines of a footer."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

from workers.core.clean.agencies import named_in, outlet
from workers.core.clean.rules.head import housed
from workers.core.clean.rules.page import Page

_CREDIT = re.compile(
    r"^(?:[_*—–-]{2,}|•)? ?(?:[^.!?]|[A-Z]\.|Mr\.|Ms\.){2,240}\bcontributed(?: (?:to|from|reporting|additional|research|in|for)\b[^.!?]{0,160})?[.)]?$"
)
_CREDITS = re.compile(
    r"^[(\[_*—–-]{0,4} ?(?:(?:additional |original )?(?:reporting|writing|report|editing|translat(?:ion|ed)|edited|compiled|production|graphics?|research) "
    r"(?:by|in|and)\b|(?:Reporting|Writing|Editing) by\b|With (?:reporting|files|contributions|additional reporting|inputs?) (?:from|by)\b|"
    r"(?:The |An? )?(?:Associated Press|AP|Reuters|AFP|Bloomberg)[\w .,’'-]{0,80} (?:contributed|reported (?:from|this))\b|Associated Press writers?\b)",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(r"^_{2,}")
_ABOUT = re.compile(
    r"^(?:about the author|(?:follow|contact|email|reach) (?:[A-Z][\w.'’-]+|the (?:author|reporter|writer))\b.{0,40}(?:@|on twitter|at )|"
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} (?:is|covers|reports|writes|can be reached)\b.{0,80}\b(?:reporter|correspondent|editor|columnist|writer|journalist|covers|covering|based|reached|professor)\b)"
)
_TAIL_RULES = frozenset(
    (
        "related",
        "comments",
        "link tail",
        "tags",
        "copyright",
        "original location",
        "newsletter",
        "cookies",
        "paywall",
        "release notes",
    )
)
"""Rules whose lines may open a tail."""
_HOUSED = re.compile(
    r"^(?P<title>.{10,200}) [-–—|] (?P<house>(?:[A-Z][\w.&'’-]*|of|the|and|for|in)(?: (?:[A-Z][\w.&'’-]*|of|the|and|for|in)){0,6})$"
)
_SPONSORED = re.compile(
    r"\W*(?:partner|paid|branded|sponsored|promoted|advertorial|gesponsert|patrocinado)", re.IGNORECASE
)
_SHARE = 0.2
"""A tail holds no more prose than this share of the copy above it."""
_CREDIT_WORDS = 60
_LAST = 8


def tail(page: Page) -> None:
    """Once the tail has begun, everything is tail: from the first line that may open one behind which hardly any prose
    stands. The line behind "Read more:" that ends in an outlet's name says who wrote the copy."""
    if page.trusted:
        return
    _archive(page)
    weights = [len(b.words) if page.labels[n] is None and b.prose else 0 for n, b in enumerate(page.blocks)]
    total, above = sum(weights), 0
    for n, weight in enumerate(weights):
        above += weight
        if above and page.labels[n] in _TAIL_RULES and _ends(page, n, above, total):
            _origin(page, n)
            for m in range(n + 1, len(page.blocks)):
                if page.labels[m] is None:
                    page.drop(m, "tail")
            break
    _teasers(page)


def _archive(page: Page) -> None:
    """The line above a list of dated links that ends in a house's name is where the copy comes from."""
    first = next((n for n, label in enumerate(page.labels) if label == "link tail"), None)
    above = [
        n for n in range(max(0, (first or 0) - 2), first or 0) if page.labels[n] is None and not page.blocks[n].prose
    ]
    for n in reversed(above):
        if match := _HOUSED.match(page.blocks[n].text):
            page.publisher = page.publisher or (outlet(match["house"]) or match["house"], page.blocks[n].text)
            page.headline = page.headline or match["title"]
            page.drop(n, "headline")
            return


def _teasers(page: Page) -> None:
    """The line below a label that announces another piece is that piece's title."""
    for n, block in enumerate(page.blocks[:-1]):
        if len(block.text) <= 40 and page.labels[n + 1] is None and _announces(page, n):
            following = page.blocks[n + 1]
            if len(following.text) <= 140 and not following.prose:
                page.drop(n + 1, "related")


def _announces(page: Page, n: int) -> bool:
    if page.labels[n] == "related":
        return True
    return page.labels[n] == "advertisement" and (not page.runs or bool(_SPONSORED.match(page.blocks[n].text)))


def _resumes(page: Page, n: int) -> bool:
    """Whether copy goes on behind line `n`: prose follows at once that is not the start of a list of teasers."""
    following = [m for m in range(n + 1, len(page.blocks)) if page.labels[m] is None][:3]
    return sum(page.blocks[m].prose for m in following) >= min(2, len(following)) and bool(following)


def _ends(page: Page, n: int, above: int, total: int) -> bool:
    if page.runs:
        return n >= page.runs[-1][1]
    if page.labels[n] == "release notes":
        return 2 * above > total
    return total - above <= _SHARE * above and not _resumes(page, n)


def _origin(page: Page, n: int) -> None:
    following = next((m for m in range(n + 1, len(page.blocks)) if page.labels[m] is None), None)
    if following is None:
        return
    title, house = housed(page.blocks[following].text)
    if house:
        page.publisher = page.publisher or (house, page.blocks[following].text)
        page.headline = page.headline or title
        page.drop(following, "headline")


def credits(page: Page) -> None:
    """Take out who else wrote, contributed, edited: short blocks at the end of the copy. What tells about the author is
    taken out where nothing else follows."""
    last = True
    for n, block in list(page.copy())[: -_LAST - 1 : -1]:
        text = block.lead
        if len(block.words) > _CREDIT_WORDS:
            last = False
        elif ("contributed" in text and _CREDIT.match(text)) or _CREDITS.match(text) or _CREDIT_LINE.match(text):
            if page.contributor is None and (named := named_in(text)):
                page.contributor = (named[0], text)
            page.drop(n, "credit")
        elif last and _ABOUT.match(text):
            page.drop(n, "about the author")
        else:
            last = False


def closing(page: Page) -> None:
    """On a page, the lines below the last prose are its footer."""
    if page.trusted or page.markup or page.chrome < 2:
        return
    copy = list(page.copy())
    if not any(b.prose for _, b in copy):
        return
    for n, block in reversed(copy):
        if block.prose:
            return
        page.drop(n, "trailer")
