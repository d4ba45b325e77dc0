"""What a page's markup claims about its article: JSON-LD, OpenGraph and meta elements, title, headings, time elements
and bylines. All of it is read from what the scan noted, so that a page is gone through once."""

import re
from collections.abc import Sequence
from itertools import chain
from urllib.parse import urlsplit

from workers.core.clean.blocks import Claims
from workers.core.clean.html import jsonld
from workers.core.clean.html.attributes import folded
from workers.core.clean.html.bylines import shown, told
from workers.core.clean.html.headline import headlines
from workers.core.clean.html.metas import Metas
from workers.core.clean.html.people import chosen
from workers.core.clean.html.seen import View
from workers.core.clean.html.times import Claim, published

_KICKER = re.compile(
    r"kicker|overline|topline|dachzeile|eyebrow|pre-?title|supertitle|spitzmarke|roofline", re.IGNORECASE
)
"""What the element within a heading is called that isn't part of the headline."""
_HEADINGS = 3
_WITHIN = 20
_HOUSE = 50
"""Characters of a publisher's name; a longer one is a title in the wrong place."""
_LABEL = 3
"""Letters from which a part of a host's name is one of its owner's."""


def claims(page: View) -> Claims:
    """The claims of a page, best first."""
    metas = Metas(page.notes.tags)
    headings = _headings(page)
    items = jsonld.articles([page.source[low:high] for low, high in page.notes.data])
    item = _main(items, metas, headings)
    publishers = [(name, "JSON-LD publisher") for name in jsonld.names(item.get("publisher"))]
    publishers += [(name, "og:site_name") for name in metas.each("publisher")[:1]]
    url = next(iter(metas.each("url")), None)
    houses = _houses([name for name, _ in publishers], metas, url)
    authors = [list(jsonld.names(item.get("author") or item.get("creator"))), *metas.sources("author"), *told(page)]
    modified: list[Claim] = [("jsonld", said) for said in [jsonld.text(item.get("dateModified"))] if said]
    modified += [("meta", said) for said in metas.each("modified")]
    return Claims(
        headlines=headlines(_titles(page, [item, *items], metas, headings), houses),
        authors=chosen(authors, shown(page), houses),
        publishers=tuple(publishers),
        published=published(page, item, metas.each("published")),
        modified=tuple(modified),
        section=_first([item.get("articleSection"), *metas.each("section")]),
        url=url,
        free=str(item.get("isAccessibleForFree")).lower() != "false",
        description=_first([*metas.each("description"), item.get("description")]),
        keywords=jsonld.keywords(item.get("keywords")) or jsonld.keywords(next(iter(metas.sources("keywords")), None)),
        data=jsonld.text(item.get("articleBody")) or "",
    )


def _main(items: Sequence[jsonld.Item], metas: Metas, headings: Sequence[str]) -> jsonld.Item:
    """The object of this page's article: the one with its address or its title, else the first."""
    addresses = {address.rstrip("/") for address in metas.each("url")}
    titles = {*metas.each("og"), *headings}
    for item in items if len(items) > 1 else ():
        if not addresses.isdisjoint(jsonld.addresses(item)) or jsonld.text(item.get("headline")) in titles:
            return item
    return next(iter(items), {})


def _first(values: Sequence[object]) -> str | None:
    return next((said for value in values if (said := jsonld.text(value))), None)


def _houses(publishers: Sequence[str], metas: Metas, url: str | None) -> list[str]:
    """What the publisher is called: names, handles, the host and the parts of its name."""
    try:
        host = ((urlsplit(url).hostname or "") if url and "//" in url else "").removeprefix("www.")
    except ValueError:
        host = ""
    names = [name for name in chain(publishers, metas.each("publisher")) if len(name) <= _HOUSE]
    handles = [handle.lstrip("@") for handle in metas.each("handle")]
    return [*names, *handles, host, *(label for label in host.split(".")[:-1] if len(label) >= _LABEL)]


def _titles(
    page: View, items: Sequence[jsonld.Item], metas: Metas, headings: Sequence[str]
) -> dict[str, Sequence[str]]:
    return {
        "jsonld": [said for item in items if (said := jsonld.text(item.get("headline")))],
        "og": metas.each("og"),
        "heading": headings,
        "twitter": metas.each("twitter"),
        "title": [said for low, high in page.notes.titles[:1] if (said := folded(page.source[low:high]))],
        "meta": metas.each("title"),
    }


def _headings(page: View) -> list[str]:
    """The first-level headings, without the kickers that they begin with."""
    found: list[str] = []
    for at, node in enumerate(page.nodes):
        if node.tag != "h1" or len(found) == _HEADINGS:
            continue
        begin = node.start
        for inner in range(at + 1, min(at + _WITHIN, len(page.nodes))):
            child = page.nodes[inner]
            if child.start == begin and page.ends[inner] < page.ends[at] and _KICKER.search(child.token):
                begin = page.ends[inner]
        if heading := folded(page.text.text[begin : page.ends[at]]):
            found.append(heading)
    return found
