"""Which kind of payload this is. What a text without markup is called is known after the rules have seen it."""

import re
from typing import Any

import orjson

from workers.core.clean.limits import RefusedError
from workers.core.outcome import RejectReason

HTML_PAGE = "html page"
HTML_FRAGMENT = "html fragment"
WORDPRESS = "wordpress"
FLATTENED = "flattened text"
WIRE = "wire copy"
PLAIN = "plain text"

_PAGE = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|article|section|table|blockquote|span|a|strong|em|b|i|figure|main)\b[^<>]{0,2000}>",
    re.I,
)
_TOO_DEEP = re.compile(r"(?:depth|recursion) limit", re.IGNORECASE)
_HEAD = 20_000
_PAGE_HEAD = 4_000
_TAGS = 2


def post(text: str, mimetype: str | None) -> dict[str, Any] | None:
    """The WordPress post that `text` is, or none where it is no JSON.

    Raises RefusedError: NOT_JSON for a payload that claims to be JSON and isn't, TOO_DEEP, WRONG_TYPE for another JSON
    value, MISSING_FIELD for an object without `content` and `title`.
    """
    claimed = "json" in (mimetype or "").lower()
    if not claimed and text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = orjson.loads(text.strip())
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        if _TOO_DEEP.search(str(error)):
            raise RefusedError(RejectReason.TOO_DEEP, f"JSON: {error}") from error
        if claimed:
            raise RefusedError(RejectReason.NOT_JSON, f"JSON: {error}") from error
        return None
    if not isinstance(value, dict):
        raise RefusedError(RejectReason.WRONG_TYPE, f"JSON: an object belongs here, not {type(value).__name__}")
    if not isinstance(value.get("content"), dict) or not isinstance(value["content"].get("rendered"), str):
        raise RefusedError(RejectReason.MISSING_FIELD, "JSON without `content.rendered`: not a WordPress post")
    return value


def markup(text: str, mimetype: str | None) -> str | None:
    """`html page` or `html fragment`, or none for text without markup."""
    if _PAGE.search(text[:_PAGE_HEAD]):
        return HTML_PAGE
    tags = len(_TAG.findall(text[:_HEAD]))
    least = 1 if "html" in (mimetype or "").lower() or text.lstrip()[:1] == "<" else _TAGS
    return HTML_FRAGMENT if tags >= least else None


def unmarked(chrome: int, wire: int, dateline: bool, restored: bool) -> str:
    """What a text without markup is, by the number of lines that only pages (`chrome`) and only wires (`wire`) have."""
    if wire and wire >= chrome:
        return WIRE
    if chrome or restored:
        return FLATTENED
    return WIRE if dateline else PLAIN
