"""One input through one core function: its result, its ids, and what an error leaves behind."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.codec import Message, encode
from schemas.control import Tick
from schemas.ids import output_id, raw_id
from schemas.registry import CLOCK, RAW
from schemas.state import Watermark
from tests.stream import toys
from workers.core.outcome import Change, Drop, DropReason, Ok, Outcome, Output, Reject, RejectReason
from workers.pipeline import STEPS
from workers.pool.work import run

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CLEAN = STEPS["clean"]
LINK = STEPS["link"]


def _raw(body: str) -> Message:
    return Message(topic=RAW, key=b"u", value=encode({"uri": "u", "body": body}), timestamp=NOW)


def _tick() -> Message:
    return Message(topic=CLOCK, key=b"tick", value=encode(Tick(time=NOW)), timestamp=NOW)


class Remembering:
    """A memory that does as it is told and counts what it folds."""

    def __init__(self, outcome: Outcome | Exception) -> None:
        self.outcome = outcome
        self.folded: list[tuple[str, Any]] = []

    def decide(self, record: Any) -> Outcome:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def fold(self, key: str, record: Any | None) -> None:
        self.folded.append((key, record))


def test_the_id_of_an_output_is_drawn_from_input_step_version_and_key() -> None:
    message = _raw("text")
    first, second = (run(CLEAN, toys.copy, message, 1000).produced[0] for _ in range(2))
    assert first == second
    record = toys.RawArticle(uri="u", collected=NOW, body="text")
    assert first.ce_id == output_id(raw_id(record), "clean", CLEAN.version, "u")
    raised = run(replace(CLEAN, version=f"{CLEAN.version}x"), toys.copy, message, 1000).produced[0]
    assert raised.ce_id != first.ce_id
    assert raised.value == first.value


def test_a_raw_record_without_collected_gets_kafkas_timestamp() -> None:
    assert run(CLEAN, toys.copy, _raw("text"), 1000).collected == NOW


@pytest.mark.parametrize(
    ("body", "limit", "reason", "internal"),
    [
        ("POISON", 1000, RejectReason.NO_TEXT, False),
        ("BUG", 1000, RejectReason.CORE_ERROR, True),
        ("x" * 500, 100, RejectReason.TOO_LARGE, False),
    ],
)
def test_what_is_refused_says_why(body: str, limit: int, reason: RejectReason, internal: bool) -> None:
    result = run(CLEAN, toys.copy, _raw(body), limit)
    assert (result.rejected, result.step, result.produced) == (reason, "clean", ())
    assert reason.internal is internal


@pytest.mark.parametrize(
    ("outcome", "folds"),
    [
        (Ok((), (Change("watermark", Watermark(time=NOW)),)), 1),
        (Drop(DropReason.NOTHING_NEW, "", (Change("watermark", None),)), 1),
        (Reject(RejectReason.NO_TEXT, "no"), 0),
        (RuntimeError("a bug"), 0),
        (Ok((Output("u", object()),), (Change("watermark", None),)), 0),
        (Ok((), (Change("watermark", "x" * 2**25),)), 0),
    ],
)
def test_a_memory_changes_only_when_all_can_be_written(outcome: Outcome | Exception, folds: int) -> None:
    memory = Remembering(outcome)
    result = run(LINK, memory, _tick(), 1000)
    assert len(memory.folded) == folds
    assert (result.rejected is None) == bool(folds)


def test_an_output_over_its_topics_limit_is_refused() -> None:
    memory = Remembering(Ok((), (Change("watermark", "x" * 2**25),)))
    assert run(LINK, memory, _tick(), 1000).rejected is RejectReason.OUTPUT_TOO_LARGE
