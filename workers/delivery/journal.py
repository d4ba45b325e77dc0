"""The journal: delivery records on their topic, each acknowledged before what it announces is done.

Its producer is transactional: starting it cuts off a former delivery process that is frozen or out of reach, which can
then announce nothing, and so send nothing. Records that wait together share a transaction.
"""

import asyncio
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import structlog

from schemas.codec import DecodeError, decode, encode
from schemas.delivery import Answer, Attempt
from schemas.envelope import headers
from schemas.ids import digest
from schemas.registry import ALERTS, CONTRACTS, DELIVERIES
from workers.delivery.ledger import Ledger
from workers.pipeline import TOPICS
from workers.reading.log import read
from workers.service.transaction import Transactions, Write
from workers.settings import Settings

log = structlog.get_logger()

TOGETHER = 500
LINGER = 0.02
"""Seconds that the first record of a transaction waits for others: answers come one by one."""


class Journal:
    """What was tried and what came of it: written here, folded into `ledger`."""

    def __init__(self, settings: Settings) -> None:
        self.ledger = Ledger()
        self._settings = settings
        self._waiting: list[tuple[Attempt | Answer, asyncio.Future[None]]] = []
        self._some = asyncio.Event()
        self._transactions = Transactions(settings, settings.group("delivery"), "journal")

    async def start(self) -> None:
        """Cut off any former process, then fold what there is: as far back as an alert may still be on its topic."""
        await self._transactions.start()
        since = datetime.now(UTC) - timedelta(milliseconds=TOPICS[ALERTS].retention_ms)
        count = 0
        async with aclosing(read(self._settings, [DELIVERIES], start=since)) as entries:
            async for entry in entries:
                try:
                    self.ledger.fold(decode(entry.message))
                except DecodeError as error:
                    log.warning("no delivery record; passed over", place=str(entry.place), detail=error.detail)
                count += 1
        log.info("deliveries folded", records=count)

    async def stop(self) -> None:
        """Disconnect."""
        await self._transactions.stop()

    async def write(self, record: Attempt | Answer) -> None:
        """Return when `record` is committed and folded; `run` does it. Cancelled, it may have been, or not."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((record, done))
        self._some.set()
        await done

    async def run(self) -> None:
        """Commit what is written until cancelled. Raises KafkaError: ProducerFenced where another process took over."""
        while True:
            await self._some.wait()
            await asyncio.sleep(LINGER)
            self._some.clear()
            while self._waiting:
                together, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
                await self._commit([record for record, _ in together])
                for record, done in together:
                    self.ledger.fold(record)
                    if not done.done():
                        done.set_result(None)

    async def _commit(self, records: list[Attempt | Answer]) -> None:
        now = datetime.now(UTC)
        await self._transactions.commit([self._write(record, now) for record in records])

    def _write(self, record: Attempt | Answer, now: datetime) -> Write:
        key = f"{record.webhook}/{record.alert}"
        fields = headers(
            CONTRACTS[DELIVERIES],
            ce_id=digest("delivery", record.kind, record.webhook_id, str(record.number), record.time.isoformat()),
            source="/wiredesk/delivery",
            subject=key,
            time=now,
        )
        return Write(self._settings.topic(DELIVERIES), key.encode(), encode(record), fields)
