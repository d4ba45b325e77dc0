"""A step that does nothing but what every step does: a record decoded, changed, encoded."""

from typing import Any

from schemas.article import CleanArticle, RawArticle
from workers.core.outcome import Ok, Outcome, Output


def build() -> Any:
    """The step's core function."""
    return change


def change(raw: RawArticle) -> Outcome:
    """What tests.bench.peers.change does, on our records."""
    clean = CleanArticle(
        uri=raw.uri,
        url=raw.url,
        source=(raw.source or "").upper(),
        collected=raw.collected,
        format="bench",
        body_text=raw.body or "",
        paragraphs=(),
    )
    return Ok((Output(raw.uri, clean),))
