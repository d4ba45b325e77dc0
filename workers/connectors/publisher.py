"""Publishes what connectors find on `news.raw`: idempotent, bounded in flight, each acknowledgement awaited."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError

from schemas.registry import RAW
from workers.connectors.door import Outgoing, admit
from workers.connectors.format import Clock
from workers.connectors.items import Item, Refusal, Refused
from workers.pipeline import TOPICS
from workers.settings import Settings

IN_FLIGHT = 1000
GONE = (KafkaConnectionError, KafkaTimeoutError)
"""What a broker that went away looks like, once the client's own retries are used up."""


class BrokerGoneError(ConnectionError):
    """The broker stopped acknowledging; what was acknowledged until then is in the tally."""


@dataclass
class Tally:
    """What became of the items so far. `bytes` are of the acknowledged records, uncompressed."""

    acknowledged: int = 0
    bytes: int = 0
    refused: list[Refused] = field(default_factory=list)

    @property
    def reasons(self) -> dict[str, int]:
        """Refused by reason, sorted by name."""
        return dict(sorted(Counter(r.reason.value for r in self.refused).items()))


async def publish(
    settings: Settings,
    items: AsyncIterator[Item],
    tally: Tally,
    *,
    now: Clock,
    on_change: Callable[[], None] = lambda: None,
) -> None:
    """Publish `items`, filling `tally`; returns when each is acknowledged or refused. `on_change` is called after each.

    Raises BrokerGoneError when the broker stops answering. Cancelled, it still awaits what is on its way.
    """
    producer = AIOKafkaProducer(
        **settings.kafka,
        client_id="wiredesk-publish",
        enable_idempotence=True,
        compression_type="gzip",  # the one codec that every reader has without a further library
        linger_ms=20,
        max_batch_size=262_144,
        max_request_size=TOPICS[RAW].max_bytes,
    )
    await producer.start()
    try:
        await _Flight(settings.topic(RAW), producer, tally, on_change).send_all(items, now)
    finally:
        await producer.stop()


class _Flight:
    """The records on their way: at most IN_FLIGHT, each counted when its acknowledgement or failure comes in."""

    def __init__(self, topic: str, producer: AIOKafkaProducer, tally: Tally, on_change: Callable[[], None]) -> None:
        self._topic = topic
        self._producer = producer
        self._tally = tally
        self._on_change = on_change
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._pending: set[asyncio.Future[Any]] = set()
        self._gone: BaseException | None = None

    async def send_all(self, items: AsyncIterator[Item], now: Clock) -> None:
        try:
            async for item in items:
                record = item if isinstance(item, Refused) else admit(item, now())
                if isinstance(record, Refused):
                    self._refuse(record)
                else:
                    await self._send(record)
                if self._gone is not None:
                    break
        finally:
            if self._pending:
                await asyncio.wait(self._pending)
        if self._gone is not None:
            raise BrokerGoneError(str(self._gone) or type(self._gone).__name__) from self._gone

    async def _send(self, record: Outgoing) -> None:
        await self._room.acquire()
        try:
            future = await self._producer.send(
                self._topic, key=record.key, value=record.value, headers=record.headers
            )
        except KafkaError as error:
            self._room.release()
            self._fail(record, error)
            return
        self._pending.add(future)
        future.add_done_callback(lambda done: self._landed(record, done))

    def _landed(self, record: Outgoing, done: "asyncio.Future[Any]") -> None:
        self._pending.discard(done)
        self._room.release()
        error = asyncio.CancelledError() if done.cancelled() else done.exception()
        if error is not None:
            self._fail(record, error)
            return
        self._tally.acknowledged += 1
        self._tally.bytes += record.size
        self._on_change()

    def _fail(self, record: Outgoing, error: BaseException) -> None:
        if isinstance(error, GONE):
            self._gone = error
        detail = f"{type(error).__name__}: {error}".rstrip(": ")
        self._refuse(Refused(record.label, Refusal.NOT_ACKNOWLEDGED, detail))

    def _refuse(self, refused: Refused) -> None:
        self._tally.refused.append(refused)
        self._on_change()
