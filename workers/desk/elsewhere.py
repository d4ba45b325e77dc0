"""A desk that runs in another process, asked over HTTP: what it holds, and whether it has folded all there is."""

import asyncio
from typing import Any

import aiohttp

from workers.desk.behind import behind
from workers.reading.backlog import Backlog
from workers.settings import Settings

POLL_SECONDS = 0.2


async def caught_up(settings: Settings, address: str) -> dict[str, int]:
    """Return when the desk at `address` has folded all records that lie on its topics, with the numbers of what it
    holds. A desk that does not answer yet is waited for. Raises as workers.reading.log.bounds."""
    backlog = Backlog()
    async with aiohttp.ClientSession() as client:
        while True:
            found = await _health(client, address)
            if found is not None:
                places = {(topic, partition): next_ for topic, partition, next_ in found["desk"]["places"]}
                if (await behind(settings, backlog, places)).caught_up:
                    held: dict[str, int] = found["held"]
                    return held
            await asyncio.sleep(POLL_SECONDS)


async def _health(client: aiohttp.ClientSession, address: str) -> dict[str, Any] | None:
    try:
        async with client.get(f"{address}/api/health") as answer:
            found: dict[str, Any] = await answer.json()
            return found if answer.ok else None
    except aiohttp.ClientError:
        return None
