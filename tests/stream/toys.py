"""A toy step for the stream's tests: real Kafka and a real pool, but a core of three lines that fails when asked."""

import os
import time
from typing import Any

from schemas.article import CleanArticle, RawArticle
from schemas.base import Span
from workers.core.outcome import Ok, Outcome, Output, Reject, RejectReason


def build() -> Any:
    """The toy step: copies a raw article, and does as its body says."""
    return copy


def copy(raw: RawArticle) -> Outcome:
    """`POISON` is refused, `BUG` raises, `DIE` kills the process, `HANG` sleeps, `HUGE` eats memory."""
    body = raw.body or ""
    match body.split(" ")[0]:
        case "POISON":
            return Reject(RejectReason.NO_TEXT, "poison")
        case "BUG":
            raise RuntimeError("a bug")
        case "DIE":
            os._exit(9)
        case "HANG":
            time.sleep(60)
        case "HUGE":
            bytearray(2**34)
    article = CleanArticle(
        uri=raw.uri, collected=raw.collected, format="toy", body_text=body, paragraphs=(Span(start=0, end=len(body)),)
    )
    return Ok((Output(raw.uri, article),))
