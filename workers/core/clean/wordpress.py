"""A WordPress post as its REST interface gives it: the content string is a fragment of HTML, its fields are claims.

The decoded source text that offsets point into is the content string.
Source of the fields: https://developer.wordpress.org/rest-api/reference/posts/
"""

import re
from html import unescape
from typing import Any

from schemas.article import DateBasis
from workers.core.clean.blocks import Claims

_TAG = re.compile(r"<[^<>]{0,500}>")


def content(post: dict[str, Any]) -> str:
    """The content string of a post."""
    rendered: str = post["content"]["rendered"]
    return rendered


def claims(post: dict[str, Any]) -> Claims:
    """What the post's fields say. Its local times are used only where it lacks those in GMT, and only for the day."""
    title = post.get("title")
    rendered = title.get("rendered") if isinstance(title, dict) else title
    link = post.get("link")
    return Claims(
        headlines=(headline,) if isinstance(rendered, str) and (headline := _plain(rendered)) else (),
        authors=_authors(post),
        published=_times(post, "date_gmt", "date"),
        modified=_times(post, "modified_gmt", "modified"),
        url=link if isinstance(link, str) else None,
    )


def _plain(rendered: str) -> str:
    return " ".join(unescape(_TAG.sub("", rendered)).split())


def _times(post: dict[str, Any], *fields: str) -> tuple[tuple[DateBasis, str], ...]:
    return tuple(("payload", post[f]) for f in fields if isinstance(post.get(f), str) and post[f])


def _authors(post: dict[str, Any]) -> tuple[str, ...]:
    embedded = post.get("_embedded")
    people = embedded.get("author") if isinstance(embedded, dict) else None
    names = [p.get("name") for p in people if isinstance(p, dict)] if isinstance(people, list) else []
    seo = post.get("yoast_head_json")
    names.append(seo.get("author") if isinstance(seo, dict) else None)
    return tuple(dict.fromkeys(_plain(n) for n in names if isinstance(n, str) and n.strip()))
