"""Copying a window: the same records, each once, whoever copies and however often it is killed."""

import asyncio
from datetime import UTC, datetime

import pytest

from schemas.codec import decode
from schemas.control import Replay, Tick
from schemas.registry import CLOCK, RAW
from tests.replay.backlog import T0, entries, forget, milliseconds, put, replay_of
from workers.replay import copier as room
from workers.replay.copier import Copier
from workers.replay.errors import ReplayError, TakenOverError
from workers.replay.ground import make_topics, own_settings
from workers.settings import Settings

NOW = datetime(2026, 3, 8, tzinfo=UTC)


async def opened(live: Settings, replay: Replay) -> Copier:
    """A copier that has started, and opened the replay where nobody had."""
    await make_topics(live, replay)
    copier = Copier(live, own_settings(live, replay), replay)
    if not await copier.start():
        await copier.open([], NOW)
    return copier


def ends(replay: Replay) -> dict[int, int]:
    return {held.partition: held.end for held in replay.window}


async def test_records_are_copied_as_they_are(topics: Settings) -> None:
    await put(topics, [5, 3, 200, 90, 30, 31, 1], partitions=4)
    replay = await replay_of(topics, (2, 100))
    copier = await opened(topics, replay)
    await copier.copy(ends(replay))
    assert (copier.left, copier.copied) == (0, 5)
    await copier.stop()
    live = {entry.key: entry for entry in await entries(topics, RAW)}
    copies = await entries(own_settings(topics, replay), RAW)
    assert sorted(entry.key for entry in copies) == ["k0", "k1", "k3", "k4", "k5"]
    for entry in copies:
        before = live[entry.key]
        assert entry.message.headers == (*before.message.headers, ("wd_replay", b"test"))
        assert entry.message.value == before.message.value
        assert entry.message.timestamp == before.message.timestamp
        assert entry.place.partition == before.place.partition


async def test_a_copy_that_was_killed_goes_on_where_it_was(topics: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed with a transaction open: what it wrote in it is not there, and comes with the next one."""
    monkeypatch.setattr(room, "BATCH_RECORDS", 7)
    await put(topics, range(100))
    replay = await replay_of(topics, (0, 100))
    first = await opened(topics, replay)
    copying = asyncio.create_task(first.copy(ends(replay)))
    while first.copied < 21:
        await asyncio.sleep(0)
    copying.cancel()
    await asyncio.gather(copying, return_exceptions=True)
    assert first.copied < 100
    second = await opened(topics, replay)
    assert second.copied >= first.copied
    await second.copy(ends(replay))
    assert second.copied == 100
    with pytest.raises(TakenOverError, match="Another process goes on with replay test"):
        await first.tick(NOW, NOW)
    third = await opened(topics, replay)
    await third.copy(ends(replay))
    assert (third.copied, third.left) == (100, 0)
    for copier in (first, second, third):
        await copier.stop()
    copies = await entries(own_settings(topics, replay), RAW)
    assert sorted(int(entry.key[1:]) for entry in copies) == list(range(100))


async def test_ticks_stand_on_the_clock(topics: Settings) -> None:
    await put(topics, [1])
    replay = await replay_of(topics, (0, 10))
    copier = await opened(topics, replay)
    await copier.tick(T0, NOW)
    await copier.stop()
    (entry,) = await entries(own_settings(topics, replay), CLOCK)
    assert decode(entry.message) == Tick(time=T0)
    assert entry.message.header("wd_replay") == "test"


async def test_what_retention_takes_before_it_is_copied_ends_the_replay(topics: Settings) -> None:
    await put(topics, range(20))
    replay = await replay_of(topics, (0, 20))
    copier = await opened(topics, replay)
    await forget(topics, RAW, {0: 3})
    with pytest.raises(ReplayError, match=r"Retention has taken records of the window from news\.raw"):
        await copier.copy(ends(replay))
    await copier.stop()
    assert await entries(own_settings(topics, replay), RAW) == []


async def test_a_replay_whose_place_is_forgotten_is_not_begun_twice(topics: Settings) -> None:
    await put(topics, [1])
    replay = await replay_of(topics, (0, 10))
    await make_topics(topics, replay)
    await put(own_settings(topics, replay), [1])  # a record, and no offsets of the group beside it
    copier = Copier(topics, own_settings(topics, replay), replay)
    with pytest.raises(ReplayError, match="forgotten where it was"):
        await copier.start()
    await copier.stop()


async def test_records_of_no_key_no_value_or_odd_times_are_copied(topics: Settings) -> None:
    """A producer of another kind can send neither key nor value; ours can't, and sends an empty key."""
    from aiokafka import AIOKafkaProducer, TopicPartition

    async with AIOKafkaProducer(**topics.kafka) as producer:
        await producer.client._wait_on_metadata(topics.topic(RAW))
        tp = TopicPartition(topics.topic(RAW), 3)
        sent = await producer._message_accumulator.add_message(tp, None, None, 10, timestamp_ms=milliseconds(5))
        await sent
        await producer.send_and_wait(topics.topic(RAW), b"v", partition=3, timestamp_ms=milliseconds(-60))
        await producer.send_and_wait(topics.topic(RAW), b"w", partition=3, timestamp_ms=milliseconds(6))
    replay = await replay_of(topics, (0, 10))
    copier = await opened(topics, replay)
    await copier.copy(ends(replay))
    await copier.stop()
    found = [(e.message.key, e.message.value) for e in await entries(own_settings(topics, replay), RAW)]
    assert found == [(b"", None), (None, b"v"), (None, b"w")]
