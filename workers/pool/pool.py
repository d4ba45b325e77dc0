"""The pool: batches of messages over processes; a process that dies or hangs costs only the item that did it."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from multiprocessing import get_context

from pebble import ProcessExpired, ProcessPool

from schemas.codec import Message
from workers.core.outcome import RejectReason
from workers.pipeline import Step
from workers.pool import child
from workers.pool.crossing import pack, results
from workers.pool.supplies import supplied
from workers.pool.work import Result
from workers.settings import Settings

CHUNK = 100
"""Items that cross to a process at once, at most. A crossing takes as long as many records of a light step, but one
item that kills its process or hangs has all of its chunk tried again one by one."""


class Pool:
    """Processes that each hold the core functions of `steps`, chained. Spawned, so that no lock or socket of the
    parent is inherited."""

    def __init__(self, steps: Sequence[Step], settings: Settings) -> None:
        self._settings = settings
        self._first = steps[0].name
        self._pool = ProcessPool(
            max_workers=settings.pool_size,
            initializer=child.start,
            initargs=(os.getpid(), supplied(steps, settings), settings.item_bytes, settings.item_memory),
            context=get_context("spawn"),
        )

    async def start(self) -> None:
        """Return when every process has built its core functions; raises what the building raised."""
        waiting = [self._pool.schedule(child.ready) for _ in range(self._settings.pool_size)]
        await asyncio.gather(*map(asyncio.wrap_future, waiting))

    async def run(self, messages: Sequence[Message]) -> list[Result]:
        """One result for each message, in order. May be awaited by several callers at once."""
        chunks = list(_chunks(messages, self._settings.pool_size))
        return [result for part in await asyncio.gather(*map(self._chunk, chunks)) for result in part]

    async def _chunk(self, messages: Sequence[Message]) -> list[Result]:
        # A second for each further item: one that hangs must not hold the others for the sum of their limits.
        limit = self._settings.item_seconds + len(messages) - 1
        try:
            packed = pack(messages)
            return results(
                await asyncio.wrap_future(self._pool.schedule(child.run_items, args=(packed,), timeout=limit))
            )
        except (FutureTimeout, ProcessExpired) as error:
            if len(messages) > 1:
                return [result for message in messages for result in await self._chunk([message])]
            return [self._culprit(error)]

    def _culprit(self, error: FutureTimeout | ProcessExpired) -> Result:
        if isinstance(error, ProcessExpired):
            detail = f"the pool process ended (exit code {error.exitcode}) on this item"
            return Result.rejection(self._first, RejectReason.WORKER_DIED, detail, "ProcessExpired")
        seconds = self._settings.item_seconds
        detail = f"not done after {seconds:g} s (WIREDESK_ITEM_SECONDS); redrive it if the machine was slow"
        return Result.rejection(self._first, RejectReason.TIME_LIMIT, detail, "TimeoutError", seconds)

    def stop(self) -> None:
        """End the processes at once; what they have in hand is lost (and so not committed)."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble types its arguments only
        self._pool.join()


def _chunks(messages: Sequence[Message], size: int) -> Iterator[Sequence[Message]]:
    step = max(1, min(CHUNK, -(-len(messages) // size)))
    for start in range(0, len(messages), step):
        yield messages[start : start + step]
