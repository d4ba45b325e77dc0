"""The log of alerts as many readers need it, each at a place of its own: the newest part is in memory, read once; what
is older is read from the topic when asked for, a piece at a time. So a reader that lags costs the others nothing.
"""

import asyncio
from bisect import bisect_left
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

import structlog

from schemas.alert import Alert
from schemas.codec import DecodeError, decode
from schemas.envelope import REPLAY
from schemas.registry import ALERTS
from workers.delivery.notice import with_status
from workers.reading.follow import follow
from workers.reading.log import Entry, bounds, read
from workers.settings import Settings
from workers.telemetry import metrics

log = structlog.get_logger()

HELD = 2000
HELD_BYTES = 16 * 2**20
PIECE = 100
PIECE_BYTES = 2 * 2**20
READERS = 2
"""Pieces that are read from the topic at a time."""


@dataclass(frozen=True, slots=True)
class Published:
    """An alert as it stands on the topic: `time` is Kafka's (UTC), `size` that of its value in bytes."""

    offset: int
    time: datetime
    alert: Alert
    size: int


class AlertLog:
    """The alerts that this process is for: those of the live wire, or in an `exercise` the replayed ones, which then
    say so. `run` keeps up with the topic; any number read by `since`."""

    def __init__(self, settings: Settings, *, exercise: bool = False) -> None:
        self._settings, self._exercise = settings, exercise
        self._held: list[Published] = []
        self._bytes = 0
        self._end = 0
        self._news = asyncio.Event()
        self._readers = asyncio.Semaphore(READERS)
        self.ready = asyncio.Event()
        """Set once the topic is read to the end that it had."""

    @property
    def end(self) -> int:
        """The offset after the newest alert that is known."""
        return self._end

    @property
    def newest(self) -> int | None:
        """The offset of the newest alert that is for us; None where the log's newest part has none."""
        return self._held[-1].offset if self._held else None

    def holds(self, offset: int) -> bool:
        """Whether all from `offset` on is in memory."""
        return bool(self._held) and self._held[0].offset <= offset

    async def run(self) -> None:
        """Keep up until cancelled. Raises as workers.reading.log.read."""
        begin, self._end = await bounds(self._settings, ALERTS)
        start = {(ALERTS, 0): max(begin, self._end - HELD)}
        await follow(self._settings, ALERTS, self._take, self.ready.set, start)

    async def since(self, start: int | datetime) -> AsyncGenerator[Published, None]:
        """Each alert from an offset, or at the latest from the first one published at `start`, on: in order, without
        gap or repeat, for ever. Those that the topic no longer holds are left out. Raises as
        workers.reading.log.read."""
        cursor = start
        while True:
            news = self._news
            piece = self._from_memory(cursor)
            if piece is None:
                piece, cursor = await self._from_topic(cursor)
            for published in piece:
                yield published
                cursor = published.offset + 1
            if not piece:
                await news.wait()

    def _from_memory(self, cursor: int | datetime) -> list[Published] | None:
        """The next ones; None where some of them may not be held."""
        if not self._held:
            return None
        if isinstance(cursor, datetime):
            return self._held[:PIECE] if self._held[0].time < cursor else None
        if not self.holds(cursor):
            return None
        place = bisect_left(self._held, cursor, key=attrgetter("offset"))
        return self._held[place : place + PIECE]

    async def _from_topic(self, cursor: int | datetime) -> tuple[list[Published], int | datetime]:
        """The next ones, and how far that was read; none: there are none yet."""
        piece: list[Published] = []
        size = 0
        start = cursor if isinstance(cursor, datetime) else {(ALERTS, 0): cursor}
        async with self._readers, aclosing(read(self._settings, {ALERTS: [0]}, start=start)) as entries:
            async for entry in entries:
                cursor = entry.place.offset + 1
                if (published := self._published(entry)) is not None:
                    piece.append(published)
                    size += published.size
                if len(piece) == PIECE or size >= PIECE_BYTES:
                    break
        return piece, cursor

    def _take(self, entry: Entry) -> None:
        self._end = max(self._end, entry.place.offset + 1)
        published = self._published(entry)
        if published is None:
            return
        self._held.append(published)
        self._bytes += published.size
        while len(self._held) > HELD or self._bytes > HELD_BYTES:
            self._drop(max(1, len(self._held) // 10))
        self._news.set()
        self._news = asyncio.Event()

    def _drop(self, count: int) -> None:
        self._bytes -= sum(published.size for published in self._held[:count])
        del self._held[:count]

    def _published(self, entry: Entry) -> Published | None:
        """The alert in `entry` if it is for us."""
        if (entry.message.header(REPLAY) is not None) != self._exercise:
            return None
        try:
            alert = decode(entry.message)
        except DecodeError as error:
            metrics.REJECTED.labels("delivery", error.fault).inc()
            log.warning("not an alert; passed over", place=str(entry.place), reason=error.fault, detail=error.detail)
            return None
        if self._exercise:
            alert = with_status(alert, "Exercise")
        return Published(entry.place.offset, entry.message.timestamp, alert, len(entry.message.value or b""))
