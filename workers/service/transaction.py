"""One Kafka transaction: a batch's outputs, dead letters, state and input offsets, all or nothing."""

import asyncio
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import IllegalOperation
from aiokafka.structs import OffsetAndMetadata

from schemas.envelope import Headers
from workers.settings import Settings

_LARGEST_REQUEST = 32 * 2**20
NOWHERE: Mapping[TopicPartition, int | OffsetAndMetadata] = MappingProxyType({})
"""The offsets of a transaction that comes from no input."""


@dataclass(frozen=True, slots=True)
class Write:
    """A record as it goes to the broker: `topic` with its prefix. Without a `partition` its key decides, without a
    `timestamp` (milliseconds) it is of now."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None
    timestamp: int | None = None


class Transactions:
    """The transactional producer of one lane. Its `transactional_id` is the lane's, so that starting it fences a
    former owner that is frozen or cut off: from then on nothing of that one's can be committed."""

    def __init__(self, settings: Settings, group: str, lane: str) -> None:
        self._settings, self._group = settings, group
        self._producer = AIOKafkaProducer(
            **settings.kafka,
            client_id=f"{group}.{lane}",
            transactional_id=f"{group}.{lane}",
            transaction_timeout_ms=60_000,
            acks="all",
            compression_type="lz4",
            linger_ms=0,
            retry_backoff_ms=20,
            max_batch_size=2**20,
            max_request_size=_LARGEST_REQUEST,
        )

    async def start(self) -> None:
        """Connect and fence. What a former owner had open is aborted when this returns."""
        await self._producer.start()

    async def stop(self) -> None:
        """Disconnect; an open transaction is aborted."""
        await self._producer.stop()

    async def commit(
        self, writes: Iterable[Write], offsets: Mapping[TopicPartition, int | OffsetAndMetadata] = NOWHERE
    ) -> None:
        """Write `writes` and move the group to `offsets` (the next to read), as one. Raises ProducerFenced where
        another worker owns the lane, KafkaError where the broker does not take it; then nothing was written.

        Each acknowledgement is awaited: a batch that the broker refuses does not fail aiokafka's transaction by itself.
        """
        async with self._producer.transaction():
            sent: list[Awaitable[Any]] = []
            try:
                for write in writes:
                    sent += [await self._send(write)]
            except IllegalOperation:  # a former send has ended the transaction: it knows what for
                await asyncio.gather(*sent)
                raise
            if offsets:
                sent.append(self._producer.send_offsets_to_transaction(dict(offsets), self._group))
            await asyncio.gather(*sent)

    async def _send(self, write: Write) -> Awaitable[Any]:
        key = b"" if write.key is None and write.value is None else write.key  # aiokafka sends none without both
        sent: Awaitable[Any] = await self._producer.send(
            write.topic,
            value=write.value,
            key=key,
            partition=write.partition,
            timestamp_ms=write.timestamp,
            headers=write.headers,
        )
        return sent


class Inspector:
    """Looks at the broker for a lane that is about to start: no group is joined, nothing is committed."""

    def __init__(self, settings: Settings, group: str | None = None) -> None:
        self._consumer = AIOKafkaConsumer(
            **settings.kafka,
            group_id=group,
            enable_auto_commit=False,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=4 * 2**20,
        )

    async def __aenter__(self) -> "Inspector":
        await self._consumer.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._consumer.stop()

    async def committed(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        """The next offset of the group on each partition; 0 where it has none."""
        self._consumer.assign(partitions)
        return {partition: await self._consumer.committed(partition) or 0 for partition in partitions}

    async def first_at(self, partition: TopicPartition, offset: int) -> int:
        """The offset of the first committed record at or behind `offset`; waits where there is none yet."""
        self._consumer.assign([partition])
        self._consumer.seek(partition, offset)
        return int((await self._consumer.getone(partition)).offset)
