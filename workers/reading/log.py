"""A topic as an asynchronous iterator: from a place to the end as it was at the start, or following for ever.

No consumer group is joined and nothing is committed: reading leaves no trace. Only committed records come.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from operator import attrgetter
from typing import Any, Literal

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaTimeoutError, OffsetOutOfRangeError

from schemas.codec import DecodeError, Message, decode, moment
from workers.reading.cluster import answered, partitions
from workers.settings import Settings

Start = Literal["beginning", "end"] | datetime | Mapping[tuple[str, int], int]
"""Where to begin: an end of the log, a time (of Kafka's timestamps), or an offset for each (topic, partition)."""

POLL_MS = 200
STALL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is. `topic` is without the deployment's prefix."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.topic}/{self.partition}@{self.offset}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its place."""

    place: Place
    message: Message

    @property
    def key(self) -> str:
        """The key as text; empty where there is none."""
        return (self.message.key or b"").decode("utf-8", "replace")


def decoded(entry: Entry) -> Any | None:
    """The record of `entry`, none where it can't be read."""
    try:
        return decode(entry.message)
    except DecodeError:
        return None


async def read(
    settings: Settings,
    topics: Sequence[str] | Mapping[str, Sequence[int]],
    *,
    start: Start = "beginning",
    end: Mapping[tuple[str, int], int] | None = None,
    follow: bool = False,
) -> AsyncGenerator[Entry, None]:
    """The committed records of `topics` (names without the prefix; a mapping names the partitions to read).

    In the order of each partition; partitions come as the broker answers. Ends at the end offsets of the moment of
    the call, what an open transaction holds back excluded (a commit counts once its marker is written, a moment after
    it is acknowledged), or before that at the offset that `end` names for a partition, unless `follow`. With `end` the
    stretch is exact: where retention has taken some of it, OffsetOutOfRangeError is raised. Raises NoBrokerError and
    TopicMissingError (workers.reading.cluster), KafkaTimeoutError when the broker falls silent before the end.
    Close it (`contextlib.aclosing`) when leaving early: it holds a connection.
    """
    known = await partitions(settings, topics)
    chosen = topics if isinstance(topics, Mapping) else known
    tps = [TopicPartition(settings.topic(name), p) for name in known for p in chosen[name]]
    async with _consumer(settings, tps, "earliest" if end is None else "none") as consumer:
        ends = await consumer.end_offsets(tps)
        for tp in tps:
            ends[tp] = min(ends[tp], (end or {}).get((settings.logical(tp.topic), tp.partition), ends[tp]))
        begins = await _begins(settings, consumer, tps, ends, start, exact=end is not None)
        for tp in tps:
            consumer.seek(tp, begins[tp])
        if follow:
            while True:
                for record in await _poll(consumer, tps):
                    yield _entry(settings, record)
        async for record in _to_the_end(consumer, begins, ends):
            yield _entry(settings, record)


async def bounds(settings: Settings, topics: Iterable[str]) -> dict[tuple[str, int], tuple[int, int]]:
    """First and end offset of each (topic, partition) of `topics`, as a reader of committed records finds them. Raises
    as `read`."""
    known = await partitions(settings, topics)
    tps = [TopicPartition(settings.topic(name), p) for name in known for p in known[name]]
    async with _consumer(settings, tps) as consumer:
        firsts, ends = await consumer.beginning_offsets(tps), await consumer.end_offsets(tps)
    return {(settings.logical(tp.topic), tp.partition): (firsts[tp], ends[tp]) for tp in tps}


async def _to_the_end(
    consumer: AIOKafkaConsumer, begins: dict[TopicPartition, int], ends: dict[TopicPartition, int]
) -> AsyncIterator[ConsumerRecord]:
    """The records below `ends`. The last offset of a partition may be a transaction's marker, or many of an aborted
    one, which never come as records: the end is where the consumer's position says so. It moves past them only when
    whole fetches are drained (`getmany` without a record limit); after `getone` it stays short of the end:
    https://github.com/aio-libs/aiokafka/issues/911."""
    left = {tp for tp, begin in begins.items() if begin < ends[tp]}
    consumer.pause(*(begins.keys() - left))
    loop = asyncio.get_running_loop()
    positions, moved = dict(begins), loop.time()
    while left:
        for record in await _poll(consumer, sorted(left)):
            if record.offset < ends[TopicPartition(record.topic, record.partition)]:
                yield record
        for tp in sorted(left):
            position = await consumer.position(tp)
            if position != positions[tp]:
                positions[tp], moved = position, loop.time()
            if position >= ends[tp]:
                left.discard(tp)
                consumer.pause(tp)
        if left and loop.time() - moved > STALL_SECONDS:
            raise KafkaTimeoutError(f"Nothing came for {STALL_SECONDS:.0f} s before the end of {sorted(left)}")


async def _poll(consumer: AIOKafkaConsumer, tps: Sequence[TopicPartition]) -> list[ConsumerRecord]:
    """What has come, each partition in its order, by time where several answered together."""
    got = await consumer.getmany(*tps, timeout_ms=POLL_MS)
    return list(merge(*got.values(), key=attrgetter("timestamp")))


async def _begins(
    settings: Settings,
    consumer: AIOKafkaConsumer,
    tps: Sequence[TopicPartition],
    ends: dict[TopicPartition, int],
    start: Start,
    *,
    exact: bool,
) -> dict[TopicPartition, int]:
    if start == "end":
        return dict(ends)
    firsts: dict[TopicPartition, int] = await consumer.beginning_offsets(tps)
    if start == "beginning":
        return firsts
    if isinstance(start, datetime):
        millis = int(start.timestamp() * 1000)
        found = await consumer.offsets_for_times(dict.fromkeys(tps, millis))
        return {tp: ends[tp] if found[tp] is None else found[tp].offset for tp in tps}
    asked = {tp: start.get((settings.logical(tp.topic), tp.partition), firsts[tp]) for tp in tps}
    if exact and (gone := {tp: asked[tp] for tp in tps if asked[tp] < min(firsts[tp], ends[tp])}):
        raise OffsetOutOfRangeError(gone)
    return {tp: max(asked[tp], firsts[tp]) for tp in tps}


@asynccontextmanager
async def _consumer(
    settings: Settings, tps: Sequence[TopicPartition], reset: str = "earliest"
) -> AsyncIterator[AIOKafkaConsumer]:
    consumer = AIOKafkaConsumer(
        **settings.kafka,
        client_id="wiredesk-reading",
        group_id=None,
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset=reset,
    )
    try:
        async with answered(settings):
            await consumer.start()
        consumer.assign(list(tps))
        yield consumer
    finally:
        await consumer.stop()


def _entry(settings: Settings, record: ConsumerRecord) -> Entry:
    topic = settings.logical(record.topic)
    message = Message(
        topic=topic,
        key=record.key,
        value=record.value,
        timestamp=moment(record.timestamp / 1000),
        headers=tuple((name, value) for name, value in record.headers if value is not None),
    )
    return Entry(Place(topic, record.partition, record.offset), message)
