"""The window of a replay: which stretch of each partition lies between two times, cut into slices by time.

A tick of the replay's clock goes in behind each slice, when all of it has gone through the steps. So the clock never
runs ahead of the records, however far one partition is ahead of another, and every replay closes the same stories.
"""

import math
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas.codec import EPOCH, moment
from schemas.control import Offsets
from workers.reading.cluster import answered, partitions
from workers.reading.log import read
from workers.settings import Settings

SLICE = timedelta(hours=24)
"""How much of the records' time a slice spans at most: the lateness for which `link` keeps a story open."""
SLICE_RECORDS = 5_000
"""And about how many records: more stories than the live wire would hold open should not pile up."""
MAX_SLICES = 256
"""Never more slices than this: the end of each is waited for, which takes a second or two."""
TAIL = 100
"""Offsets of a partition that are read to see how new its records are."""


@dataclass(frozen=True, slots=True)
class Found:
    """The first record at or after a time, with its own time."""

    offset: int
    time: datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """Offsets of one partition. `first` is Kafka's timestamp of the record at `begin`, none where there is none;
    `cut`: it begins with the oldest record there is, and retention has taken those before."""

    begin: int
    end: int
    first: datetime | None = None
    cut: bool = False

    @property
    def size(self) -> int:
        """Offsets in it: records, and the markers of transactions."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of each partition of `topic` (without prefix)."""

    topic: str
    stretches: Mapping[int, Stretch]

    @property
    def size(self) -> int:
        """Offsets in all stretches."""
        return sum(stretch.size for stretch in self.stretches.values())

    @property
    def first(self) -> datetime | None:
        """The earliest time at which a stretch begins."""
        return min((s.first for s in self.stretches.values() if s.size and s.first), default=None)

    @property
    def cut(self) -> datetime | None:
        """Where retention may have taken records of the window: the time from which on all are there; else none."""
        return max((s.first for s in self.stretches.values() if s.size and s.first and s.cut), default=None)

    def offsets(self) -> tuple[Offsets, ...]:
        """As the control topic keeps it."""
        return tuple(
            Offsets(topic=self.topic, partition=partition, begin=stretch.begin, end=stretch.end)
            for partition, stretch in sorted(self.stretches.items())
        )


def stretch(since: int | None, until: int | None, end: int) -> tuple[int, int]:
    """The offsets from the first record at or after one time (`since`; none: there is none) to the first at or after
    another (`until`), but not beyond `end`."""
    begin = end if since is None else min(since, end)
    return begin, max(begin, end if until is None else min(until, end))


def tick_times(first: datetime, until: datetime, records: int) -> tuple[datetime, ...]:
    """When the clock of a replay ticks, whose about so many `records` begin at `first`: the ends of equal slices, of
    which the last is `until`."""
    span = max(until - first, timedelta())
    count = min(MAX_SLICES, max(1, math.ceil(span / SLICE), math.ceil(records / SLICE_RECORDS)))
    return (*(first + span * number / count for number in range(1, count)), until)


def boundary(window: Iterable[Offsets], at: Mapping[int, int | None], *, last: bool) -> dict[int, int]:
    """Up to which offset of each partition the slice goes that ends at a time, `at` which its next record is (none:
    there is none). The `last` slice ends where the window does."""
    ends = {}
    for held in window:
        found = at[held.partition]
        ends[held.partition] = held.end if last or found is None else min(max(found, held.begin), held.end)
    return ends


class Lookup:
    """Asks the broker for offsets of a topic by time."""

    def __init__(self, consumer: AIOKafkaConsumer, settings: Settings, topic: str, tps: list[TopicPartition]) -> None:
        self._consumer, self._settings, self._topic, self._tps = consumer, settings, topic, tps

    async def window(self, since: datetime, until: datetime) -> Window:
        """What now lies between the two times. What an open transaction holds back is not in it."""
        ends = await self._consumer.end_offsets(self._tps)
        kept = await self._consumer.beginning_offsets(self._tps)
        oldest, starts, stops = await self._at(EPOCH), await self._at(since), await self._at(until)
        stretches = {}
        for tp in self._tps:
            start = starts[tp]
            begin, end = stretch(_offset(start), _offset(stops[tp]), ends[tp])
            cut = kept[tp] > 0 and start is not None and oldest[tp] == start
            stretches[tp.partition] = Stretch(begin, end, start.time if start else None, cut)
        return Window(self._topic, stretches)

    async def at(self, time: datetime) -> dict[int, int | None]:
        """The offset of the first record at or after `time` in each partition, none where there is none."""
        return {tp.partition: _offset(found) for tp, found in (await self._at(time)).items()}

    async def any_record(self, window: Window) -> bool:
        """Whether there is a record in `window`: it may hold markers of transactions only."""
        start = {(self._topic, partition): s.begin for partition, s in window.stretches.items()}
        end = {(self._topic, partition): s.end for partition, s in window.stretches.items()}
        async with aclosing(read(self._settings, [self._topic], start=start, end=end)) as entries:
            async for _ in entries:
                return True
        return False

    async def span(self) -> tuple[datetime, datetime] | None:
        """Kafka's timestamps of the oldest record of the topic and of its newest; none where it holds none."""
        ends = await self._consumer.end_offsets(self._tps)
        firsts = [found.time for found in (await self._at(EPOCH)).values() if found]
        tail = {(self._topic, tp.partition): ends[tp] - TAIL for tp in self._tps}
        async with aclosing(read(self._settings, [self._topic], start=tail)) as entries:
            times = [entry.message.timestamp async for entry in entries]
        return (min([*times, *firsts]), max(times)) if times else None

    async def _at(self, time: datetime) -> dict[TopicPartition, Found | None]:
        millis = max(0, round(time.timestamp() * 1000))
        said = await self._consumer.offsets_for_times(dict.fromkeys(self._tps, millis))
        found = {tp: Found(it.offset, moment(it.timestamp / 1000)) if it else None for tp, it in said.items()}
        for tp in [tp for tp in self._tps if found[tp] is None]:
            oldest = await self._oldest(tp)
            found[tp] = oldest if oldest and oldest.time >= time else None
        return found

    async def _oldest(self, tp: TopicPartition) -> Found | None:
        """The first record of a partition that has lost its beginning. Kafka finds none at or after a time where it
        looks in a segment whose records were deleted by order and which is still there, minutes later:
        https://github.com/twmb/franz-go/pull/1432 tells of it."""
        if not (await self._consumer.beginning_offsets([tp]))[tp]:
            return None
        async with aclosing(read(self._settings, {self._topic: [tp.partition]})) as entries:
            async for entry in entries:
                return Found(entry.place.offset, entry.message.timestamp)
        return None


def _offset(found: Found | None) -> int | None:
    return None if found is None else found.offset


@asynccontextmanager
async def lookup(settings: Settings, topic: str) -> AsyncIterator[Lookup]:
    """A connection that looks up offsets of `topic` (without prefix). Raises as workers.reading.cluster.partitions."""
    known = await partitions(settings, [topic])
    tps = [TopicPartition(settings.topic(topic), partition) for partition in known[topic]]
    consumer = AIOKafkaConsumer(
        **settings.kafka, client_id="wiredesk-replay", enable_auto_commit=False, isolation_level="read_committed"
    )
    async with answered(settings):
        await consumer.start()
    try:
        consumer.assign(tps)
        consumer.pause(*tps)  # a fetch that waits for records would hold up each question by half a second
        yield Lookup(consumer, settings, topic, tps)
    finally:
        await consumer.stop()
