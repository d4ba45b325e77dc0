"""Which kind of payload this is. What a text without markup is called is known after the rules have seen it."""

import re
from dataclasses import dataclass
from typing import Any

import orjson

from workers.core.clean import entry
from workers.core.clean.blocks import Claims
from workers.core.clean.envelope import Envelope
from workers.core.clean.html import jsonld
from workers.core.clean.limits import RefusedError
from workers.core.clean.newsarticle import NEWSARTICLE
from workers.core.clean.ninjs import NINJS
from workers.core.clean.wordpress import WORDPRESS
from workers.core.outcome import RejectReason

HTML_PAGE = "html page"
HTML_FRAGMENT = "html fragment"
FLATTENED = "flattened text"
WIRE = "wire copy"
PLAIN = "plain text"
JSON_FORMATS: tuple[Envelope, ...] = (WORDPRESS, NINJS, NEWSARTICLE)
"""The formats of a JSON payload; the first that knows it is it. A new one is a row here."""
MARKUP = frozenset({HTML_PAGE, HTML_FRAGMENT, entry.ENTRY.name, *(form.name for form in JSON_FORMATS)})
"""Formats whose content may have tags."""

_PAGE = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|article|section|table|blockquote|span|a|strong|em|b|i|figure|main)\b[^<>]{0,2000}>",
    re.I,
)
_FEED = re.compile(r"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--[^-]*+-->\s*+)?<(?:item|entry|rss|feed|rdf:RDF)[\s>]", re.I)
_SCRIPT = re.compile(r"\s*+<script\b[^>]{0,400}ld\+json[^>]{0,400}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script\s{0,20}>\s*+\Z", re.IGNORECASE)
_TOO_DEEP = re.compile(r"(?:depth|recursion) limit", re.IGNORECASE)
_HEAD = 20_000
_PAGE_HEAD = 4_000
_TAGS = 2


@dataclass(frozen=True)
class Opened:
    """What an envelope holds: its format's `name`, the content string, and what its fields claim."""

    name: str
    text: str
    claims: Claims


def opened(text: str, mimetype: str | None) -> Opened | None:
    """The content of `text` if it is an envelope: JSON, a JSON-LD script or an item of a feed; none for other text.

    Raises RefusedError: NOT_JSON for a payload that claims to be JSON and isn't, TOO_DEEP, WRONG_TYPE for another JSON
    value, MISSING_FIELD for an object of no known format.
    """
    if _FEED.match(text):
        item = entry.read(text)
        return Opened(entry.ENTRY.name, entry.ENTRY.content(item), entry.ENTRY.claims(item))
    if (start := _SCRIPT.match(text)) and (end := _SCRIPT_END.search(text, max(start.end(), len(text) - 200))):
        value = jsonld.parse(text[start.end() : end.start()])
        if not NEWSARTICLE.knows(value):
            raise RefusedError(RejectReason.MISSING_FIELD, "a JSON-LD script without an article in it")
        return Opened(NEWSARTICLE.name, NEWSARTICLE.content(value), NEWSARTICLE.claims(value))
    value = _json(text, "json" in (mimetype or "").lower())
    if value is None:
        return None
    known = next((form for form in JSON_FORMATS if form.knows(value)), None)
    if known is None:
        names = ", ".join(form.name for form in JSON_FORMATS)
        raise RefusedError(RejectReason.MISSING_FIELD, f"JSON of none of the formats {names}: no content in it")
    return Opened(known.name, known.content(value), known.claims(value))


def _json(text: str, claimed: bool) -> dict[str, Any] | None:
    """The object that `text` is, or the only one of an array; none where it is no JSON and doesn't claim to be."""
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
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        raise RefusedError(RejectReason.WRONG_TYPE, f"JSON: one object belongs here, not {type(value).__name__}")
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
