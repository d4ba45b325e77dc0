"""What a page's markup claims about its article: JSON-LD, OpenGraph and meta elements, title, time elements."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from lxml import etree

from workers.core.clean.blocks import Claims

_ARTICLE = re.compile(r"(Article|Report|BlogPosting|LiveBlogPosting|Review)$")
_META: dict[str, tuple[str, ...]] = {
    "headline": ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline"),
    "author": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author"),
    "publisher": ("og:site_name", "application-name", "publisher", "dc.publisher"),
    "published": (
        "article:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date", "datepublished",
        "dc.date.issued", "dc.date", "dcterms.created", "pubdate", "publishdate", "publish-date", "publication_date",
        "date", "iso-8601-publish-date", "cxenseparse:recs:publishtime", "article.published", "citation_date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"),
    "section": ("article:section", "parsely-section", "section"),
    "url": ("og:url",),
}  # fmt: skip
_TIMES = (
    "//time[@datetime and (@pubdate or @itemprop='datePublished' or contains(@class, 'publish'))]/@datetime",
    "//*[@itemprop='datePublished']/@content",
    "//article//time[@datetime][1]/@datetime",
)
_NAMES = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//a[@rel='author']",
    "//*[@itemprop='author']",
    "//*[contains(concat(' ', @class, ' '), ' byline ') or contains(@class, 'author-name')]",
)
_MAX_NAME = 80
_MAX_JSON_NODES = 20_000


def claims(tree: etree._Element) -> Claims:
    """The claims of a parsed page, best first."""
    data = list(_articles(tree))
    meta = _metas(tree)
    return Claims(
        headlines=_unique(
            [_text(item.get("headline")) for item in data]
            + _each(meta, "headline")
            + [_content(e) for e in tree.xpath("//h1")[:3]]
            + [_content(e) for e in tree.xpath("//title")[:1]]
        ),
        authors=_authors(tree, data, meta),
        publishers=tuple(
            [(n, "JSON-LD publisher") for item in data for n in _names(item.get("publisher"))]
            + [(n, "og:site_name") for n in _each(meta, "publisher")[:1]]
        ),
        published=tuple(
            [("jsonld", t) for item in data if (t := _text(item.get("datePublished")))]
            + [("meta", t) for t in _each(meta, "published")]
            + [("meta", str(t)) for path in _TIMES for t in tree.xpath(path)[:1]]
        ),
        modified=tuple(
            [("jsonld", t) for item in data if (t := _text(item.get("dateModified")))]
            + [("meta", t) for t in _each(meta, "modified")]
        ),
        section=next((s for s in [_text(i.get("articleSection")) for i in data] + _each(meta, "section") if s), None),
        url=next((str(u) for u in tree.xpath("//link[@rel='canonical']/@href") + _each(meta, "url")), None),
        free=not any(str(item.get("isAccessibleForFree")).lower() == "false" for item in data),
    )


def _articles(tree: etree._Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            value = orjson.loads((script.text or "").strip().strip(";").replace("\n", " ").replace("\t", " "))
        except orjson.JSONDecodeError:
            continue
        stack, seen = [value], 0
        while stack and seen < _MAX_JSON_NODES:
            seen += 1
            item = stack.pop()
            if isinstance(item, list):
                stack.extend(reversed(item))
            elif isinstance(item, dict):
                kinds = item.get("@type")
                if any(
                    isinstance(k, str) and _ARTICLE.search(k) for k in (kinds if isinstance(kinds, list) else [kinds])
                ):
                    yield item
                else:
                    stack.extend(
                        v for k, v in reversed(item.items()) if k in ("@graph", "mainEntity", "mainEntityOfPage")
                    )


def _metas(tree: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _text(element.get("content"))
        if name and content:
            found.setdefault(name.lower().strip(), []).append(content)
    return found


def _each(meta: dict[str, list[str]], kind: str) -> list[str]:
    return [value for name in _META[kind] for value in meta.get(name, ())]


def _authors(tree: etree._Element, data: list[dict[str, Any]], meta: dict[str, list[str]]) -> tuple[str, ...]:
    for names in (
        [n for item in data[:1] for n in _names(item.get("author"))],
        [n for n in _each(meta, "author") if not n.startswith("http")],
        *([_content(e) for e in tree.xpath(path)[:4]] for path in _NAMES),
    ):
        if named := _unique([n for n in names if n and len(n) <= _MAX_NAME]):
            return named
    return ()


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names = [_text(v.get("name") if isinstance(v, dict) else v) for v in values]
    return [n for n in names if n and not n.startswith("http")]


def _text(value: Any) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _content(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _unique(values: list[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))
