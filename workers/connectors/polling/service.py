"""All feeds of one process: each a task of its own, on shared connections and readers."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import structlog
from yarl import URL

from workers.connectors.polling.fetch import Fetcher, Limits
from workers.connectors.polling.ledger import held
from workers.connectors.polling.poll import Polled
from workers.connectors.polling.poller import Poller, Tools
from workers.connectors.polling.reader import Reader
from workers.service.exits import Exit
from workers.service.guarded import look_up_names
from workers.service.stopping import end, stop_event
from workers.settings import Settings
from workers.telemetry.health import Health
from workers.telemetry.http import Pages

log = structlog.get_logger()

OPENING = 8
"""How many feeds are taken over at a time."""


def checked(url: str) -> str:
    """`url`, where a feed can be at it. Raises ValueError, which says what is wrong with it."""
    try:
        address = URL(url)
    except ValueError as error:
        raise ValueError(f"{url!r} is no address: {error}") from error
    if address.scheme not in ("http", "https") or not address.host:
        raise ValueError(f"{url!r} is no address of http:// or https://")
    if address.user is not None or address.password is not None:
        raise ValueError("an address with a password would stand on a topic and in the logs; leave it out")
    return url


@asynccontextmanager
async def pollers(settings: Settings, urls: Sequence[str], every: timedelta) -> AsyncIterator[list[Poller]]:
    """A poller of each of `urls`, open and with the state that is held of it. Raises as workers.reading.log.read and
    Ledger.open."""
    look_up_names()
    reader = Reader(settings)
    limits = Limits(settings.feed_bytes, settings.feed_seconds)
    opened: list[Poller] = []
    try:
        async with Fetcher(settings, limits) as fetcher:
            opened = [Poller(url, Tools(settings, fetcher, reader, every)) for url in dict.fromkeys(urls)]
            room = asyncio.Semaphore(OPENING)

            async def open_one(poller: Poller) -> None:
                async with room:
                    await poller.open()

            await asyncio.gather(*map(open_one, opened))
            states = await held(settings, {poller.url for poller in opened})
            for poller in opened:
                poller.begin(states.get(poller.url))
            yield opened
    finally:
        await asyncio.gather(*(poller.close() for poller in opened))
        reader.stop()


async def poll_once(settings: Settings, urls: Sequence[str], every: timedelta) -> dict[str, Polled]:
    """One poll of each of `urls`, side by side; what came of each. A feed whose server asked to be left alone, or that
    failed a moment ago, is not asked."""
    async with pollers(settings, urls, every) as opened:
        results = await asyncio.gather(*(poller.once_if_due() for poller in opened))
        return {poller.url: polled for poller, polled in zip(opened, results, strict=True)}


async def poll_for_ever(settings: Settings, urls: Sequence[str], every: timedelta, port: int) -> int:
    """Poll `urls` until SIGTERM or SIGINT; the exit code: SOFTWARE where others have taken over every feed, for to
    start again would take them back."""
    stop = stop_event()
    async with pollers(settings, urls, every) as opened:
        health = Health({"every feed is polled": lambda: all(poller.ready for poller in opened)})
        pages = Pages("feed", health, settings.http_host, port)
        first = max(datetime.now(UTC), min(poller.due for poller in opened)).isoformat(timespec="seconds")
        log.info("polling", feeds=len(opened), first=first, pages=await pages.start())
        tasks = [asyncio.create_task(poller.run()) for poller in opened]
        stopping = asyncio.create_task(stop.wait())
        try:
            return await _until(stopping, tasks)
        finally:
            await end((stopping, *tasks))
            await pages.stop()


async def _until(stopping: "asyncio.Task[bool]", polling: Sequence["asyncio.Task[None]"]) -> Exit:
    """Wait for the stop, or for the end of all polling. What a poller raises is a fault of ours, and is raised."""
    alive = set(polling)
    while alive:
        done, _ = await asyncio.wait({stopping, *alive}, return_when=asyncio.FIRST_COMPLETED)
        if stopping in done:
            return Exit.OK
        for task in alive & done:
            task.result()
        alive -= done
    log.error("each of these feeds is polled by another process now; nothing is left to do here")
    return Exit.SOFTWARE
