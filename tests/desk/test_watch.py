"""What the page says of a step, and how records come in batches."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from schemas.codec import Message
from tests.desk.published import BEGAN
from workers.desk.batches import BYTES, RECORDS, batches
from workers.desk.behind import beyond
from workers.desk.watch import LATE, Look, age, health, status
from workers.pipeline import STEPS
from workers.reading.backlog import Waiting
from workers.reading.log import Entry, Place
from workers.reading.steps import StepState

NOW = BEGAN + timedelta(hours=1)
IDLE = StepState(STEPS["tag"], members=2, started=True, waiting=Waiting(), last_output=BEGAN)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({}, "idle"),
        ({"started": False}, "idle"),
        ({"waiting": Waiting(3, NOW - timedelta(seconds=LATE - 1))}, "working"),
        ({"waiting": Waiting(3, NOW - timedelta(seconds=LATE + 1))}, "late"),
        ({"waiting": Waiting(3, None)}, "working"),
        ({"members": 0}, "stopped"),
        ({"members": 0, "waiting": Waiting(3, BEGAN)}, "stopped"),
    ],
)
def test_a_step_in_a_word(changed: dict[str, object], word: str) -> None:
    assert status(replace(IDLE, **changed), NOW) == word  # type: ignore[arg-type]


def test_ages_are_seconds_and_never_negative() -> None:
    assert (age(BEGAN, NOW), age(NOW, BEGAN), age(None, NOW)) == (3600, 0, 0)


def test_a_broker_that_is_away_leaves_the_steps_unknown() -> None:
    looks = (Look(NOW, True, "", (IDLE,), Waiting()), Look(NOW, False, "away", (IDLE,), Waiting()), Look(NOW))
    found = [health(look, {("news.alerts", 0): 7}, "host:1", NOW) for look in looks]
    assert [[step["status"] for step in each["steps"]] for each in found] == [["idle"], ["unknown"], []]
    assert [each["broker"]["answers"] for each in found] == [True, False, None]
    assert [each["desk"]["waiting"] for each in found] == [0, 0, None]
    assert found[0]["desk"]["places"] == [["news.alerts", 0, 7]]
    assert (found[0]["steps"][0]["output"], found[0]["steps"][0]["oldest"]) == (3600, None)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ({("a", 0): 5, ("b", 1): 9}, ""),
        ({("a", 0): 6, ("b", 1): 99}, ""),
        ({("a", 0): 4, ("b", 1): 9}, "a/0 ends at 4, and 4 was folded"),
        ({("a", 0): 5}, "b/1 ends at 0, and 8 was folded"),
    ],
)
def test_topics_that_end_before_what_was_folded(ends: dict[tuple[str, int], int], said: str) -> None:
    assert beyond({("a", 0): 5, ("b", 1): 9}, ends) == said


def entry(number: int, size: int = 2) -> Entry:
    message = Message(topic="news.alerts", key=None, value=b"x" * size, timestamp=BEGAN)
    return Entry(Place("news.alerts", 0, number), message)


async def given(entries: Sequence[Entry], quiet: asyncio.Event | None = None) -> AsyncIterator[Entry]:
    for each in entries:
        yield each
    if quiet is not None:
        quiet.set()
        await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([], []),
        ([2], [1]),
        ([2] * RECORDS, [RECORDS]),
        ([2] * (2 * RECORDS + 3), [RECORDS, RECORDS, 3]),
        ([BYTES - 1, 1, 2], [2, 1]),
        ([3 * BYTES, 2], [1, 1]),
    ],
)
async def test_what_has_come_together_goes_together(sizes: list[int], expected: list[int]) -> None:
    entries = [entry(number, size) for number, size in enumerate(sizes)]
    found = [batch async for batch in batches(given(entries), asyncio.Event())]
    assert [len(batch) for batch in found] == expected
    assert [each for batch in found for each in batch] == entries


async def test_a_lone_record_does_not_wait_and_stopping_ends_it() -> None:
    stop, quiet = asyncio.Event(), asyncio.Event()
    found = batches(given([entry(1)], quiet), stop)
    async with asyncio.timeout(20):
        assert await anext(found) == [entry(1)]
        stop.set()
        assert [batch async for batch in found] == []
    assert quiet.is_set()
