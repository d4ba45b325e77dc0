"""An article as a bare JSON-LD object (https://schema.org/NewsArticle): its `articleBody` is the content."""

from typing import Any

from workers.core.clean.blocks import Claims
from workers.core.clean.envelope import Envelope
from workers.core.clean.html import jsonld
from workers.core.clean.html.people import people

_BODIES = ("articleBody", "text", "reviewBody")


def _knows(value: Any) -> bool:
    return _article(value) is not None


def _article(value: Any) -> jsonld.Item | None:
    """The object of an article in `value`, one with a body before all others."""
    found = jsonld.described(value)
    return next((item for item in found if _body(item)), next(iter(found), None))


def _body(item: jsonld.Item) -> str:
    return next((text for field in _BODIES if isinstance(text := item.get(field), str) and text.strip()), "")


def _content(value: Any) -> str:
    return _body(_article(value) or {})


def _claims(value: Any) -> Claims:
    item = _article(value) or {}
    said = {field: jsonld.text(item.get(field)) for field in ("datePublished", "dateCreated", "dateModified")}
    published = [time for field in ("datePublished", "dateCreated") if (time := said[field])]
    return Claims(
        headlines=tuple(title for field in ("headline", "name") if (title := jsonld.text(item.get(field))))[:1],
        authors=people(jsonld.names(item.get("author") or item.get("creator"))),
        publishers=tuple((name, "JSON-LD publisher") for name in jsonld.names(item.get("publisher"))),
        published=tuple(("jsonld", time) for time in published),
        modified=(("jsonld", said["dateModified"]),) if said["dateModified"] else (),
        section=jsonld.text(item.get("articleSection")),
        url=next(iter(sorted(a for a in jsonld.addresses(item) if "//" in a)), None),
        free=str(item.get("isAccessibleForFree")).lower() != "false",
        description=jsonld.text(item.get("description")),
        keywords=jsonld.keywords(item.get("keywords")),
    )


NEWSARTICLE = Envelope("json-ld", _knows, _content, _claims)
