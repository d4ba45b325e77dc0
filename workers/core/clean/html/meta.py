"""What a page's markup claims about its article: JSON-LD, OpenGraph and meta elements, title, headings, time elements
and bylines. Read from what the scanner noted, so that a page is gone through once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from schemas.article import DateBasis
from workers.core.clean.blocks import Block, Claims
from workers.core.clean.html import jsonld
from workers.core.clean.html.headline import headlines
from workers.core.clean.html.jsonld import folded
from workers.core.clean.html.people import chosen, is_person, listed, signed
from workers.core.clean.html.view import Node, View

_ATTRIBUTE = re.compile(
    r"""[\s"'/]([a-z][\w:.-]{0,40})\s{0,5}=\s{0,5}(?:"([^"]{0,20000})"|'([^']{0,20000})'|([^\s"'>]{1,2000}))""", re.IGNORECASE
)
_META: dict[str, tuple[str, ...]] = {
    "og": ("ogtitle",),
    "twitter": ("twittertitle",),
    "meta": ("parselytitle", "sailthrutitle", "dctitle", "headline", "title"),
    "author": (
        "author", "articleauthor", "dccreator", "byl", "citationauthor", "cxenseparseauthor", "parselyauthor",
        "sailthruauthor", "twittermiscwrittenby", "creator",
    ),
    "publisher": ("ogsitename", "applicationname", "publisher", "dcpublisher", "aliosappname"),
    "published": (
        "articlepublishedtime", "ogarticlepublishedtime", "datepublished", "parselypubdate", "sailthrudate",
        "dcdateissued", "dctermsissued", "dcdate", "dctermscreated", "pubdate", "publishdate", "publicationdate",
        "publishtime", "date", "iso8601publishdate", "cxenseparserecspublishtime", "articlepublished", "citationdate",
        "ogpublishedtime", "lastpublishedate", "datecreated", "articlecreated",
    ),
    "modified": ("articlemodifiedtime", "ogupdatedtime", "datemodified", "dctermsmodified", "lastmodified"),
    "section": ("articlesection", "parselysection", "section", "cxenseparsearticlesection"),
    "keywords": ("newskeywords", "keywords", "articletag", "parselytags", "sailthrutags"),
    "description": ("ogdescription", "description", "dcdescription", "twitterdescription"),
    "url": ("ogurl",),
}  # fmt: skip
"""Which meta elements say what, best first; names without case and punctuation."""
_NAMED = {name for names in _META.values() for name in names} | {"twittersite"}
_PUNCTUATION = re.compile(r"[\W_]+")
_TIMED = re.compile(r"publi|date|time|posted|created|issued|erstellt|datum|fecha", re.IGNORECASE)
_UPDATED = re.compile(r"modif|updat|aktualis|actuali|aggiorn|edited", re.IGNORECASE)
_AUTHOR = re.compile(r"""\bauthor|byline|\breporter\b|\bwriter\b""", re.IGNORECASE)
_NOT_AUTHOR = re.compile(r"bio|box|image|photo|avatar|social|share|follow|comment|articles|count", re.IGNORECASE)
_KICKER = re.compile(r"kicker|overline|topline|dachzeile|eyebrow|pre-?title|supertitle|spitzmarke|roofline", re.IGNORECASE)
_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_ITEM_AUTHOR = re.compile(r"itemprop\s?=\s?[\"']?author\b", re.IGNORECASE)
_ITEM_NAME = re.compile(r"itemprop\s?=\s?[\"']?name\b", re.IGNORECASE)
_REL_AUTHOR = re.compile(r"rel\s?=\s?[\"']?author\b", re.IGNORECASE)
_FRAMES = frozenset(("html", "body", "main", "article"))
_MANY = 40
_NAME, _TIME, _HOUSE = 120, 100, 50
_LABEL = 3
_ABOVE = 20
"""Blocks below the headline that may be its byline."""


def claims(page: View) -> Claims:
    """The claims of a page, best first."""
    return _Said(page).claims()


class _Said:
    def __init__(self, page: View) -> None:
        self.page = page
        self.metas: dict[str, list[str]] = {}
        self.canonical: list[str] = []
        for tag in page.notes.tags:
            self._tag(tag)
        self.items = jsonld.articles([page.source[low:high] for low, high in page.notes.data])
        self.item = self._main() or {}

    def claims(self) -> Claims:
        publishers = self._publishers()
        url = next(iter(self._urls()), None)
        houses = self._houses([name for name, _ in publishers], url)
        return Claims(
            headlines=headlines(self._titles(), houses),
            authors=chosen(self._told(), self._shown(), houses),
            publishers=tuple(publishers),
            published=self._published(),
            modified=tuple(
                [("jsonld", t) for i in [self.item] if (t := jsonld.text(i.get("dateModified")))]
                + [("meta", t) for t in self._each("modified")]
            ),
            section=next((s for s in [jsonld.text(self.item.get("articleSection")), *self._each("section")] if s), None),
            url=url,
            free=str(self.item.get("isAccessibleForFree")).lower() != "false",
            description=next((s for s in [*self._each("description"), jsonld.text(self.item.get("description"))] if s), None),
            keywords=self._keywords(),
            data=jsonld.text(self.item.get("articleBody")) or "",
        )

    def _tag(self, tag: str) -> None:
        said: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(tag[:40_000]):
            said.setdefault(match[1].lower(), match[2] or match[3] or match[4] or "")
        if "href" in said:
            if said.get("rel", "").lower().strip() == "canonical" and (href := folded(said["href"])):
                self.canonical.append(href)
            return
        name = said.get("property") or said.get("name") or said.get("itemprop")
        content = folded(said.get("content", ""))
        if name and content:
            key = _PUNCTUATION.sub("", name.lower())
            if key in _NAMED:
                self.metas.setdefault(key, []).append(content)

    def _main(self) -> jsonld.Item | None:
        """The object of this page's article: the one with its address, its title, else the first."""
        if len(self.items) < 2:
            return next(iter(self.items), None)
        addresses = {a.rstrip("/") for a in self._urls()}
        titles = {t for t in self._each("og") + self._headings()}
        for item in self.items:
            refers = [item.get("url"), item.get("@id"), item.get("mainEntityOfPage")]
            refers += [r.get("@id") for r in refers if isinstance(r, dict)]
            if any(isinstance(r, str) and r.rstrip("/") in addresses for r in refers) or jsonld.text(item.get("headline")) in titles:
                return item
        return self.items[0]

    def _each(self, kind: str) -> list[str]:
        return [value for name in _META[kind] for value in self.metas.get(name, ())]

    def _urls(self) -> list[str]:
        return self.canonical + self._each("url")

    def _publishers(self) -> list[tuple[str, str]]:
        return [(n, "JSON-LD publisher") for n in jsonld.names(self.item.get("publisher"))] + [
            (n, "og:site_name") for n in self._each("publisher")[:1]
        ]

    def _houses(self, publishers: list[str], url: str | None) -> list[str]:
        host = (urlsplit(url).hostname or "") if url and "//" in url else ""
        host = host.removeprefix("www.")
        handles = [handle.lstrip("@") for handle in self.metas.get("twittersite", ())]
        names = [name for name in (*publishers, *self._each("publisher")) if len(name) <= _HOUSE]
        return [*names, *handles, host, *(label for label in host.split(".")[:-1] if len(label) >= _LABEL)]

    def _titles(self) -> dict[str, list[str]]:
        titles = [t for low, high in self.page.notes.titles[:1] if (t := folded(self.page.source[low:high]))]
        items = [t for i in [self.item, *self.items] if (t := jsonld.text(i.get("headline")))]
        return {
            "jsonld": items, "og": self._each("og"), "heading": self._headings(), "twitter": self._each("twitter"),
            "title": titles, "meta": self._each("meta"),
        }  # fmt: skip

    def _headings(self) -> list[str]:
        """The first-level headings, without the kickers in them."""
        page, found = self.page, []
        for at, node in enumerate(page.nodes):
            if node.tag == "h1" and len(found) < 3:
                text, begin = page.text.text, node.start
                for inner in range(at + 1, len(page.nodes)):
                    child = page.nodes[inner]
                    if child.start >= page.ends[at] or inner - at > 20:
                        break
                    if child.start == begin and _KICKER.search(child.token) and page.ends[inner] < page.ends[at]:
                        begin = page.ends[inner]
                if heading := folded(text[begin : page.ends[at]]):
                    found.append(heading)
        return found

    def _told(self) -> list[Iterable[str]]:
        """Who the page says that its authors are."""
        nodes = self.page.nodes
        told = [at for at, n in enumerate(nodes) if "itemprop" in n.token and _ITEM_AUTHOR.search(n.token)]
        first = nodes[told[0]].parent if told else -1
        linked = [self.page.within(at) for at, n in enumerate(nodes) if n.tag == "a" and _REL_AUTHOR.search(n.token)]
        return [
            list(jsonld.names(self.item.get("author") or self.item.get("creator"))),
            *(self.metas.get(name, ()) for name in _META["author"]),
            [self._name(at) for at in told[:_MANY] if nodes[at].parent == first],
            [name for name in linked[:1] if is_person(name)],
        ]

    def _shown(self) -> Iterator[Iterable[str]]:
        """Names that stand where bylines do: in elements that are called so, in lines below the headline that begin
        with "By", in a line above the copy that is nothing else."""
        seen = 0
        for at, node in enumerate(self.page.nodes):
            if seen >= 3:
                break
            if node.tag not in _FRAMES and _classed(node, _AUTHOR, _NOT_AUTHOR):
                text = self.page.within(at) if self.page.ends[at] - node.start <= _NAME else ""
                if names := signed(text) or listed(text):
                    seen += 1
                    yield names
        below = self._below()
        yield from (names for block in below if (names := signed(block.text)))
        yield from (names for block in below if block.tag == "p" and not block.linked and (names := listed(block.text)))

    def _name(self, at: int) -> str:
        """The name in an element that holds an author: its part that says so, else all of it."""
        nodes = self.page.nodes
        for inner in range(at + 1, min(len(nodes), at + 20)):
            if nodes[inner].start >= self.page.ends[at]:
                break
            if _ITEM_NAME.search(nodes[inner].token):
                return self.page.within(inner)
        return self.page.within(at)

    def _below(self) -> list[Block]:
        """The short lines between the headline and the first prose, at most so many."""
        blocks = self.page.blocks
        at = next((n for n, b in enumerate(blocks) if b.tag == "h1"), len(blocks))
        return [b for b in blocks[at + 1 : at + 1 + _ABOVE] if len(b.text) <= _NAME]

    def _published(self) -> tuple[tuple[DateBasis, str], ...]:
        """The times of publication; one without a zone takes that of another that shows the same clock."""
        found: list[tuple[DateBasis, str]] = []
        found += [("jsonld", t) for f in ("datePublished", "dateCreated", "uploadDate") if (t := jsonld.text(self.item.get(f)))]
        found += [("meta", t) for t in self._each("published")]
        found += [("meta", t) for t in self._times()]
        zoned = {t[:16].replace(" ", "T"): t for _, t in found if _CLOCK.match(t) and _zone(t)}
        return tuple((basis, zoned.get(t[:16].replace(" ", "T"), t) if _CLOCK.match(t) and not _zone(t) else t) for basis, t in found)

    def _times(self) -> Iterator[str]:
        """Times in the markup: of elements for the publication, of the first time element of the article, of elements
        that are called so and show a date."""
        page, seen, loose = self.page, 0, []
        for at, node in enumerate(page.nodes):
            if node.tag == "time" and (said := _attribute(node.token, "datetime")):
                told = "pubdate" in node.token or "datePublished" in node.token or _classed(node, re.compile("publi", re.I), _UPDATED)
                (loose.insert(0, said) if told else None if _UPDATED.search(node.token) else loose.append(said))
            elif "datePublished" in node.token and (said := _attribute(node.token, "content")):
                loose.insert(0, said)
            elif seen < 5 and node.tag not in ("body", "html") and 6 <= page.ends[at] - node.start <= _TIME and _classed(node, _TIMED, _UPDATED):
                seen += 1
                loose.append(page.within(at))
        yield from loose[:8]

    def _keywords(self) -> tuple[str, ...]:
        said = self.item.get("keywords")
        values = [t for v in (said if isinstance(said, list) else [said]) if (t := jsonld.text(v))]
        found = values or next((v for name in _META["keywords"] if (v := self.metas.get(name))), [])
        split = [word.strip() for value in found[:_MANY] for word in (value.split(",") if len(found) < 3 else [value])]
        return tuple(dict.fromkeys(w for w in split if w))[:_MANY]


def _classed(node: Node, wanted: re.Pattern[str], unwanted: re.Pattern[str]) -> bool:
    if "class" not in node.token and "id=" not in node.token:
        return False
    names = f"{_attribute(node.token, 'class')} {_attribute(node.token, 'id')}"
    return bool(wanted.search(names)) and not unwanted.search(names)


def _attribute(token: str, name: str) -> str:
    for match in _ATTRIBUTE.finditer(token[:2_000]):
        if match[1].lower() == name:
            return folded(match[2] or match[3] or match[4] or "") or ""
    return ""


def _zone(said: str) -> bool:
    try:
        return datetime.fromisoformat(said).tzinfo is not None
    except ValueError:
        return True
