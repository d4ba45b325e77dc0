"""The dead-letter limit: our own faults stop a worker, bad input never does; and a dead letter's headers."""

from datetime import UTC, datetime

import pytest
from aiokafka import ConsumerRecord

from workers.core.outcome import RejectReason
from workers.pipeline import STEPS
from workers.pool.work import Result
from workers.settings import Settings
from workers.stream.deadletter import DeadLetterLimit, LimitReachedError, dead_letter

BUG, BAD = RejectReason.CORE_ERROR, RejectReason.NO_TEXT
LIMITS = Settings(deadletter_run=5, deadletter_ratio=0.5)
ROWS = [
    ([BUG] * 4 + [None] + [BUG] * 4, False),
    ([BUG] * 5, True),
    ([BAD] * 500, False),
    ([BUG, None] * 49, False),
    ([BUG, None] * 51, True),
    ([BUG, BAD] * 51, True),
    ([BUG, None, None] * 100, False),
]


def _record(
    partition: int,
    offset: int,
    key: bytes | None,
    value: bytes | None,
    headers: list[tuple[str, bytes | None]],
    timestamp: int = 0,
) -> ConsumerRecord:
    return ConsumerRecord("news.raw", partition, offset, timestamp, 0, key, value, None, 0, 0, tuple(headers))


@pytest.mark.parametrize(("reasons", "stops"), ROWS)
def test_only_internal_errors_reach_the_limit(reasons: list[RejectReason | None], stops: bool) -> None:
    limit = DeadLetterLimit(LIMITS)
    reached = False
    try:
        for reason in reasons:
            limit.count(reason, "detail")
    except LimitReachedError:
        reached = True
    assert reached is stops


def test_a_letter_that_fails_again_counts_its_attempts_and_keeps_its_first_failure() -> None:
    first, second = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
    result = Result.rejection("clean", BUG, "a bug", "RuntimeError")
    source = _record(1, 7, b"k", b"v", [("x", b"kept")], 1_772_409_600_123)
    once = dead_letter(STEPS["clean"], source, result, first, 1_000)
    again = _record(0, 9, once.key, once.value, once.headers)
    twice = dict(dead_letter(STEPS["clean"], again, result, second, 1_000).headers)
    assert (once.topic, once.key, once.value) == ("news.raw.dlq", b"k", b"v")
    assert twice["x"] == b"kept"
    assert twice["wd_dlq_attempts"] == b"2"
    assert twice["wd_dlq_first_failed"] == first.isoformat().encode()
    assert twice["wd_dlq_last_failed"] == second.isoformat().encode()
    assert twice["wd_dlq_offset"] == b"9"
    assert twice["wd_dlq_timestamp"] == b"1772409600123"


def test_a_value_that_no_topic_of_ours_lets_in_is_cut_and_says_so() -> None:
    result = Result.rejection("clean", BAD, "too large")
    source = _record(1, 7, b"k", b"0123456789", [("none", None), ("x", b"kept")])
    letter = dead_letter(STEPS["clean"], source, result, datetime(2026, 3, 2, tzinfo=UTC), 4)
    assert letter.value == b"0123"
    assert dict(letter.headers)["wd_dlq_truncated"].startswith(b"10 bytes, digest ")
    assert dict(letter.headers)["x"] == b"kept"
