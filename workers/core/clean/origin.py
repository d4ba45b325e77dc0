"""Who shows an article and who wrote it first, with the words that say so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.article import Origin, RawArticle
from workers.core.clean.agencies import by_code, by_name, named_in
from workers.core.clean.blocks import Claims

_CODE = re.compile(r"[A-Z]{2,6}")
_WIRE = re.compile(r"\((AP|Reuters|REUTERS|AFP|UPI|dpa|DPA|Xinhua|Kyodo|Yonhap|PTI|ANI|IANS|EFE|ANSA|TASS|Bloomberg)\)")


@dataclass(frozen=True)
class Hint:
    """Somebody said to have written the copy: a name, the words that say so, and how sure that is (0 to 1)."""

    name: str
    evidence: str
    score: float


def origin(article: RawArticle, claims: Claims, hints: Iterable[Hint]) -> Origin:
    """The publisher from the envelope, the page or the address; the agency from the surest hint (the first of equals).
    An outlet that shows its own copy is no agency."""
    publisher, said = _publisher(article, claims)
    ranked = sorted(hints, key=lambda hint: -hint.score)
    agency = next((h for h in ranked if not _same(h.name, publisher)), None)
    if agency is not None:
        return Origin(publisher=publisher, agency=agency.name, evidence=agency.evidence[:200], score=agency.score)
    own = ranked[0] if ranked else None
    if own is not None:
        return Origin(publisher=publisher, evidence=own.evidence[:200], score=own.score)
    return Origin(publisher=publisher, evidence=said, score=0.5 if publisher else 0.0)


def _publisher(article: RawArticle, claims: Claims) -> tuple[str | None, str | None]:
    if article.source:
        return article.source, "source"
    if claims.publishers:
        name, where = claims.publishers[0]
        return name, f"{where}: {name}"
    for where, address in (("canonical link", claims.url), ("url", article.url)):
        host = urlsplit(address).hostname if address and "//" in address else None
        if host:
            return host, f"{where}: {address}"
    return None, None


def dateline_hint(code: str, text: str) -> Hint | None:
    """The hint of a dateline's parentheses."""
    name = by_code(code)
    if name is None and _CODE.fullmatch(code):
        return Hint(code, text, 0.9)
    return Hint(name, text, 0.95) if name else None


def lead_hint(text: str) -> Hint | None:
    """The hint of an agency in parentheses somewhere in the first paragraphs."""
    match = _WIRE.search(text)
    name = by_code(match[1]) if match else None
    return Hint(name, text[max(0, match.start() - 40) : match.end() + 20], 0.85) if match and name else None


def author_hints(names: Iterable[str]) -> list[Hint]:
    """Agencies that markup names as authors."""
    return [Hint(found, name, 0.9) for name in names if (found := by_name(name) or (named_in(name) or (None,))[0])]


def _same(name: str, publisher: str | None) -> bool:
    if publisher is None:
        return False
    one, other = (re.sub(r"^the |^www\.|\.(?:com|org|net|co\.uk)$|[\W_]", "", n.lower()) for n in (name, publisher))
    return one == other or by_name(publisher) == name
