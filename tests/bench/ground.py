"""What all measurements stand on: a broker, topics under a prefix of each, records on them, and how far they are."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from schemas.envelope import Headers
from tests.ports import free_run
from workers.broker import topics
from workers.broker.local import LocalBroker
from workers.pipeline import PROCESSES
from workers.settings import Settings

DEADLINE = 300.0
"""Seconds after which what was waited for is taken for stuck."""


class StuckError(Exception):
    """Something did not come in time."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record to be put on a topic."""

    key: bytes
    value: bytes
    headers: Headers = field(default_factory=list)


@dataclass
class Ground:
    """A running broker, and what measurements tell each other (`top_rate`, in articles/s)."""

    settings: Settings
    broker: psutil.Process
    peers: Path
    """The Python that has the peers' libraries."""
    facts: dict[str, float] = field(default_factory=dict)

    async def fresh(self, name: str, **settings: object) -> Settings:
        """Settings with all topics made under a prefix of their own, and free ports."""
        update = {"prefix": f"{self.settings.prefix}{name}.", "http_port": free_run(len(PROCESSES)), **settings}
        found = self.settings.model_copy(update=update)
        await topics.apply(found)
        return found


@asynccontextmanager
async def ground(peers: Path) -> AsyncIterator[Ground]:
    """A broker in a folder of its own, gone at the end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(home=Path(folder), broker_port=0, http_port=0, kafka_bootstrap=None)
        local = LocalBroker(settings.home, settings)
        bootstrap = await asyncio.to_thread(local.start)
        try:
            status = await asyncio.to_thread(local.status)
            assert status is not None, "it has just been started"
            settings = settings.model_copy(update={"kafka_bootstrap": bootstrap})
            yield Ground(settings, psutil.Process(status.pid), peers)
        finally:
            await asyncio.to_thread(local.stop)


async def load(settings: Settings, topic: str, records: Iterable[Record]) -> None:
    """Put records on a topic as fast as it goes, lz4 on the wire, each acknowledged."""
    producer = AIOKafkaProducer(**settings.kafka, linger_ms=20, compression_type="lz4", max_batch_size=262_144)
    await producer.start()
    try:
        sent = [
            await producer.send(settings.topic(topic), key=one.key, value=one.value, headers=one.headers)
            for one in records
        ]
        await asyncio.gather(*sent)
    finally:
        await producer.stop()


class Progress:
    """How many records of its input a group has committed, where nothing but records is on it (no markers)."""

    def __init__(self, admin: AIOKafkaAdminClient) -> None:
        self._admin = admin

    async def done(self, group: str) -> int:
        """The sum of the group's offsets; 0 while it has none."""
        try:
            found = await self._admin.list_consumer_group_offsets(group)
        except KafkaError:  # a new broker, on which no group has ever been
            return 0
        return sum(max(meta.offset, 0) for meta in found.values())

    async def reached(self, group: str, count: int, lives: Callable[[], bool], pause: float = 0.02) -> int:
        """Wait until the group has done `count` records; gives how many it then has. Raises StuckError after DEADLINE,
        and when what does them no longer `lives`."""
        deadline = time.monotonic() + DEADLINE
        while (done := await self.done(group)) < count:
            if time.monotonic() > deadline or not lives():
                raise StuckError(f"{group}: {done} of {count} records done")
            await asyncio.sleep(pause)
        return done


@asynccontextmanager
async def progress(settings: Settings) -> AsyncIterator[Progress]:
    """A connection to ask through."""
    admin = AIOKafkaAdminClient(**settings.kafka, client_id="wiredesk-bench")
    await admin.start()
    try:
        yield Progress(admin)
    finally:
        await admin.close()
