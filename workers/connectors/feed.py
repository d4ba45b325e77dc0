"""An RSS or Atom file, any version that feedparser reads: an article an item."""

import re
from collections.abc import Iterator
from datetime import UTC, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from schemas.article import RawArticle
from schemas.ids import payload_uri
from workers.connectors.format import Clock, Format
from workers.connectors.items import Found, Item, Refusal, Refused
from workers.connectors.source import Source, TooLargeError

# Declaration, comments and processing instructions, then the root element. Atomic groups: no backtracking traps.
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s++|<\?.*?\?>|<!--.*?-->|<![^>-][^>]*>)*+<(?:[A-Za-z]\w*+:)?(?:rss|feed|RDF)[\s>]", re.S
)

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_MINUTES = re.compile(r"\d{1,6}")


def knows(head: bytes) -> bool:
    """Whether the root element is RSS's, Atom's or RDF's."""
    return _ROOT.match(head[:8192]) is not None


def read(source: Source, now: Clock) -> Iterator[Item]:
    """The feed's items, their markup untouched."""
    try:
        payload = source.read(source.limits.container)
    except TooLargeError as error:
        yield Refused(source.label, Refusal.TOO_LARGE, str(error))
        return
    if not payload.strip():
        yield Refused(source.label, Refusal.EMPTY, "nothing in it")
        return
    import feedparser  # 0.1 s: when it is needed

    try:
        # From a stream: bytes or text that look like an address would be fetched.
        parsed = feedparser.parse(BytesIO(payload), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # noqa: BLE001 - its decoders and handlers raise anything on hostile bytes
        yield Refused(source.label, Refusal.NOT_A_FEED, f"{type(error).__name__}: {error}")
        return
    if not parsed.entries:
        if parsed.version and not parsed.bozo:
            yield Refused(source.label, Refusal.EMPTY, "a feed without items")
        else:
            yield Refused(source.label, Refusal.NOT_A_FEED, str(parsed.get("bozo_exception", "no RSS or Atom in it")))
    title, ttl = _text(parsed.feed.get("title")), _text(parsed.feed.get("ttl")) or ""
    source.ttl = timedelta(minutes=int(ttl)) if _MINUTES.fullmatch(ttl) else source.ttl
    for number, entry in enumerate(parsed.entries, 1):
        yield _item(f"{source.label}#{number}", entry, now, source.name, title)


def _item(label: str, entry: Any, now: Clock, via: str, title: str | None) -> Item:
    content = _content(entry)
    body = _text(content.get("value")) if content else None
    if not body:
        return Refused(label, Refusal.EMPTY, "an item without content or description")
    link = _link(entry, via)
    return Found(
        label,
        RawArticle(
            uri=_uri(_text(entry.get("id")), link, via) or payload_uri(body.encode()),
            url=link,
            source=_text(entry.get("source", {}).get("title")) or title,
            via=via,
            mimetype="text/html",
            body=body,
            collected=now().astimezone(UTC),
            title_claimed=_text(entry.get("title")),
            published_claimed=_text(entry.get("published")) or _text(entry.get("updated")),
        ),
    )


def _link(entry: Any, via: str) -> str | None:
    """Where the item's page is; a relative link is relative to the feed's address, where that is known."""
    link = _text(entry.get("link"))
    if link is None or not via.startswith("http"):
        return link
    try:
        return urljoin(via, link)
    except ValueError:  # "http://[": no address
        return link


def _uri(given: str | None, link: str | None, via: str) -> str | None:
    """The item's id where it is an address: another ("1234") is unique within its feed only."""
    if given is not None and _ADDRESS.fullmatch(given):
        return given
    return link or (f"{via}#{given}" if given else None)


def _text(value: str | None) -> str | None:
    """`value` without blank ends, none for a blank one; half surrogates (from `&#xD800;`) can't be written as UTF-8."""
    return (value or "").encode("utf-8", "replace").decode().strip() or None


def _content(entry: Any) -> Any:
    """The longest of an item's contents (content:encoded, Atom content), or else its description or summary."""
    contents = [c for c in entry.get("content", ()) if (c.get("value") or "").strip()]
    if contents:
        return max(contents, key=lambda c: len(c["value"]))
    return entry.get("summary_detail")


FORMAT = Format("feed", frozenset({".rss", ".atom"}), knows, read)
