"""What the tests of the whole wire share: publish, run the supervisor, await the end, compare two runs."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
from aiokafka import AIOKafkaProducer

from tests.integration.corpus import Raw
from workers.reading.log import read
from workers.settings import Settings

STATELESS = ("news.clean", "news.tagged", "news.enriched", "news.raw.dlq")


async def publish(settings: Settings, records: Iterable[Raw]) -> None:
    """Put raw records on the wire as a foreign producer would."""
    producer = AIOKafkaProducer(**settings.kafka, linger_ms=20)
    await producer.start()
    try:
        for raw in records:
            await producer.send(settings.topic("news.raw"), key=raw.key.encode(), value=raw.value)
    finally:
        await producer.stop()


def wiredesk(settings: Settings, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end; with `check`, fails where it fails."""
    command = [sys.executable, "-m", "workers", *arguments]
    return subprocess.run(command, env=settings.environment(), check=check, stdout=subprocess.PIPE)


@asynccontextmanager
async def running(settings: Settings, log: Path) -> AsyncIterator[subprocess.Popen[bytes]]:
    """All steps under the supervisor; stopped in good order at the end."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "workers", "worker"], env=settings.environment(), stdout=out, stderr=out
        )
        try:
            yield process
            process.terminate()
            await asyncio.to_thread(process.wait, 60)
        finally:
            process.kill()
            process.wait()


async def values(settings: Settings, topic: str) -> Counter[tuple[str, bytes]]:
    """How often each (key, value) stands on a topic."""
    return Counter([(entry.key, entry.message.value or b"") async for entry in read(settings, [topic])])


async def partition_of_articles(settings: Settings) -> set[frozenset[str]]:
    """The articles of each story that stands."""
    last = {entry.key: orjson.loads(entry.message.value or b"") async for entry in read(settings, ["news.stories"])}
    return {
        frozenset(article["uri"] for article in story["articles"])
        for story in last.values()
        if story["status"] in ("open", "closed")
    }


async def standing_alerts(settings: Settings) -> set[tuple[str, frozenset[str]]]:
    """(subscription, articles of the story) of each alert that is not cancelled."""
    stories = {entry.key: orjson.loads(entry.message.value or b"") async for entry in read(settings, ["news.stories"])}
    last: dict[str, dict[str, str]] = {}
    async for entry in read(settings, ["news.alerts"]):
        alert = orjson.loads(entry.message.value or b"")
        last[alert["group_key"]] = alert
    return {
        (a["subscription_id"], frozenset(article["uri"] for article in stories[a["incidents"]]["articles"]))
        for a in last.values()
        if a["msgType"] != "Cancel"
    }
