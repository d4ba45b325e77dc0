"""CloudEvents 1.0 in Kafka's binary binding: the headers of every record, and W3C trace context.

Times of processing live here and never in a value, so that a replay gives the same values.
"""

import re
from datetime import UTC, datetime

from schemas.registry import Contract

_TRACE_ID = re.compile(r"[0-9a-f]{32}")

Headers = list[tuple[str, bytes]]

REPLAY = "wd_replay"
"""The header of a replayed record; copied from input to output."""
FIRST_TIMESTAMP = "wd_dlq_timestamp"
"""The header of a dead letter, and of what is redriven of it: Kafka's timestamp that the record came with, in ms."""


def headers(
    contract: Contract, *, ce_id: str, source: str, subject: str, time: datetime, traceparent: str | None = None
) -> Headers:
    """The headers of a record of `contract`. `source` is the producer (`/wiredesk/tag`), `subject` what the record is
    about (an article's uri, a story's id), `time` when it was made. Without a `traceparent` a trace begins here."""
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", ce_id.encode()),
        ("ce_source", source.encode()),
        ("ce_type", contract.ce_type.encode()),
        ("ce_subject", subject.encode()),
        ("ce_time", time.astimezone(UTC).isoformat().encode()),
        ("ce_dataschema", contract.dataschema.encode()),
        ("content-type", b"application/json"),
        ("traceparent", trace(ce_id, traceparent).encode()),
    ]


def trace(ce_id: str, parent: str | None) -> str:
    """W3C `traceparent` of a record: the parent's trace (or one of its own), and a span named by the record's id."""
    pieces = (parent or "").split("-")
    given = len(pieces) == 4 and _TRACE_ID.fullmatch(pieces[1])
    trace_id = pieces[1] if given else ce_id.ljust(32, "0")[:32]
    return f"00-{trace_id}-{ce_id.ljust(16, '0')[:16]}-01"
