"""The writer of a replay: its window's records into its own input topic, each once, and its control and clock.

Records and the place up to which they are copied are one transaction, so a replay that was killed goes on where it was.
A second process that goes on with the same replay fences the first.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from datetime import datetime

from aiokafka import TopicPartition
from aiokafka.errors import OffsetOutOfRangeError, ProducerFenced
from aiokafka.structs import OffsetAndMetadata

from schemas.codec import encode
from schemas.control import Control, Replay, Tick, control_key
from schemas.envelope import REPLAY, headers
from schemas.ids import digest
from schemas.registry import CLOCK, CONTRACTS, CONTROL
from workers.reading.cluster import partitions
from workers.reading.log import Entry, read
from workers.reading.progress import offsets
from workers.replay.errors import ReplayError, TakenOverError
from workers.service.transaction import Transactions, Write
from workers.settings import Settings

BATCH_RECORDS = 500
BATCH_BYTES = 8 * 2**20
"""About what one transaction copies, at most."""
SOURCE = "/wiredesk/replay"


class Copier:
    """Writes what `replay` reads. `copied` counts the records so far, `places` are the next offsets of the live topic.

    Every method but `start` may raise TakenOverError.
    """

    def __init__(self, live: Settings, own: Settings, replay: Replay) -> None:
        # A later replay under the same prefix is another group: its place is not this one's.
        self._name = f"replay-{replay.id}"
        self._live, self._own, self._replay = live, own, replay
        self._transactions = Transactions(own, own.group(self._name), "copy")
        self._width = 1
        self._counts: dict[int, int] = {}
        self.places: dict[int, int] = {}

    @property
    def copied(self) -> int:
        """Records that are copied, by whichever process."""
        return sum(self._counts.values())

    @property
    def left(self) -> int:
        """Offsets of the window that are to be copied yet."""
        return sum(held.end - self.places.get(held.partition, held.begin) for held in self._replay.window)

    async def start(self) -> bool:
        """Fence whoever wrote before, and find the place; gives whether the replay was opened already. Raises
        ReplayError where records were copied, and the cluster has forgotten up to where."""
        await self._transactions.start()
        topic = self._replay.topic
        self._width = len((await partitions(self._own, [topic]))[topic])
        found = await offsets(self._own, self._name)
        for partition, place in found.items():
            self.places[partition.partition] = place.offset
            self._counts[partition.partition] = int(place.metadata)
        if not found and await self._any_copied():
            raise ReplayError(
                f"Replay {self._replay.id} was left for so long that the cluster has forgotten where it was (a week, "
                f"if nothing else is set).\nDelete it by `wiredesk replays delete {self._replay.id}` and begin anew."
            )
        return bool(found)

    async def stop(self) -> None:
        """Disconnect; an open transaction is aborted."""
        await self._transactions.stop()

    async def open(self, controls: Sequence[Control], now: datetime) -> None:
        """Write what holds in the replay, and the place where copying begins."""
        writes = [self._control(record, now) for record in controls]
        await self._commit(writes, {held.partition: held.begin for held in self._replay.window}, {})

    async def copy(self, upto: Mapping[int, int]) -> None:
        """Copy up to an offset of each partition. Raises ReplayError where retention has taken some of it."""
        topic = self._replay.topic
        start = {(topic, partition): self.places[partition] for partition in upto}
        end = {(topic, partition): offset for partition, offset in upto.items()}
        if all(start[place] >= end[place] for place in end):
            return
        try:
            async with (
                aclosing(read(self._live, {topic: sorted(upto)}, start=start, end=end)) as entries,
                aclosing(_batches(entries)) as batches,
            ):
                async for batch in batches:
                    await self._take(batch)
        except OffsetOutOfRangeError as error:
            raise ReplayError(
                f"Retention has taken records of the window from {topic} before they were copied: the replay can't be "
                f"finished.\nDelete it by `wiredesk replays delete {self._replay.id}`."
            ) from error
        await self._commit([], upto, {})  # behind the last record there may be markers

    async def tick(self, time: datetime, now: datetime) -> None:
        """Write a tick of the replay's clock."""
        ce_id = digest("tick", time.isoformat())
        await self._commit([self._write(CLOCK, "tick", encode(Tick(time=time)), ce_id, now)], {}, {})

    async def _take(self, batch: Sequence[Entry]) -> None:
        upto: dict[int, int] = {}
        counts: dict[int, int] = {}
        for entry in batch:
            partition = entry.place.partition
            upto[partition] = entry.place.offset + 1
            counts[partition] = counts.get(partition, 0) + 1
        await self._commit([self._record(entry) for entry in batch], upto, counts)

    async def _commit(self, writes: Sequence[Write], upto: Mapping[int, int], counts: Mapping[int, int]) -> None:
        totals = {p: self._counts.get(p, 0) + counts.get(p, 0) for p in upto}
        places = {
            TopicPartition(self._live.topic(self._replay.topic), partition): OffsetAndMetadata(
                offset, str(totals[partition])
            )
            for partition, offset in upto.items()
        }
        with fencing(f"replay {self._replay.id}"):
            await self._transactions.commit(writes, places)
        self.places.update(upto)
        self._counts.update(totals)

    async def _any_copied(self) -> bool:
        async with aclosing(read(self._own, [self._replay.topic])) as entries:
            async for _ in entries:
                return True
        return False

    def _record(self, entry: Entry) -> Write:
        message = entry.message
        return Write(
            self._own.topic(self._replay.topic),
            message.key,
            message.value,
            [*message.headers, (REPLAY, self._replay.id.encode())],
            entry.place.partition % self._width,
            round(message.timestamp.timestamp() * 1000),
        )

    def _control(self, record: Control, now: datetime) -> Write:
        key, value = control_key(record), encode(record)
        return self._write(CONTROL, key, value, digest("control", key, value), now)

    def _write(self, topic: str, key: str, value: bytes, ce_id: str, now: datetime) -> Write:
        fields = headers(CONTRACTS[topic], ce_id=ce_id, source=SOURCE, subject=key, time=now)
        return Write(self._own.topic(topic), key.encode(), value, [*fields, (REPLAY, self._replay.id.encode())])


@contextmanager
def fencing(work: str) -> Iterator[None]:
    """Turns being fenced within the block into TakenOverError: another process does `work` now."""
    try:
        yield
    except ProducerFenced as error:
        raise TakenOverError(f"Another process goes on with {work} now; this one has ended.") from error


async def _batches(entries: AsyncIterator[Entry]) -> AsyncGenerator[list[Entry], None]:
    """`entries` in lists of BATCH_RECORDS or BATCH_BYTES."""
    batch: list[Entry] = []
    size = 0
    async for entry in entries:
        batch.append(entry)
        size += len(entry.message.value or b"")
        if len(batch) == BATCH_RECORDS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
