"""Alerts, webhooks and a delivery process, as the tests of delivery need them."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

import aiohttp
from aiokafka import AIOKafkaProducer

from schemas.alert import Alert
from schemas.codec import decode, encode
from schemas.control import WebhookControl
from schemas.delivery import Answer, Attempt
from schemas.envelope import REPLAY
from schemas.registry import ALERTS, DELIVERIES
from workers.cli.webhook_records import put
from workers.delivery import secrets
from workers.delivery.deliverer import Deliverer
from workers.delivery.notice import sample
from workers.reading.log import read
from workers.settings import Settings

NOW = datetime(2026, 3, 8, 18, tzinfo=UTC)
DEADLINE = 60.0


def alert(name: str, *, group: str = "g", subscription: str = "s", kind: str = "Alert") -> Alert:
    return replace(
        sample(NOW),
        identifier=name,
        status="Actual",
        msgType=kind,
        group_key=group,
        subscription_id=subscription,
    )


async def publish(settings: Settings, alerts: Iterable[Alert], *, replayed: bool = False) -> None:
    """Put alerts on their topic, as the alert step does."""
    headers = [(REPLAY, b"r1")] if replayed else []
    async with AIOKafkaProducer(**settings.kafka) as producer:
        for item in alerts:
            await producer.send_and_wait(
                settings.topic(ALERTS), key=item.subscription_id.encode(), value=encode(item), headers=headers
            )


async def webhook(settings: Settings, id_: str, url: str, *subscriptions: str) -> WebhookControl:
    secrets.make(settings, id_)
    return (await put(settings, id_, url, subscriptions, id_))[0]


async def records(settings: Settings) -> list[Attempt | Answer]:
    return [decode(entry.message) async for entry in read(settings, [DELIVERIES])]


async def until(what: Callable[[], object], why: str = "") -> None:
    """Wait until `what` holds; fails after a time that no machine should need."""
    deadline = time.monotonic() + DEADLINE
    while not what():
        assert time.monotonic() < deadline, why or "what was waited for did not come"
        await asyncio.sleep(0.02)


@asynccontextmanager
async def delivering(settings: Settings, port: int = 0, *, exercise: bool = False) -> AsyncIterator[Deliverer]:
    """A delivery process's work in this one; broken off at the end, as a kill would. A failure of its own fails the
    test."""
    deliverer = Deliverer(settings, port, exercise=exercise)
    running = asyncio.create_task(deliverer.run())
    try:
        yield deliverer
        assert not running.done(), "delivery ended by itself"
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@contextmanager
def process(settings: Settings, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """`wiredesk delivery` as a process of its own; killed at the end."""
    command = [sys.executable, "-m", "workers", "delivery", *arguments]
    child = subprocess.Popen(command, env=settings.environment(), stdout=subprocess.DEVNULL)
    try:
        yield child
    finally:
        child.kill()
        child.wait()


async def ready(port: int) -> bool:
    """Whether the process with its pages on `port` says so."""
    try:
        async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}/readyz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def until_ready(port: int) -> None:
    deadline = time.monotonic() + DEADLINE
    while not await ready(port):
        assert time.monotonic() < deadline, "not ready"
        await asyncio.sleep(0.1)
