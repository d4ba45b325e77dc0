"""A running wire, watched as an operator would: its processes, and its counters by their pages."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import psutil
from aiohttp import ClientError, ClientSession
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from schemas.codec import wrap
from schemas.control import Clause, Query, Subscription
from schemas.registry import ENRICHED, STORIES, TAGGED
from tests.bench import processes
from tests.bench.ground import DEADLINE, Record, StuckError
from tests.integration.corpus import corpus
from workers.connectors import control
from workers.connectors.door import Outgoing, admit
from workers.connectors.items import Found
from workers.pipeline import PROCESSES
from workers.settings import Settings
from workers.stream.supervisor import Child, Supervisor

WARM = 60
"""Articles that are through before counting begins."""
INPUT = {"classify": TAGGED, "link": ENRICHED, "alert": STORIES}
EVERYTHING = Subscription(
    id="everything", title="Every story", version=1, query=Query(all=(Clause(field="sources", value=1),))
)
"""Met by every story, so that an article is told of when it changes what there is to see."""


class Wire:
    """The processes of a wire that is up."""

    def __init__(self, settings: Settings, names: Sequence[str], http: ClientSession) -> None:
        self._settings, self._names, self._http = settings, names, http

    @property
    def processes(self) -> dict[str, psutil.Process]:
        """Its processes by name."""
        return {n: p for n, p in processes.family(os.getpid()).items() if n.split(" ")[0] in self._names}

    async def ready(self) -> None:
        """Return when each of its processes does its work. Raises StuckError."""
        for name in self._names:
            deadline = time.monotonic() + DEADLINE
            while not await self._is_ready(name):
                await self._pause(name, 0.1, deadline)

    async def through(self, articles: int) -> None:
        """Return when so many articles have come to the end of the wire. Raises StuckError."""
        if "classify" in self._names:
            await self._done("classify", articles)
        if "link" in self._names:
            await self._done("link", articles)
        if "alert" in self._names:
            await self._done("alert", _sum(await self._samples("link"), "wiredesk_records_out_total", STORIES))

    async def batches(self) -> dict[str, float]:
        """Records in a transaction by step, on average."""
        found = {}
        for name in self._names:
            samples = await self._samples(name)
            count = _sum(samples, "wiredesk_batch_records_count")
            if count:
                found[name] = _sum(samples, "wiredesk_batch_records_sum") / count
        return found

    async def _done(self, name: str, records: float) -> None:
        """Look at how many inputs step `name` is done with, as seldom as will do: a look costs it as much as many."""
        began, first = time.monotonic(), await self._inputs(name)
        deadline, done = began + DEADLINE, first
        while done < records:
            rate = (done - first) / (time.monotonic() - began)
            await self._pause(name, min(max((records - done) / rate / 2, 0.05), 2.0) if rate else 0.5, deadline)
            done = await self._inputs(name)

    async def _inputs(self, name: str) -> float:
        return _sum(await self._samples(name), "wiredesk_records_in_total", INPUT[name])

    async def _pause(self, name: str, seconds: float, deadline: float) -> None:
        if time.monotonic() > deadline:
            log = (self._settings.home / "wire.log").read_text("utf-8", "replace")
            raise StuckError(f"{name}: not there after {DEADLINE:g} s\n{log[-3_000:]}")
        await asyncio.sleep(seconds)

    async def _is_ready(self, name: str) -> bool:
        try:
            return (await self._get(name, "/readyz"))[0] == 200
        except ClientError:  # it has not begun to listen
            return False

    async def _samples(self, name: str) -> list[Sample]:
        page = (await self._get(name, "/metrics"))[1]
        return [sample for family in text_string_to_metric_families(page) for sample in family.samples]

    async def _get(self, name: str, path: str) -> tuple[int, str]:
        port = self._settings.port(PROCESSES.index(name))
        async with self._http.get(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status, await answer.text()


def _sum(samples: Iterable[Sample], name: str, topic: str | None = None) -> float:
    """The sum of the samples called `name`, of `topic` where one is given."""
    return sum(s.value for s in samples if s.name == name and topic in (None, s.labels.get("topic")))


@asynccontextmanager
async def running(settings: Settings, children: Sequence[Child]) -> AsyncIterator[Wire]:
    """`children` under a supervisor of ours, ready; ended in good order."""
    with (settings.home / "wire.log").open("ab") as log:
        supervisor = Supervisor(children, settings, log)
        supervising = asyncio.create_task(supervisor.run())
        try:
            async with ClientSession() as http:
                wire = Wire(settings, [child.name for child in children], http)
                await wire.ready()
                yield wire
        finally:
            supervisor.stop()
            await supervising


async def subscribe(settings: Settings) -> None:
    """Have every story told."""
    now = datetime.now(UTC)
    await control.say(settings, control.plan({}, [EVERYTHING], prune=False), now)


def articles(count: int) -> list[Record]:
    """`count` articles of the generated news week, as our connectors publish them."""
    now = datetime.now(UTC)
    found = []
    for raw in corpus(count, poison=0):
        outgoing = admit(Found(raw.key, wrap(raw.value, now)), now, "/wiredesk/bench")
        assert isinstance(outgoing, Outgoing)
        found.append(Record(outgoing.key, outgoing.value, outgoing.headers))
    return found
