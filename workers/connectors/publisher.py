"""Publishes what connectors find on `news.raw`: idempotent, bounded in flight, each acknowledgement awaited."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from schemas.registry import RAW
from workers.connectors.door import Outgoing, admit
from workers.connectors.format import Clock
from workers.connectors.items import Item, Refusal, Refused
from workers.pipeline import TOPICS
from workers.reading.cluster import ClusterError, answered
from workers.settings import Settings

IN_FLIGHT = 1000
STALL_SECONDS = 30.0
"""An idempotent producer retries for ever: a broker that acknowledges nothing for so long is taken for gone."""
STOP_SECONDS = 5.0


class BrokerGoneError(ClusterError):
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

    def land(self, record: Outgoing) -> None:
        """Count `record`, which the broker has acknowledged."""
        self.acknowledged += 1
        self.bytes += record.size

    def refuse(self, refused: Refused) -> None:
        """Count what was refused."""
        self.refused.append(refused)


class Publisher:
    """A producer for `news.raw` by which many may publish at the same time; `name` says who, in each record's
    `ce_source`."""

    def __init__(self, settings: Settings, name: str) -> None:
        self._settings, self._source = settings, f"/wiredesk/{name}"
        self._producer = AIOKafkaProducer(
            **settings.kafka,
            client_id=f"wiredesk-{name}",
            enable_idempotence=True,
            compression_type="gzip",  # the one codec that every reader has without a further library
            linger_ms=20,
            max_batch_size=262_144,
            max_request_size=TOPICS[RAW].max_bytes,
        )

    async def start(self) -> None:
        """Connect. Raises NoBrokerError where nothing answers; then it is to be stopped, and a new one made."""
        async with answered(self._settings):
            await self._producer.start()

    async def stop(self) -> None:
        """Send what is on its way, and disconnect; a broker that is gone is not waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self._producer.stop()

    async def publish(
        self,
        items: AsyncIterator[Item],
        tally: Tally,
        *,
        now: Clock,
        on_change: Callable[[], None] = lambda: None,
        stall: float = STALL_SECONDS,
    ) -> None:
        """Publish `items`, filling `tally`; returns when each is acknowledged or refused. `on_change` is called after
        each.

        Raises BrokerGoneError when nothing that is on its way is acknowledged for `stall` seconds; what is still on
        its way then is refused as not acknowledged, though it may have arrived, or may yet. Cancelled, it still awaits
        what is on its way.
        """
        topic = self._settings.topic(RAW)
        flight = _Flight(topic, self._producer, self._source, tally, on_change, stall)
        try:
            await flight.send_all(items, now)
        finally:
            flight.give_up()


async def publish(
    settings: Settings,
    items: AsyncIterator[Item],
    tally: Tally,
    *,
    now: Clock,
    on_change: Callable[[], None] = lambda: None,
    stall: float = STALL_SECONDS,
) -> None:
    """Publish `items` by a Publisher of one's own: see there. Raises NoBrokerError, too."""
    publisher = Publisher(settings, "publish")
    try:
        await publisher.start()
        await publisher.publish(items, tally, now=now, on_change=on_change, stall=stall)
    finally:
        await publisher.stop()


class _Flight:
    """The records on their way: at most IN_FLIGHT, each counted when its acknowledgement or failure comes in."""

    def __init__(
        self,
        topic: str,
        producer: AIOKafkaProducer,
        source: str,
        tally: Tally,
        on_change: Callable[[], None],
        stall: float,
    ) -> None:
        self._topic = topic
        self._producer = producer
        self._source = source
        self._tally = tally
        self._on_change = on_change
        self._stall = stall
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._pending: dict[asyncio.Future[Any], Outgoing] = {}
        self._patience = asyncio.timeout(None)

    async def send_all(self, items: AsyncIterator[Item], now: Clock) -> None:
        """Send each, then await all. Raises BrokerGoneError."""
        try:
            async with self._patience:
                try:
                    async for item in items:
                        record = item if isinstance(item, Refused) else admit(item, now(), self._source)
                        if isinstance(record, Refused):
                            self._refuse(record)
                        else:
                            await self._send(record)
                finally:
                    if self._pending and not self._patience.expired():
                        await asyncio.wait(self._pending)
        except TimeoutError as error:
            raise BrokerGoneError(f"nothing for {self._stall:g} s") from error

    def give_up(self) -> None:
        """Count what is still on its way as not acknowledged."""
        for record in self._pending.values():
            self._refuse(Refused(record.label, Refusal.NOT_ACKNOWLEDGED, "the broker stopped answering"))
        self._pending.clear()

    async def _send(self, record: Outgoing) -> None:
        await self._room.acquire()
        try:
            future = await self._producer.send(self._topic, key=record.key, value=record.value, headers=record.headers)
        except KafkaError as error:
            self._room.release()
            self._fail(record, error)
            return
        self._pending[future] = record
        if len(self._pending) == 1:
            self._be_patient()
        future.add_done_callback(self._landed)

    def _be_patient(self) -> None:
        """Begin to wait for the next acknowledgement, or for none where nothing is on its way."""
        if not self._patience.expired():
            waits = asyncio.get_running_loop().time() + self._stall if self._pending else None
            self._patience.reschedule(waits)

    def _landed(self, done: "asyncio.Future[Any]") -> None:
        error = asyncio.CancelledError() if done.cancelled() else done.exception()
        record = self._pending.pop(done, None)
        if record is None:  # given up
            return
        self._room.release()
        self._be_patient()
        if error is not None:
            self._fail(record, error)
            return
        self._tally.land(record)
        self._on_change()

    def _fail(self, record: Outgoing, error: BaseException) -> None:
        detail = f"{type(error).__name__}: {error}".rstrip(": ")
        self._refuse(Refused(record.label, Refusal.NOT_ACKNOWLEDGED, detail))

    def _refuse(self, refused: Refused) -> None:
        self._tally.refuse(refused)
        self._on_change()
