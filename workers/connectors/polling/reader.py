"""What a server sent, read by the source formats in a process of its own: a hostile feed can keep its reader busy for
hours (a long address without an `@` in `<author>` does), and must delay no other."""

import asyncio
import os
import signal
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from multiprocessing import get_context

from pebble import ProcessPool

from workers.connectors import document
from workers.connectors.formats import recognise
from workers.connectors.items import Found, Refusal, Refused
from workers.connectors.paths import LIMITS
from workers.connectors.polling.marks import mark
from workers.connectors.polling.outcome import Outcome, PollError
from workers.connectors.source import Source
from workers.pool.child import limit_memory
from workers.service.lifeline import die_with
from workers.settings import Settings

READ_SECONDS = 10.0
PROCESSES = 2
MOST_ITEMS = 10_000
"""More of one answer are not taken: what is remembered of a feed is one record."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An item with its mark (workers.connectors.polling.marks)."""

    found: Found
    mark: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was in an answer; `ttl` is how long the feed says that it stays fresh."""

    items: tuple[Marked, ...]
    refused: tuple[Refused, ...]
    ttl: timedelta = timedelta(0)


def read(url: str, payload: bytes, collected: datetime) -> Reading:
    """The items of an answer from `url`, each `collected` then. Raises PollError for what is no feed."""
    source = Source(url, url, BytesIO(payload), LIMITS)
    format = recognise(source)
    if not payload.strip():
        raise PollError(Outcome.NOT_A_FEED, "an empty answer")
    if format is document.FORMAT:
        raise PollError(Outcome.NOT_A_FEED, "neither RSS, Atom nor JSON")
    marked: list[Marked] = []
    refused: list[Refused] = []
    for item in format.read(source, lambda: collected):
        if len(marked) + len(refused) == MOST_ITEMS:
            refused.append(Refused(url, Refusal.TOO_LARGE, f"more than {MOST_ITEMS:,} items: the rest is not taken"))
            break
        if isinstance(item, Found):
            marked.append(Marked(item, mark(item.article)))
        elif item.label == url and item.reason is not Refusal.EMPTY:  # it is about the whole answer
            raise PollError(_WHOLE.get(item.reason, Outcome.NOT_A_FEED), item.detail)
        elif item.label != url:
            refused.append(item)
    return Reading(tuple(marked), tuple(refused), source.ttl)


_WHOLE = {Refusal.TOO_LARGE: Outcome.TOO_LARGE}


class Reader:
    """Processes that read answers; one that takes too long or too much memory is ended, and a new one started."""

    def __init__(self, settings: Settings, seconds: float = READ_SECONDS) -> None:
        self._seconds = seconds
        self._pool = ProcessPool(
            max_workers=PROCESSES,
            initializer=_start,
            initargs=(os.getpid(), settings.item_memory),
            context=get_context("spawn"),
        )

    async def read(self, url: str, payload: bytes, collected: datetime) -> Reading:
        """As the function `read`. Raises PollError."""
        job = self._pool.schedule(read, args=(url, payload, collected), timeout=self._seconds)
        try:
            done: Reading = await asyncio.wrap_future(job)
        except FutureTimeout as error:
            raise PollError(Outcome.TOO_COSTLY, f"reading it took more than {self._seconds:g} s") from error
        except MemoryError as error:
            raise PollError(Outcome.TOO_COSTLY, "reading it took more memory than WIREDESK_ITEM_MEMORY") from error
        except PollError:
            raise
        except Exception as error:  # a fault of the reader's, or the process's end, is this one feed's
            raise PollError(Outcome.UNREADABLE, f"its reader failed: {type(error).__name__}: {error}") from error
        return done

    def stop(self) -> None:
        """End the processes at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble types its arguments only
        self._pool.join()


def _start(parent: int, memory: int) -> None:
    import feedparser  # noqa: F401 - now, so that the first feed does not wait for it

    die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's business; SIGTERM is how the pool ends what hangs
    limit_memory(memory)
