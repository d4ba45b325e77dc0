"""An iterator that may block (files, standard input), run on a thread for a coroutine to read."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterable
from typing import TypeVar

T = TypeVar("T")


async def feed(items: Iterable[T], ahead: int = 64) -> AsyncGenerator[T, None]:
    """`items` in order, read on a daemon thread at most `ahead` items in advance; what it raises is raised here.

    A daemon: a thread that waits for standard input must not keep an interrupted program alive.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[tuple[bool, T | BaseException | None]] = asyncio.Queue()
    room = threading.Semaphore(ahead)
    closed = threading.Event()

    def hand_over(more: bool, value: T | BaseException | None) -> None:
        try:
            loop.call_soon_threadsafe(queue.put_nowait, (more, value))
        except RuntimeError:  # the loop has ended: nobody reads any more
            closed.set()

    def run() -> None:
        failure: BaseException | None = None
        try:
            for item in items:
                room.acquire()
                if closed.is_set():
                    return
                hand_over(True, item)
        except BaseException as error:  # noqa: BLE001 - it is raised where the items are read
            failure = error
        hand_over(False, failure)

    threading.Thread(target=run, name="wiredesk-feeder", daemon=True).start()
    try:
        while True:
            more, value = await queue.get()
            if not more:
                if isinstance(value, BaseException):
                    raise value
                return
            room.release()
            yield value  # type: ignore[misc]
    finally:
        closed.set()
        room.release()
