"""Raw payloads through clean, tag and classify, without Kafka: what `link` and `alert` are measured on."""

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from schemas.article import EnrichedArticle
from schemas.codec import wrap
from workers.core.outcome import Ok
from workers.pipeline import STEPS

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "workers" / "demo" / "samples"
SHARED = ROOT.parent / "shared"


@cache
def answers() -> dict[str, Any]:
    """The answer sheet of the bundled samples."""
    sheet: dict[str, Any] = json.loads((ROOT / "workers" / "demo" / "answers.json").read_text("utf-8"))
    return sheet


@cache
def samples() -> tuple[EnrichedArticle, ...]:
    """The bundled samples, enriched, in the order of their files."""
    collected = dt.datetime.fromisoformat(answers()["collected"])
    return tuple(enrich(payload, collected) for payload in payloads())


@cache
def real() -> tuple[EnrichedArticle, ...]:
    """The three real articles, enriched; they lie beside the project, not in it."""
    seen = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return tuple(enrich(path.read_bytes(), seen) for path in sorted((SHARED / "samples").iterdir()))


def enrich(payload: bytes, collected: dt.datetime) -> EnrichedArticle:
    """`payload` through the three steps."""
    record: Any = wrap(payload, collected)
    for step in _steps():
        outcome = step(record)
        assert isinstance(outcome, Ok), outcome
        record = outcome.outputs[0].record
    assert isinstance(record, EnrichedArticle)
    return record


@cache
def _steps() -> tuple[Any, ...]:
    return tuple(STEPS[name].build() for name in ("clean", "tag", "classify"))


def payloads() -> Iterator[bytes]:
    for path in sorted(SAMPLES.iterdir()):
        data = path.read_bytes()
        yield from (line for line in data.splitlines() if line.strip()) if path.suffix == ".jsonl" else (data,)
