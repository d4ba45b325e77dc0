"""The door of `news.raw`: a found article as a Kafka record, or refused where it is over the topic's limit."""

import base64
from dataclasses import dataclass
from datetime import datetime

from schemas.codec import encode
from schemas.envelope import Headers, headers
from schemas.ids import raw_id
from schemas.registry import CONTRACTS, RAW
from workers.connectors.items import Found, Refusal, Refused
from workers.pipeline import TOPICS

BATCH_BYTES = 512
"""What Kafka's record batch adds to a single record, at most."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record for `news.raw`; `label` is where it was found, `size` its bytes with key and headers."""

    label: str
    ce_id: str
    key: bytes
    value: bytes
    headers: Headers
    size: int


def admit(found: Found, now: datetime, source: str) -> Outgoing | Refused:
    """The record of `found`; `source` (`/wiredesk/publish`) is who puts it on the topic. Its `ce_id` is of `uri` and
    payload: the same article has it however often it comes."""
    article = found.article
    if article.body_base64 is not None:
        try:
            base64.b64decode(article.body_base64, validate=True)
        except ValueError as error:
            return Refused(found.label, Refusal.WRONG_TYPE, f"body_base64: {error}")
    key, value = article.uri.encode(), encode(article)
    ce_id = raw_id(article)
    fields = headers(CONTRACTS[RAW], ce_id=ce_id, source=source, subject=article.uri, time=now)
    size = len(key) + len(value) + sum(len(name) + len(text) for name, text in fields)
    limit = TOPICS[RAW].max_bytes - BATCH_BYTES
    if size > limit:
        return Refused(found.label, Refusal.TOO_LARGE, f"{size:,} bytes as a record, {limit:,} are allowed")
    return Outgoing(found.label, ce_id, key, value, fields, size)
