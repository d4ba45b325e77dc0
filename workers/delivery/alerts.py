"""The log of alerts as many readers need it, each at a place of its own: the newest part is in memory, read once; what
is older is read from the topic when asked for, a piece at a time. So a reader that lags costs the others nothing.
"""

import asyncio
from bisect import bisect_left
from collections import deque
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


class Reader:
    """One reader's place: an iterator over the alerts from `start` on, in order, without gap or repeat, for ever. Those
    that the topic no longer holds are left out. Raises as workers.reading.log.read."""

    def __init__(self, log: "AlertLog", start: int | datetime) -> None:
        self._log, self._cursor = log, start
        self._piece: deque[Published] = deque()
        self._read = -1

    @property
    def caught_up(self) -> bool:
        """Whether all that the log has was handed out, and the next asked for."""
        return self._read == self._log.version

    def __aiter__(self) -> "Reader":
        return self

    async def __anext__(self) -> Published:
        while not self._piece:
            version = self._log.version
            piece, self._cursor = await self._log.piece(self._cursor)
            self._piece.extend(piece)
            if not piece:
                self._read = version
                await self._log.more(version)
        published = self._piece.popleft()
        self._cursor = published.offset + 1
        return published


class AlertLog:
    """The alerts that this process is for: those of the live wire, or in an `exercise` the replayed ones, which then
    say so. `run` keeps up with the topic."""

    def __init__(self, settings: Settings, *, exercise: bool = False) -> None:
        self._settings, self._exercise = settings, exercise
        self._held: list[Published] = []
        self._bytes = 0
        self._end = 0
        self._news = asyncio.Event()
        self.version = 0
        """How many alerts have come in here."""
        self._readers = asyncio.Semaphore(READERS)
        self.ready = asyncio.Event()
        """Set once the topic is read to the end that it had."""

    @property
    def end(self) -> int:
        """The offset after the newest alert that is known."""
        return self._end

    def holds(self, offset: int) -> bool:
        """Whether all from `offset` on is in memory."""
        return bool(self._held) and self._held[0].offset <= offset

    async def run(self) -> None:
        """Keep up until cancelled. Raises as workers.reading.log.read."""
        begin, self._end = (await bounds(self._settings, [ALERTS]))[ALERTS, 0]
        start = {(ALERTS, 0): max(begin, self._end - HELD)}
        await follow(self._settings, ALERTS, self._take, self.ready.set, start)

    def since(self, start: int | datetime) -> "Reader":
        """A reader from an offset, or at the latest from the first alert published at `start`."""
        return Reader(self, start)

    async def more(self, than: int) -> None:
        """Return when the log has grown since it was of version `than`."""
        while self.version == than:
            await self._news.wait()

    async def piece(self, cursor: int | datetime) -> tuple[list[Published], int | datetime]:
        """The next alerts from `cursor` on, and how far that was read; none: there are none yet. Raises as
        workers.reading.log.read."""
        held = self._from_memory(cursor)
        return await self._from_topic(cursor) if held is None else (held, cursor)

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
        self.version += 1
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
