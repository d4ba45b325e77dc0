"""The life of one feed: wait, poll, write, for ever; what goes wrong with it disturbs no other."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import random

import structlog
from aiokafka.errors import KafkaError, ProducerFenced

from schemas.sources import FeedState
from workers.connectors.polling.fetch import Fetcher
from workers.connectors.polling.ledger import Ledger, held
from workers.connectors.polling.outcome import Outcome, PollError
from workers.connectors.polling.poll import Pace, Polled, failed, poll
from workers.connectors.polling.reader import Reader
from workers.reading.cluster import ClusterError
from workers.settings import Settings
from workers.telemetry import metrics

log = structlog.get_logger()

REOPEN_SECONDS = (1.0, 30.0)
"""The first and the longest pause before a ledger is opened again that the broker did not take."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What all feeds share."""

    settings: Settings
    fetcher: Fetcher
    reader: Reader
    every: timedelta


class Poller:
    """One feed. `open` it, give it its state, then `once` or `run`; `close` it at last."""

    def __init__(self, url: str, tools: Tools) -> None:
        self.url = url
        self.ready = False
        self._tools = tools
        self._ledger = Ledger(tools.settings, url)
        self._state = FeedState(url=url, polled=datetime.now(UTC))

    async def open(self) -> None:
        """Take the feed over from whoever polls it. Its state is read after that."""
        await self._ledger.open()

    def begin(self, state: FeedState | None) -> None:
        """Go on from `state`."""
        self._state = state or self._state
        self.ready = True

    async def close(self) -> None:
        """Disconnect."""
        self.ready = False
        await self._ledger.close()

    @property
    def due(self) -> datetime:
        """When it is to be polled next; a time that is past means now."""
        return self._state.not_before or self._state.polled

    async def run(self) -> None:
        """Poll for ever; return when another poller has taken the feed over."""
        while True:
            await asyncio.sleep(max(0.0, (self.due - datetime.now(UTC)).total_seconds()))
            polled = await self.once()
            if polled.outcome is Outcome.TAKEN_OVER:
                return
            if polled.outcome is Outcome.NOT_ACKNOWLEDGED:
                await self._reopen()

    async def once_if_due(self) -> Polled:
        """As `once`, but a feed that failed, or whose server asked to be left alone, is not asked before its time."""
        if self._state.failures and self.due > datetime.now(UTC):
            detail = (
                f"failures in a row: {self._state.failures}; not asked before {self.due.isoformat(timespec='seconds')}"
            )
            return Polled(Outcome.WAITING, self._state, detail=detail)
        return await self.once()

    async def once(self) -> Polled:
        """One poll, its records published and its state written: exactly once, or the poll has failed."""
        now = datetime.now(UTC)
        pace = Pace(self._tools.every, random())
        began = asyncio.get_running_loop().time()
        polled = await poll(self._state, self._tools.fetcher, self._tools.reader, now, pace)
        try:
            await self._ledger.write(polled.records, polled.state, now)
            self._state = polled.state
        except ProducerFenced:
            self.ready = False
            polled = self._unwritten(Outcome.TAKEN_OVER, "another process polls it now: it is left to that one", pace)
        except KafkaError as error:
            polled = self._unwritten(Outcome.NOT_ACKNOWLEDGED, str(error), pace)
        _tell(self.url, polled, asyncio.get_running_loop().time() - began)
        return polled

    def _unwritten(self, outcome: Outcome, detail: str, pace: Pace) -> Polled:
        return failed(self._state, PollError(outcome, detail), self._state.polled, pace)

    async def _reopen(self) -> None:
        """Open the ledger again, and read what is held: whether the last write was taken is not known."""
        self.ready = False
        pause, longest = REOPEN_SECONDS
        while True:
            try:
                await self.open()
                held_now = await held(self._tools.settings, {self.url})
            except (KafkaError, ClusterError) as error:
                log.warning("the broker does not answer", url=self.url, error=str(error), pause=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, longest)
            else:
                self.begin(held_now.get(self.url))
                return


def _tell(url: str, polled: Polled, seconds: float) -> None:
    """One line a poll in the log, and its counters."""
    refused = Counter(item.reason.value for item in polled.refused)
    for reason, count in refused.items():
        metrics.SOURCE_REFUSED.labels("feed", reason).inc(count)
    metrics.POLLS.labels(polled.outcome.value).inc()
    metrics.SOURCE_PUBLISHED.labels("feed").inc(len(polled.records))
    due = polled.state.not_before
    say = log.warning if polled.outcome.failed else log.info
    say(
        "polled",
        url=url,
        outcome=polled.outcome.value,
        status=polled.status,
        new=len(polled.records),
        refused=dict(refused),
        seconds=round(seconds, 3),
        next=due.isoformat(timespec="seconds") if due else None,
        **({"detail": polled.detail} if polled.detail else {}),
    )
