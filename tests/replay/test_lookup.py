"""The window of a replay on a real broker: by Kafka's timestamps, without what an open transaction holds back."""

from datetime import UTC, datetime, timedelta

from aiokafka import AIOKafkaProducer

from schemas.registry import RAW
from tests.replay.backlog import T0, forget, milliseconds, put
from workers.replay.ground import begin
from workers.replay.request import request
from workers.replay.window import lookup
from workers.settings import Settings

WINDOWS = [
    ((0, 100), [(0, 3), (0, 3), (0, 0), (0, 0)]),
    ((10, 40), [(1, 2), (0, 2), (0, 0), (0, 0)]),
    ((50, 51), [(3, 3), (2, 3), (0, 0), (0, 0)]),
    ((51, 60), [(3, 3), (3, 3), (0, 0), (0, 0)]),
    ((-60, -1), [(0, 0), (0, 0), (0, 0), (0, 0)]),
]
"""Minutes between which a window lies, and the offsets of it."""


async def test_a_window_is_what_lies_between_two_times(topics: Settings) -> None:
    await put(topics, range(0, 60, 10))
    async with lookup(topics, RAW) as found:
        assert await found.span() == (T0, T0 + timedelta(minutes=50))
        for between, offsets in WINDOWS:
            window = await found.window(*(T0 + timedelta(minutes=minute) for minute in between))
            assert [(held.begin, held.end) for held in window.offsets()] == offsets, between
            assert await found.any_record(window) is any(begin < end for begin, end in offsets), between
            assert window.cut is None


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
    for start, cut in ((0, 20), (25, None)):
        began, ends = (T0 + timedelta(minutes=minute) for minute in (start, 60))
        asked = request(began.isoformat(), ends.isoformat(), "clean", None, None, False, datetime.now(UTC))
        record, since = await begin(topics, asked, datetime.now(UTC))
        assert since == (None if cut is None else T0 + timedelta(minutes=cut))
        assert sum(held.end - held.begin for held in record.replay.window) == (5 if cut else 3)
