"""The window of a replay on a real broker: by Kafka's timestamps, without what an open transaction holds back."""

from datetime import timedelta

import pytest
from aiokafka import AIOKafkaProducer

from schemas.registry import RAW
from tests.replay.backlog import T0, forget, milliseconds, put, replay_of
from workers.replay.window import lookup
from workers.settings import Settings


@pytest.mark.parametrize(
    ("between", "offsets"),
    [
        ((0, 100), [(0, 3), (0, 3), (0, 0), (0, 0)]),
        ((10, 40), [(1, 2), (0, 2), (0, 0), (0, 0)]),
        ((50, 51), [(3, 3), (2, 3), (0, 0), (0, 0)]),
        ((51, 60), [(3, 3), (3, 3), (0, 0), (0, 0)]),
        ((-60, -1), [(0, 0), (0, 0), (0, 0), (0, 0)]),
    ],
)
async def test_a_window_is_what_lies_between_two_times(
    topics: Settings, between: tuple[int, int], offsets: list[tuple[int, int]]
) -> None:
    await put(topics, range(0, 60, 10))
    replay = await replay_of(topics, between)
    assert [(held.begin, held.end) for held in replay.window] == offsets
    async with lookup(topics, RAW) as found:
        window = await found.window(T0 + timedelta(minutes=between[0]), T0 + timedelta(minutes=between[1]))
        assert await found.any_record(window) is any(begin < end for begin, end in offsets)
        assert window.cut is None
        span = await found.span()
    assert span == (T0, T0 + timedelta(minutes=50))


async def test_markers_alone_are_no_records_and_what_is_open_is_not_there(topics: Settings) -> None:
    name = topics.topic(RAW)
    async with AIOKafkaProducer(**topics.kafka, transactional_id=f"{topics.prefix}t") as producer:
        await producer.begin_transaction()
        await producer.send_and_wait(name, b"gone", partition=0, timestamp_ms=milliseconds(1))
        await producer.abort_transaction()
        await producer.begin_transaction()
        await producer.send_and_wait(name, b"undecided", partition=1, timestamp_ms=milliseconds(1))
        async with lookup(topics, RAW) as found:
            window = await found.window(T0, T0 + timedelta(hours=1))
            assert (window.stretches[0].size > 0, window.stretches[1].size) == (True, 0)
            assert not await found.any_record(window)
            assert await found.span() is None
        await producer.commit_transaction()


async def test_what_retention_has_taken_is_noticed(topics: Settings) -> None:
    await put(topics, range(0, 60, 10))
    await forget(topics, RAW, {0: 1})
    async with lookup(topics, RAW) as found:
        assert (await found.window(T0, T0 + timedelta(hours=1))).cut == T0 + timedelta(minutes=20)
        assert (await found.window(T0 + timedelta(minutes=25), T0 + timedelta(hours=1))).cut is None
