"""A WordPress post as its REST interface gives it: the content string is a fragment of HTML, its fields are claims.

Source of the fields: https://developer.wordpress.org/rest-api/reference/posts/
"""

import re
from collections.abc import Iterator
from typing import Any

from workers.core.clean.blocks import Claims
from workers.core.clean.entities import decoded
from workers.core.clean.envelope import Envelope, times

_TAG = re.compile(r"<[^<>]{0,500}>")
_TAXONOMIES = {"category": "section", "post_tag": "keywords"}


def _knows(post: Any) -> bool:
    content = post.get("content")
    return isinstance(content, dict) and isinstance(content.get("rendered"), str)


def _content(post: dict[str, Any]) -> str:
    rendered: str = post["content"]["rendered"]
    return rendered


def _claims(post: dict[str, Any]) -> Claims:
    """Its local times are used only where it lacks those in GMT, and only for the day."""
    link = post.get("link")
    seo = post.get("yoast_head_json")
    canonical = seo.get("canonical") if isinstance(seo, dict) else None
    terms = list(_terms(post))
    return Claims(
        headlines=(title,) if (title := _rendered(post.get("title"))) else (),
        authors=_authors(post),
        published=times(post, "date_gmt", "date"),
        modified=times(post, "modified_gmt", "modified"),
        url=next((said for said in (canonical, link) if isinstance(said, str) and said), None),
        description=_rendered(post.get("excerpt")),
        section=next((name for kind, name in terms if kind == "section"), None),
        keywords=tuple(dict.fromkeys(name for kind, name in terms if kind == "keywords")),
    )


def _rendered(field: Any) -> str | None:
    text = field.get("rendered") if isinstance(field, dict) else field
    return _plain(text) or None if isinstance(text, str) else None


def _plain(rendered: str) -> str:
    return " ".join(decoded(_TAG.sub("", rendered)).split())


def _embedded(post: dict[str, Any], field: str) -> list[Any]:
    embedded = post.get("_embedded")
    found = embedded.get(field) if isinstance(embedded, dict) else None
    return found if isinstance(found, list) else []


def _authors(post: dict[str, Any]) -> tuple[str, ...]:
    names = [person.get("name") for person in _embedded(post, "author") if isinstance(person, dict)]
    seo = post.get("yoast_head_json")
    names.append(seo.get("author") if isinstance(seo, dict) else None)
    return tuple(dict.fromkeys(_plain(n) for n in names if isinstance(n, str) and n.strip()))


def _terms(post: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for terms in _embedded(post, "wp:term"):
        for term in terms if isinstance(terms, list) else ():
            kind = _TAXONOMIES.get(str(term.get("taxonomy"))) if isinstance(term, dict) else None
            if kind and isinstance(term.get("name"), str) and (name := _plain(term["name"])):
                yield kind, name


WORDPRESS = Envelope("wordpress", _knows, _content, _claims)
