"""The `meta` and `link` elements of a page: what they say, by what it is about."""

import re
from collections.abc import Iterable

from workers.core.clean.html.attributes import attributes, folded

_TABLE: dict[str, tuple[str, ...]] = {
    "og": ("ogtitle",),
    "twitter": ("twittertitle",),
    "title": ("parselytitle", "sailthrutitle", "dctitle", "headline", "title"),
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
    "handle": ("twittersite",),
}  # fmt: skip
"""Which meta elements say what, best first; their names without case and punctuation."""
_NAMED = frozenset(name for names in _TABLE.values() for name in names)
_PUNCTUATION = re.compile(r"[\W_]+")


class Metas:
    """What the elements of `tags` say. A `canonical` link is among the addresses, before all others."""

    def __init__(self, tags: Iterable[str]) -> None:
        self._said: dict[str, list[str]] = {}
        self._canonical: list[str] = []
        for tag in tags:
            self._read(attributes(tag))

    def _read(self, said: dict[str, str]) -> None:
        if "href" in said:
            if said.get("rel", "").lower().strip() == "canonical" and (address := folded(said["href"])):
                self._canonical.append(address)
            return
        name = said.get("property") or said.get("name") or said.get("itemprop") or ""
        key = _PUNCTUATION.sub("", name.lower())
        if key in _NAMED and (content := folded(said.get("content", ""))):
            self._said.setdefault(key, []).append(content)

    def each(self, about: str) -> list[str]:
        """All that is said about something, best first."""
        return [value for values in self.sources(about) for value in values]

    def sources(self, about: str) -> list[list[str]]:
        """The same, by the element that says it."""
        found = [self._said[name] for name in _TABLE[about] if name in self._said]
        return [self._canonical, *found] if about == "url" and self._canonical else found
