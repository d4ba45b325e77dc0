"""When a page says that its article was published."""

import re
from collections.abc import Iterable
from datetime import datetime

from schemas.article import DateBasis
from workers.core.clean.html import jsonld
from workers.core.clean.html.attributes import attributes, folded
from workers.core.clean.html.bylines import FRAMES, classed
from workers.core.clean.html.seen import View
from workers.core.clean.html.written import written

_FIELDS = ("datePublished", "dateCreated", "uploadDate")
_PUBLISHED = re.compile(r"pubdate|publi", re.IGNORECASE)
_TIMED = re.compile(r"publi|date|time|posted|created|issued|meta|erstellt|datum|fecha", re.IGNORECASE)
_UPDATED = re.compile(r"modif|updat|aktualis|actuali|aggiorn|edited", re.IGNORECASE)
_MACHINE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_FEW = 5
_LONGEST = 100

Claim = tuple[DateBasis, str]


def published(page: View, item: jsonld.Item, metas: Iterable[str]) -> tuple[Claim, ...]:
    """The times of publication, best first: of JSON-LD, of meta elements, of the markup where those are missing or
    lack a zone. One without a zone takes that of another that shows the same clock."""
    found: list[Claim] = [("jsonld", said) for name in _FIELDS if (said := jsonld.text(item.get(name)))]
    found += [("meta", said) for said in metas]
    if not found or not _zoned(found[0][1]):
        found += [("meta", said) for said in _marked(page)]
    zones = {_clock(said): said for _, said in found if _MACHINE.match(said) and _zoned(said)}
    return tuple((basis, said if _zoned(said) else zones.get(_clock(said), said)) for basis, said in found)


def _marked(page: View) -> list[str]:
    """Times in the markup: of elements for the publication, of other time elements, of elements that are called so
    and show a day."""
    sure: list[str] = []
    loose: list[str] = []
    shown: list[str] = []
    for at, node in enumerate(page.nodes):
        if node.tag == "time" or "datePublished" in node.token:
            said = attributes(node.token)
            if time := folded(said.get("datetime") or said.get("content") or ""):
                if "datePublished" in node.token or _PUBLISHED.search(node.token):
                    sure.append(time)
                elif not _UPDATED.search(node.token):
                    loose.append(time)
        elif (
            len(shown) < _FEW
            and node.tag not in FRAMES
            and 0 < page.ends[at] - node.start <= _LONGEST
            and classed(node, _TIMED, _UPDATED)
            and (day := written(page.within(at)))
        ):
            shown.append(day)
    return [*sure[:_FEW], *loose[:_FEW], *shown]


def _zoned(said: str) -> bool:
    """Whether a time names its zone, or is no machine's time at all."""
    try:
        return datetime.fromisoformat(said).tzinfo is not None
    except ValueError:
        return True


def _clock(said: str) -> str:
    return said[:16].replace(" ", "T")
