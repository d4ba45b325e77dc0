"""What may be posted: content types, the source format that reads each, and the name's ending that it would have as a
file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from aiohttp import hdrs, web

from workers.connectors import document, json_file, jsonl
from workers.connectors.format import Format
from workers.connectors.ingest.answers import LABEL, Fault, problem
from workers.connectors.items import Found, Item, Refusal, Refused
from workers.connectors.paths import LIMITS
from workers.connectors.source import Limits, Source
from workers.pipeline import MIB

VIA = "ingest"
MOST_ITEMS = 10_000
ARRAY_BYTES = 8 * MIB
"""A JSON array is parsed whole, and takes many times its size then; larger loads come as JSON lines."""


@dataclass(frozen=True, slots=True)
class Media:
    """A content type: `limit` is the largest body in bytes, none where only the request's limit holds."""

    format: Format
    suffix: str
    limit: int | None


MEDIA: dict[str, Media] = {
    "application/json": Media(json_file.FORMAT, ".json", ARRAY_BYTES),
    "application/x-ndjson": Media(jsonl.FORMAT, ".jsonl", None),
    "application/jsonl": Media(jsonl.FORMAT, ".jsonl", None),
    "text/plain": Media(document.FORMAT, ".txt", LIMITS.record),
    "text/html": Media(document.FORMAT, ".html", LIMITS.record),
    "application/xhtml+xml": Media(document.FORMAT, ".xhtml", LIMITS.record),
}


def media(request: web.Request) -> Media:
    """The row of the request's Content-Type. Raises Problem."""
    row = MEDIA.get(request.content_type)
    if row is None or hdrs.CONTENT_TYPE not in request.headers:
        given = request.headers.get(hdrs.CONTENT_TYPE)
        raise problem(Fault.UNKNOWN_TYPE, f"Content-Type is {given!r}; articles come as {', '.join(MEDIA)}.")
    return row


def read(row: Media, payload: bytes, charset: str | None, now: datetime) -> Iterator[Item]:
    """The articles of a body, at most MOST_ITEMS; a bare text keeps the `charset` that it is said to have."""
    limits = Limits(record=LIMITS.record, container=ARRAY_BYTES)
    source = Source(LABEL, VIA, BytesIO(payload), limits, suffix=row.suffix)
    for number, item in enumerate(row.format.read(source, lambda: now)):
        if number == MOST_ITEMS:
            detail = f"more than {MOST_ITEMS:,} in one post: this and what follows was not taken"
            yield Refused(item.label, Refusal.TOO_LARGE, detail)
            return
        if isinstance(item, Found) and item.article.charset is None and row.format is document.FORMAT:
            item = replace(item, article=replace(item.article, charset=charset))
        yield item
