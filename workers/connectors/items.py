"""What a connector hands on: an article that it found, or what it refused and why."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

import orjson

from schemas.article import RawArticle
from schemas.codec import DecodeError, wrap


class Refusal(StrEnum):
    """Why something was not published: a bounded set, for summaries and metric labels."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    BINARY = "binary"
    TOO_DEEP = "too_deep"
    NOT_JSON = "not_json"
    NOT_A_FEED = "not_a_feed"
    WRONG_TYPE = "wrong_type"
    MISSING_FIELD = "missing_field"
    NOT_ACKNOWLEDGED = "not_acknowledged"


@dataclass(frozen=True, slots=True)
class Found:
    """An article, and where it was found: a path, with `:LINE` or `#ITEM` where the file holds several."""

    label: str
    article: RawArticle


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that is no article, where it was found, and what is wrong with it."""

    label: str
    reason: Refusal
    detail: str


Item = Found | Refused


def json_refusal(error: orjson.JSONDecodeError) -> Refusal:
    """Whether the JSON is nested too deep for the parser, or is none."""
    return Refusal.TOO_DEEP if "depth limit" in str(error) else Refusal.NOT_JSON


def wrapped(label: str, payload: bytes, now: datetime, *, via: str, mimetype: str | None = None) -> Item:
    """`payload` as schemas.codec.wrap takes it, its gaps filled: `via` where it has none, a time without an offset
    read as UTC. What can't be wrapped is refused."""
    try:
        article = wrap(payload, now, mimetype)
    except DecodeError as error:
        return Refused(label, Refusal(error.fault.value), error.detail)
    return Found(label, completed(article, via))


def completed(article: RawArticle, via: str) -> RawArticle:
    """`article` with `via` where it has none, and with an aware `collected`."""
    collected = article.collected
    if article.via is not None and collected.tzinfo is not None:
        return article
    return replace(
        article,
        via=article.via or via,
        collected=collected if collected.tzinfo else collected.replace(tzinfo=UTC),
    )
