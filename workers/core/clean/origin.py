"""Who shows an article and who wrote it first, with the words that say so."""

# ruff: noqa: E501 - a pattern is one line, that it can be read as one

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.article import Origin, RawArticle
from workers.core.clean.agencies import by_code, by_host, by_name, named_in
from workers.core.clean.blocks import Claims

_LEAD = 3
_LONGEST = 200
_SHORT = 3
"""Letters of a label that is part of a country's ending: co.uk, com.au."""
_CODE = re.compile(r"[A-Z]{2,6}")
_END = re.compile(
    r"[.”\"’] ?(?:[-–—] ?|\()(?:The )?(AP|Reuters|REUTERS|AFP|UPI|dpa|DPA|Xinhua|PTI|ANI|IANS|EFE|ANSA|TASS|Bloomberg)\)?$"
)
_WIRE = re.compile(r"\((AP|Reuters|REUTERS|AFP|UPI|dpa|DPA|Xinhua|Kyodo|Yonhap|PTI|ANI|IANS|EFE|ANSA|TASS|Bloomberg)\)")


@dataclass(frozen=True)
class Hint:
    """Somebody said to have written the copy: a name, the words that say so, and how sure that is (0 to 1)."""

    name: str
    evidence: str
    score: float


def origin(article: RawArticle, claims: Claims, hints: Iterable[Hint], signed: str | None = None) -> Origin:
    """The publisher from the envelope, the page or the address; the agency from the surest hint (the first of equals).
    An outlet that shows its own copy is no agency. `signed` are the words that name the authors."""
    publisher, said = _publisher(article, claims)
    ranked = sorted([*hints, *_canonical(article, claims)], key=lambda hint: -hint.score)
    agency = next((h for h in ranked if not _same(h.name, publisher, article.url)), None)
    own = ranked[0] if ranked else None
    best = agency or own
    return Origin(
        publisher=publisher,
        publisher_evidence=said,
        agency=agency.name if agency else None,
        evidence=best.evidence[:_LONGEST] if best else said,
        score=best.score if best else 0.5 if publisher else 0.0,
        author_evidence=signed and signed[:_LONGEST],
    )


def _publisher(article: RawArticle, claims: Claims) -> tuple[str | None, str | None]:
    if article.source:
        return article.source, f"source: {article.source}"
    if claims.publishers:
        name, where = claims.publishers[0]
        return name, f"{where}: {name}"
    for where, address in (("url", article.url), ("canonical link", claims.url)):
        if host := _host(address):
            return host, f"{where}: {address}"
    return None, None


def _host(address: str | None) -> str | None:
    return urlsplit(address).hostname if address and "//" in address else None


def _canonical(article: RawArticle, claims: Claims) -> list[Hint]:
    """The hint of a page that names an address at another house as its own."""
    shown, first = _host(article.url), _host(claims.url)
    if not shown or not first or _site(shown) == _site(first):
        return []
    return [Hint(by_host(first) or first, f"canonical link: {claims.url}", 0.7)]


def _site(host: str) -> str:
    """The last two labels of a host, three where the last but one says nothing (co.uk)."""
    labels = host.lower().split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= _SHORT else labels[-2:])


def dateline_hint(code: str, text: str) -> Hint | None:
    """The hint of a dateline's parentheses."""
    name = by_code(code)
    if name is None and _CODE.fullmatch(code):
        return Hint(code, text, 0.9)
    return Hint(name, text, 0.95) if name else None


def lead_hint(paragraphs: Sequence[str]) -> Hint | None:
    """The hint of an agency in brackets in the first paragraphs, or behind the last one."""
    lead = "\n".join(paragraphs[:_LEAD])
    if (match := _WIRE.search(lead)) and (name := by_code(match[1])):
        return Hint(name, lead[max(0, match.start() - 40) : match.end() + 20], 0.85)
    if paragraphs and (match := _END.search(paragraphs[-1])) and (name := by_code(match[1])):
        return Hint(name, paragraphs[-1][-60:], 0.8)
    return None


def author_hints(names: Iterable[str]) -> list[Hint]:
    """Agencies that markup names as authors."""
    return [Hint(found, name, 0.9) for name in names if (found := by_name(name) or (named_in(name) or (None,))[0])]


def _same(name: str, publisher: str | None, url: str | None) -> bool:
    host = _host(url)
    if host and by_host(host) == name:
        return True
    if publisher is None:
        return False
    one, other = (re.sub(r"^the |^www\.|\.(?:com|org|net|co\.uk)$|[\W_]", "", n.lower()) for n in (name, publisher))
    return one == other or by_name(publisher) == name or by_host(publisher) == name
