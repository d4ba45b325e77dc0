"""Who signed an article: the names in a byline, and the outlet that stands behind them."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re
from dataclasses import dataclass

from workers.core.clean.agencies import by_name, named_in, outlet

_BY = re.compile(
    r"^(?:by|written by|story by|words by|reporting by|report by|author:?|text:|words:|reporter:|por|par|von|di|av|door) (?=[^\W\d_]|@)(.{3,160})$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:,| and | & |;|\||·|•|/| – | — | - )\s*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: (?:[^\W\d_][\w.'’-]*)){1,4}")
_NOT_NAMES = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|desk|news|press|agency|bureau|team|times|post|agencies|service|"
    r"contributor|columnist|published|updated|photographer|in [A-Z]|for the|special to|chief|senior|web|online|portal|report|reporters)\b",
    re.IGNORECASE,
)
_SMALL = frozenset("de da del della di van von der den bin ibn al el la le du dos das and y e ter ten".split())
_STOP = re.compile(r"\b(?:published|updated|posted|last modified)\b.*$|\(?@\w+\)?|\s\d.*$", re.IGNORECASE)


@dataclass(frozen=True)
class Byline:
    """`text` as written without "By", the `authors` in it, the `outlet` in it (as written, and its name)."""

    text: str
    authors: tuple[str, ...]
    outlet: tuple[str, str] | None


def byline(line: str) -> Byline | None:
    """The byline that a line is, or none."""
    match = _BY.match(line)
    if match is None:
        return None
    said = signed(match[1])
    return said or (Byline(match[1], (), None) if match[1].isupper() or match[1].istitle() else None)


def signed(text: str) -> Byline | None:
    """The byline `text` ("X and Y, Z News"), or none where it holds neither a name nor an outlet."""
    text = _STOP.sub("", text).strip(" ,|·•-–—")
    authors: list[str] = []
    house: tuple[str, str] | None = None
    for piece in _SPLIT.split(text):
        name = piece.strip(" .()") if not piece.endswith(("Jr.", "Sr.")) else piece.strip()
        where = outlet(name)
        if where:
            house = house or (where, name)
        elif _NOT_NAMES.search(name):
            known = named_in(name)
            house = house or known
        elif _is_name(name):
            authors.append(_named(name))
    if not authors and house is None:
        return None
    return Byline(text, tuple(dict.fromkeys(authors)), house)


def clean_authors(names: tuple[str, ...]) -> tuple[str, ...]:
    """The persons among the authors that markup claims: "By", outlets and addresses taken off."""
    found: list[str] = []
    for name in names:
        said = byline(name) or signed(name)
        found += said.authors if said else [name] if by_name(name) is None and len(name.split()) == 1 else []
    return tuple(dict.fromkeys(found))


def _is_name(name: str) -> bool:
    words = name.split()
    return bool(_NAME.fullmatch(name)) and all(
        w[:1].isupper() or w.lower() in _SMALL or not w[:1].isascii() for w in words
    )


def _named(name: str) -> str:
    if not name.isupper():
        return name
    return " ".join(w if "." in w or len(w) == 1 else w.capitalize() for w in name.split())
