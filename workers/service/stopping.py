"""How a process is told to end: SIGTERM or SIGINT sets an event, and what runs awaits it."""

import asyncio
import signal
from collections.abc import Iterable
from typing import Any

AGAIN_SECONDS = 1.0


def stop_event() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set; call it on the running loop."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def end(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancel `tasks` and return when all have ended, whatever they raise. Asks more than once: aiokafka's clients turn
    a cancellation into an error of their own now and then, and what takes that for a failure goes on."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=AGAIN_SECONDS)
