"""The desk follows the published topics and folds them into its file; where the topics are other ones, from scratch."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import ParamSpec, TypeVar

import structlog
from aiokafka.errors import KafkaError

from workers.desk.batches import batches
from workers.desk.behind import Behind, beyond
from workers.desk.card import millis
from workers.desk.changes import Changes, named
from workers.desk.schema import FOLDED
from workers.desk.store import DivergedError, Store, Touched
from workers.reading.cluster import ClusterError, cluster_id
from workers.reading.log import Entry, bounds, read
from workers.settings import Settings
from workers.telemetry import metrics

log = structlog.get_logger()
P = ParamSpec("P")
T = TypeVar("T")
PRUNE_SECONDS = 600.0
LONGEST_PAUSE = 10.0


class Following:
    """Keeps `store` up with the topics, for as long as `run` runs."""

    def __init__(self, settings: Settings, store: Store, changes: Changes) -> None:
        self._settings, self._store, self._changes = settings, store, changes
        self._thread = ThreadPoolExecutor(1, "desk-fold")
        self._diverged = asyncio.Event()
        self._cluster = ""
        self._why = ""
        self._pruned = -PRUNE_SECONDS

    @property
    def places(self) -> dict[tuple[str, int], int]:
        """The next offset to fold of each (topic, partition) that has had a record."""
        return {partition: at.offset + 1 for partition, at in self._store.places.items()}

    async def open(self) -> None:
        """Open the file. Raises StoreError, OSError."""
        await self._call(self._store.open)

    async def close(self) -> None:
        """Close the file."""
        await self._call(self._store.close)
        self._thread.shutdown()

    async def run(self) -> None:
        """Follow until cancelled. A broker that is away is waited for; a file that can't be written raises
        sqlite3.OperationalError."""
        pause = 0.5
        while True:
            began = monotonic()
            try:
                await self._follow()
            except DivergedError as error:
                log.warning("the topics are other ones; folding from their beginning", detail=str(error))
                await self._begin_again()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                log.error("the read model is damaged; folding from the beginning", detail=str(error))
                await self._begin_again()
            except (ClusterError, KafkaError, OSError) as error:
                pause = 0.5 if monotonic() - began > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
                log.warning("the topics can't be followed; trying again", detail=str(error), pause=pause)
                self._settings = self._settings.anew()
                await asyncio.sleep(pause)

    def check(self, cluster: str, found: Behind) -> None:
        """Have all folded again where the broker turns out to be another one, or to hold less than was folded."""
        if self._cluster:
            self._why = found.beyond if cluster == self._cluster else f"the cluster is {cluster} now"
            if self._why:
                self._diverged.set()

    async def prune(self) -> None:
        """Delete now and then what the topics no longer have to keep."""
        if monotonic() - self._pruned > PRUNE_SECONDS:
            self._pruned = monotonic()
            await self._call(self._store.prune, millis(datetime.now(UTC)))

    async def _follow(self) -> None:
        self._diverged.clear()
        self._cluster = await cluster_id(self._settings)
        await self._call(self._store.belong_to, f"{self._cluster} {self._settings.prefix}")
        ends = {p: end for p, (_, end) in (await bounds(self._settings, FOLDED)).items()}
        if why := beyond(self.places, ends):
            raise DivergedError(why)
        # From the last record that was folded, not the next: that it still stands there says that the log is the same.
        start = {partition: at.offset for partition, at in self._store.places.items()}
        async with (
            aclosing(read(self._settings, FOLDED, start=start, follow=True)) as entries,
            aclosing(batches(entries, self._diverged)) as found,
        ):
            async for batch in found:
                await self._fold(batch)
        raise DivergedError(self._why)

    async def _begin_again(self) -> None:
        await self._call(self._store.begin_again)
        self._changes.put("reset", {})

    async def _fold(self, batch: list[Entry]) -> None:
        with metrics.TRANSACTION_SECONDS.labels("desk").time():
            touched = await self._call(self._store.apply, batch)
        metrics.BATCH_RECORDS.labels("desk").observe(len(batch))
        for entry in batch:
            metrics.RECORDS_IN.labels("desk", entry.place.topic).inc()
        self._tell(touched)

    def _tell(self, touched: Touched) -> None:
        if touched.records:
            self._changes.put(
                "change",
                {
                    "stories": named(touched.stories),
                    "articles": named(touched.articles),
                    "alerts": named(touched.alerts),
                    "refused": touched.refused,
                },
            )

    async def _call(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Run `function` in the one thread that has the file."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(function, *arguments, **named))
