"""A lane: one input partition (or, for a step with memory, all of its inputs) from queue to commit, in order.

Contract: one task runs a lane. `put` may wait (that is the back pressure on Faust), `run` ends only by `close` or by
an exception, which ends the process: nothing of the batch in hand was written then, and the next owner takes it again.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from time import monotonic, time
from typing import Protocol

from aiokafka import ConsumerRecord, TopicPartition

from workers.pool.work import Result
from workers.service.transaction import Inspector, Transactions, Write
from workers.settings import Settings


class Work(Protocol):
    """What a lane does with a batch, and the state that it needs first (workers.stream.work)."""

    async def restore(self) -> None:
        """Fold the step's state topic; nothing to do for a step without memory."""

    async def process(self, messages: Sequence[ConsumerRecord]) -> list[Result]:
        """One result for each message."""

    def writes(self, messages: Sequence[ConsumerRecord], results: Sequence[Result]) -> list[Write]:
        """What is to be written for a batch. Raises LimitReachedError."""

    def committed(self, messages: Sequence[ConsumerRecord], results: Sequence[Result], seconds: float) -> None:
        """Called when the batch is committed: for the counters."""


class Lane:
    """Takes the events of `partitions`, in their order, through `work` and into one transaction a batch."""

    def __init__(
        self, name: str, partitions: Iterable[TopicPartition], work: Work, settings: Settings, group: str
    ) -> None:
        self.name = name
        self.partitions = sorted(partitions)
        self.ready = False
        self._work, self._settings, self._group = work, settings, group
        self._transactions = Transactions(settings, group, name)
        self._waiting: deque[ConsumerRecord] = deque()
        self._in_hand: list[ConsumerRecord] = []
        self._arrived, self._room = asyncio.Event(), asyncio.Event()
        self._next: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()
        self._closing = asyncio.Event()

    def position(self, partition: TopicPartition) -> int:
        """The offset that the lane takes next."""
        return self._next.get(partition, 0)

    def oldest(self, partition: TopicPartition) -> float:
        """Seconds since the Kafka timestamp of the first input of `partition` that came and is not committed; 0 where
        there is none, or where it has no timestamp."""
        here = (r for r in (*self._in_hand, *self._waiting) if (r.topic, r.partition) == partition)
        first = next(here, None)
        return max(0.0, time() - first.timestamp / 1000) if first is not None and first.timestamp > 0 else 0.0

    async def put(self, records: Sequence[ConsumerRecord]) -> None:
        """Hand the lane records of its partitions; waits while two batches are waiting already."""
        while len(self._waiting) >= 2 * self._settings.batch_size and not self._closing.is_set():
            self._room.clear()
            await self._room.wait()
        if not self._closing.is_set():
            self._waiting.extend(records)
            self._arrived.set()

    async def run(self) -> None:
        """Fence, restore, then batch after batch until `close`."""
        try:
            await self._open()
            while (batch := await self._take()) is not None:
                await self._handle(batch)
        finally:
            self.ready = False
            await self._transactions.stop()

    def close(self) -> None:
        """Ask the lane to end when the batch in hand is committed. What waits is left to the next owner."""
        self._closing.set()
        self._waiting.clear()
        self._arrived.set()
        self._room.set()

    async def _open(self) -> None:
        """In this order: after fencing nobody else writes, so state and committed offsets are of one moment."""
        await self._transactions.start()
        await self._work.restore()
        async with Inspector(self._settings, self._group) as inspector:
            self._next = await inspector.committed(self.partitions)
        self.ready = True

    async def _take(self) -> list[ConsumerRecord] | None:
        """The next batch: `batch_size` records or `batch_bytes`, or what came in `batch_wait`; none at the end."""
        batch = self._in_hand = []
        size = 0
        while len(batch) < self._settings.batch_size and size < self._settings.batch_bytes:
            if not self._waiting and not await self._more(self._settings.batch_wait if batch else None):
                break
            record = self._waiting.popleft()
            place = record.topic, record.partition
            expected = self._next[place]
            if record.offset < expected:  # a former owner has done it
                continue
            if place not in self._begun:
                await self._begin(TopicPartition(*place), expected, record.offset)
            self._next[place] = record.offset + 1
            batch.append(record)
            size += len(record.value or b"")
        self._room.set()
        return None if self._closing.is_set() and not batch else batch

    async def _more(self, wait: float | None) -> bool:
        """Whether a record came within `wait` seconds (None: for ever); not where the lane closes."""
        self._arrived.clear()
        if self._closing.is_set():
            return False
        try:
            await asyncio.wait_for(self._arrived.wait(), wait)
        except TimeoutError:
            return False
        return bool(self._waiting)

    async def _begin(self, partition: TopicPartition, expected: int, offset: int) -> None:
        """A lane begins behind the committed offset, and only transaction markers may lie between: look, because a
        record that a rebalance made Faust skip would be lost for good."""
        if offset > expected:
            async with Inspector(self._settings) as inspector:
                first = await inspector.first_at(partition, expected)
            if first != offset:
                raise RuntimeError(f"{partition}: the first record from {expected} on is {first}, but {offset} came")
        self._begun.add(partition)

    async def _handle(self, batch: Sequence[ConsumerRecord]) -> None:
        results = await self._work.process(batch)
        writes = self._work.writes(batch, results)
        began = monotonic()
        places = {(record.topic, record.partition) for record in batch}
        await self._transactions.commit(writes, {TopicPartition(*place): self._next[place] for place in places})
        self._work.committed(batch, results, monotonic() - began)
