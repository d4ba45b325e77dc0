"""What the stream's tests share: put records in, run a worker in a process, await what comes out."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager

import orjson
from aiokafka import AIOKafkaProducer

from workers.reading.log import Entry, read
from workers.settings import Settings

DEADLINE = 60.0


@contextmanager
def worker(settings: Settings, module: str = "tests.stream.toy_worker") -> Iterator[subprocess.Popen[bytes]]:
    """A worker process; killed at the end if it is still there."""
    process = subprocess.Popen([sys.executable, "-m", module], env=settings.environment())
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@asynccontextmanager
async def producer(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """A plain producer."""
    client = AIOKafkaProducer(**settings.kafka, max_request_size=2**25)
    await client.start()
    try:
        yield client
    finally:
        await client.stop()


async def put(settings: Settings, topic: str, bodies: Iterable[str | bytes]) -> None:
    """Publish raw articles `u0`, `u1` ...; bytes go as they are."""
    async with producer(settings) as client:
        for number, body in enumerate(bodies):
            uri = f"u{number}"
            value = body if isinstance(body, bytes) else orjson.dumps({"uri": uri, "body": body})
            headers = [("x-test", b"kept")]
            await client.send(settings.topic(topic), key=uri.encode(), value=value, headers=headers)


async def entries(settings: Settings, topic: str) -> list[Entry]:
    """All committed records of a topic."""
    return [entry async for entry in read(settings, [topic])]


async def counted(settings: Settings, count: int, *topics: str) -> list[Entry]:
    """The committed records of `topics`, awaited until they are `count`."""
    deadline = time.monotonic() + DEADLINE
    while True:
        found = [entry for topic in topics for entry in await entries(settings, topic)]
        if len(found) >= count or time.monotonic() > deadline:
            return found
        await asyncio.sleep(0.2)
