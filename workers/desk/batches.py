"""A stream of records in batches: what has come together goes together, a lone record at once."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from workers.reading.log import Entry

RECORDS, BYTES = 500, 16 * 2**20
"""At most so much in one batch (a record that is larger goes alone)."""
WAIT = 0.02


async def batches(entries: AsyncIterator[Entry], stop: asyncio.Event) -> AsyncGenerator[list[Entry], None]:
    """`entries` in batches, in their order, until they end or `stop` is set. What came while a batch was being worked
    on is the next one. Close it (`contextlib.aclosing`) before `entries`: it asks for the next of them meanwhile."""
    stopping: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
    upcoming = _next(entries)
    held: list[Entry] = []
    size = 0
    try:
        while not stopping.done():
            await asyncio.wait({upcoming, stopping}, timeout=WAIT if held else None, return_when="FIRST_COMPLETED")
            ended = False
            if upcoming.done():
                entry = upcoming.result()
                ended = entry is None
                if entry is not None:
                    held.append(entry)
                    size += len(entry.message.value or b"")
                    upcoming = _next(entries)
                    if len(held) < RECORDS and size < BYTES:
                        continue
            if held:
                yield held
                held, size = [], 0
            if ended:
                return
    finally:
        stopping.cancel()
        upcoming.cancel()
        await asyncio.gather(stopping, upcoming, return_exceptions=True)


def _next(entries: AsyncIterator[Entry]) -> "asyncio.Task[Entry | None]":
    async def upcoming() -> Entry | None:
        return await anext(entries, None)

    return asyncio.create_task(upcoming())
