"""The clock of the wire: a tick on `wiredesk.clock` each ten seconds, so that time is a record like any other."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from schemas.codec import encode
from schemas.control import Tick
from schemas.envelope import headers
from schemas.ids import digest
from schemas.registry import CLOCK, CONTRACTS
from workers.settings import Settings

log = structlog.get_logger()

INTERVAL = 10.0


async def tick(settings: Settings, acknowledged: Callable[[], None] = lambda: None) -> None:
    """Tick until cancelled. A broker that is away, from the start or later, costs the ticks of that while.
    `acknowledged` is called after each tick that the broker has."""
    while True:
        producer = AIOKafkaProducer(**settings.kafka, client_id=settings.topic("wiredesk.clock"), acks="all")
        try:
            await producer.start()
            while True:
                await _beat(producer, settings, datetime.now(UTC))
                acknowledged()
                await asyncio.sleep(INTERVAL)
        except KafkaError as error:
            log.warning("a tick was lost", error=str(error))
            await asyncio.sleep(INTERVAL)
        finally:
            await producer.stop()


async def _beat(producer: AIOKafkaProducer, settings: Settings, now: datetime) -> None:
    ce_id = digest("tick", now.isoformat())
    fields = headers(CONTRACTS[CLOCK], ce_id=ce_id, source="/wiredesk/clock", subject="tick", time=now)
    await producer.send_and_wait(settings.topic(CLOCK), value=encode(Tick(time=now)), key=b"tick", headers=fields)
