"""An item of an RSS feed or an entry of an Atom feed, as a piece of XML, or a feed with one of them.

Sources of the fields: https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from workers.core.clean.blocks import Claims
from workers.core.clean.envelope import Envelope
from workers.core.clean.html.people import people
from workers.core.clean.limits import RefusedError
from workers.core.outcome import RejectReason

_CONTENTS = ("encoded", "content", "description", "summary")
"""Elements that hold the content, the fullest first; names without their namespaces."""
_ITEMS = ("item", "entry")


def read(text: str) -> etree._Element:
    """The item or entry in `text`. No entity is resolved but XML's own, nothing is fetched.

    Raises RefusedError: UNDECODABLE for no XML, WRONG_TYPE for none or several items.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(_undeclared(text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(RejectReason.UNDECODABLE, f"XML: {error}") from error
    found = [] if root is None else [root] if _name(root) in _ITEMS else [e for e in root.iter() if _name(e) in _ITEMS]
    if len(found) != 1:
        raise RefusedError(RejectReason.WRONG_TYPE, f"XML: one item or entry belongs here, not {len(found)}")
    return found[0]


def _undeclared(text: str) -> str:
    """`text` without its declaration: it has been decoded."""
    text = text.strip()
    return text[text.find("?>") + 2 :] if text.startswith("<?xml") else text


def _name(element: Any) -> str:
    """An element's name without its namespace, which a piece cut out of a feed has not declared."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def _children(item: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children called so, by the order of `names`."""
    for name in names:
        yield from (child for child in item if _name(child) == name)


def _texts(item: etree._Element, *names: str) -> Iterator[str]:
    for child in _children(item, *names):
        if text := " ".join("".join(child.itertext()).split()):
            yield text


def _content(item: etree._Element) -> str:
    contents = [_markup(child) for child in _children(item, *_CONTENTS)]
    return next((content for content in contents if content.strip()), "")


def _markup(child: etree._Element) -> str:
    """The content of an element: what it escapes, or, for XHTML, what it holds."""
    if len(child) == 0:
        return child.text or ""
    inner = child[0] if child.get("type") == "xhtml" and len(child) == 1 else child
    parts = [inner.text or "", *(etree.tostring(e, encoding="unicode") for e in inner)]
    return "".join(parts)


def _claims(item: etree._Element) -> Claims:
    links = [e.get("href") for e in _children(item, "link") if e.get("rel") in (None, "alternate") and e.get("href")]
    authors = ["".join(e.itertext()) for a in _children(item, "author") for e in _children(a, "name")]
    authors += [] if authors else list(_texts(item, "creator", "author"))
    source = next((e for e in _children(item, "source")), None)
    names = [] if source is None else list(_texts(source, "title")) or ["".join(source.itertext()).strip()]
    categories = [e.get("term") or "".join(e.itertext()) for e in _children(item, "category")]
    has_more = sum(1 for child in _children(item, *_CONTENTS) if "".join(child.itertext()).strip()) > 1
    return Claims(
        headlines=tuple(_texts(item, "title"))[:1],
        authors=people(authors),
        publishers=tuple((name, "feed source") for name in names if name),
        published=tuple(("payload", t) for t in _texts(item, "pubdate", "published", "date", "issued", "updated")),
        modified=tuple(("payload", t) for t in _texts(item, "updated", "modified")),
        url=next((link for link in [*links, *_texts(item, "link")] if link), None),
        description=next(_texts(item, "description", "summary"), None) if has_more else None,
        keywords=tuple(dict.fromkeys(word for c in categories if (word := " ".join((c or "").split())))),
    )


ENTRY = Envelope("feed entry", lambda item: _name(item) in _ITEMS, _content, _claims)
