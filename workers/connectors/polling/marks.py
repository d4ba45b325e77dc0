"""What makes an item of a feed the same as one that came before: pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from schemas.article import RawArticle
from schemas.ids import digest

KEPT = 200
"""How many marks are kept at least: a feed that is short for once must not bring all its items again."""

_TAG = re.compile(r"<[^<>]*>")
_MARK_LENGTH = 16


def mark(article: RawArticle) -> str:
    """A digest of what a reader would call this version of the article.

    A WordPress post's is of its uri and the time of its last edit: plugins change what is around the text with every
    request. Any other's is of its uri, title and words, without markup: many feeds put a counter or a new
    advertisement into it.
    """
    body = article.body if article.body is not None else article.body_base64 or ""
    edited = _edited(body) if article.mimetype == "application/json" else None
    if edited is not None:
        return digest("edited", article.uri, edited)[:_MARK_LENGTH]
    words = " ".join(_TAG.sub(" ", body).split())
    return digest("words", article.uri, article.title_claimed or "", words)[:_MARK_LENGTH]


def _edited(post: str) -> str | None:
    value: Any = orjson.loads(post)
    times = (value.get("modified_gmt"), value.get("modified")) if isinstance(value, dict) else ()
    return next((time for time in times if isinstance(time, str) and time), None)


def kept(now: Iterable[str], before: Sequence[str]) -> tuple[str, ...]:
    """The marks to remember: those of the answer `now`, then of those `before` it as many again, KEPT at least."""
    marks = dict.fromkeys(now)
    room = max(2 * len(marks), KEPT)
    return tuple(dict.fromkeys((*marks, *before)))[:room]
