"""What the tests of this room share: records put with times of their own, replays made by hand, all read back."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import RecordsToDelete

from schemas.control import Replay
from schemas.registry import RAW
from workers.broker.admin import connected
from workers.reading.log import Entry, read
from workers.replay.window import lookup, tick_times
from workers.settings import Settings

T0 = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
"""Yesterday: what is older than a topic keeps, the broker may take away at any moment."""


async def put(settings: Settings, minutes: Iterable[int], *, topic: str = RAW, partitions: int = 2) -> None:
    """Records `r<number>` on `partitions` in turn, that many `minutes` after T0."""
    async with AIOKafkaProducer(**settings.kafka) as producer:
        for number, minute in enumerate(minutes):
            await producer.send_and_wait(
                settings.topic(topic),
                key=f"k{number}".encode(),
                value=f"r{number}".encode(),
                partition=number % partitions,
                timestamp_ms=milliseconds(minute),
                headers=[("x", str(number).encode()), ("x", b"twice")],
            )


def milliseconds(minute: int) -> int:
    """Kafka's timestamp of that many minutes after T0."""
    return round((T0 + timedelta(minutes=minute)).timestamp() * 1000)


async def replay_of(settings: Settings, minutes: tuple[int, int], **changed: Any) -> Replay:
    """A replay of `news.raw` between two times, as the command makes it."""
    since, until = (T0 + timedelta(minutes=minute) for minute in minutes)
    async with lookup(settings, RAW) as found:
        window = await found.window(since, until)
    fields: dict[str, Any] = {
        "id": "test", "step": "clean", "topic": RAW, "since": since, "until": until, "prefix": f"{settings.prefix}r.",
        "window": window.offsets(), "ticks": tick_times(since, until, window.size), "arguments": "",
    }  # fmt: skip
    return Replay(**(fields | changed))


async def entries(settings: Settings, topic: str) -> list[Entry]:
    """All committed records of a topic."""
    return [entry async for entry in read(settings, [topic])]


async def forget(settings: Settings, topic: str, before: dict[int, int]) -> None:
    """Delete the records of partitions before an offset, as retention does."""
    async with connected(settings.kafka) as admin:
        await admin.delete_records(
            {TopicPartition(settings.topic(topic), p): RecordsToDelete(before_offset=o) for p, o in before.items()}
        )
