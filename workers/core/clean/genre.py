"""What kind of piece an article is: first rules, by headline, section, address and shape. News where none is met."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

from schemas.article import Genre

_OPINION = re.compile(
    r"\b(?:opinions?|op-ed|editorials?|commentary|comment|letters to the editor|columnists?|viewpoint|perspective)\b",
    re.I,
)
_OPINION_HEAD = re.compile(
    r"^(?:opinion|op-ed|editorial|commentary|comment|letters?|column|analysis|our view|the view)(?: ?[|:–—-])", re.I
)
_LIVE = re.compile(
    r"^live ?[:|–—]|\blive(?: updates?| blog| coverage|blog|:)|\bas it happened\b|\blatest updates\b|- live$", re.I
)
_LIST = re.compile(
    r"^(?:the |top |these |our )?(?:\d{1,3}|five|six|seven|eight|nine|ten|twelve|twenty) (?:\w+[ -]){0,4}?"
    r"(?:things|ways|reasons|best|worst|tips|places|books|films|movies|songs|facts|takeaways|ideas|photos|questions|stories|recipes|gifts|\w+s (?:that|to|you|we|for))\b",
    re.I,
)
_OBITUARY = re.compile(
    r"^obituary\b|\bobituar(?:y|ies)\b|\b(?:dies|dead|died) (?:at|aged)(?: age)? \d{2,3}\b|, \d{2,3}, (?:dies|is dead)\b",
    re.I,
)
_RELEASE = re.compile(
    r"\b(?:PRNewswire|PR Newswire|BUSINESS WIRE|Business Wire|GLOBE ?NEWSWIRE|GlobeNewswire|EIN ?Presswire|ACCESSWIRE|Newsfile)\b|"
    r"^\W{0,3}(?i:(?:for immediate release|press release|media release|news release)\b)"
)
_KICKER = re.compile(r"^(?:opinion|editorial|commentary|columnists?|obituar(?:y|ies)|letters|review)$", re.I | re.M)
_STAMP = re.compile(r"^(?:\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?)\b", re.I)
_WALL = re.compile(
    r"\b(?:subscribe (?:now )?to (?:continue|read|unlock)|(?:sign|log) in to (?:continue|read)|to continue reading|continue reading with a|"
    r"this (?:article|content|story) is (?:for|available to|exclusive to|reserved for) (?:\w+ )?(?:subscribers|members)|already a subscriber|"
    r"unlock (?:this|the full) (?:article|story)|read the full (?:story|article))",
    re.I,
)
_WALL_WORDS = ("subscri", "members", "continue", "log in", "sign in", "unlock", "read the full")
"""Words one of which each wall has."""
_STAMPS = 4
_STUB_WORDS = 200
_SHORT_WORDS = 25


def genre(
    headline: str | None, section: str | None, url: str | None, paragraphs: list[str], removed: str, free: bool
) -> Genre:
    """The genre. `paragraphs` are the body's, `removed` the text of the lines that were taken out."""
    title = headline or ""
    words = sum(len(p.split()) for p in paragraphs)
    lead = "\n".join(paragraphs[:2])[:600]
    if _RELEASE.search(title) or _RELEASE.search(lead) or _RELEASE.search(removed[:400]):
        return "release"
    if words < _STUB_WORDS and (_walled(removed) or _walled("\n".join(paragraphs[-2:])) or (not free and words < 120)):
        return "stub"
    if _LIVE.search(title) or sum(bool(_STAMP.match(p)) for p in paragraphs) >= _STAMPS:
        return "live"
    if (
        _OPINION_HEAD.search(title)
        or _OPINION.fullmatch(section or "")
        or (url and re.search(r"/(?:opinions?|op-ed|editorials?|comment|commentisfree)/", url))
    ):
        return "opinion"
    kicker = _KICKER.search(removed)
    if kicker:
        return "obituary" if kicker[0].lower().startswith("obit") else "opinion"
    if _OBITUARY.search(title):
        return "obituary"
    if _LIST.search(title):
        return "list"
    return (
        "stub"
        if words < _SHORT_WORDS and len(paragraphs) == 1 and paragraphs[0].endswith(("…", "...", "[…]", "[...]"))
        else "news"
    )


def _walled(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _WALL_WORDS) and bool(_WALL.search(text))
