"""A running wire, watched as an operator would: its processes, and its counters by their pages."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import psutil
from aiohttp import ClientError, ClientSession
from prometheus_client.parser import text_string_to_metric_families

from schemas.codec import wrap
from schemas.control import Clause, Query, Subscription
from schemas.registry import ENRICHED, RAW, STORIES, TAGGED
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
INPUT = {"clean": RAW, "classify": TAGGED, "link": ENRICHED, "alert": STORIES}
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
            await self._until(name, lambda status, text: status == 200, "/readyz")

    async def through(self, articles: int) -> None:
        """Return when so many articles have come to the end of the wire. Raises StuckError."""
        if "classify" in self._names:
            await self._until("classify", lambda _, text: _count(text, "in", INPUT["classify"]) >= articles)
        if "link" in self._names:
            await self._until("link", lambda _, text: _count(text, "in", INPUT["link"]) >= articles)
        if "alert" in self._names:
            stories = _count(await self._page("link"), "out", STORIES)
            await self._until("alert", lambda _, text: _count(text, "in", INPUT["alert"]) >= stories)

    async def _page(self, name: str, path: str = "/metrics") -> str:
        return (await self._get(name, path))[1]

    async def _until(self, name: str, met: Callable[[int, str], bool], path: str = "/metrics") -> None:
        deadline = time.monotonic() + DEADLINE
        while True:
            try:
                if met(*await self._get(name, path)):
                    return
            except ClientError:  # it has not begun to listen
                pass
            if time.monotonic() > deadline:
                log = (self._settings.home / "wire.log").read_text("utf-8", "replace")
                raise StuckError(f"{name}: not there after {DEADLINE:g} s\n{log[-3_000:]}")
            await asyncio.sleep(0.05)

    async def _get(self, name: str, path: str) -> tuple[int, str]:
        port = self._settings.port(PROCESSES.index(name))
        async with self._http.get(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status, await answer.text()


def _count(page: str, way: str, topic: str) -> float:
    """Records `in` or `out` by a page of metrics."""
    return sum(
        sample.value
        for family in text_string_to_metric_families(page)
        if family.name == f"wiredesk_records_{way}"
        for sample in family.samples
        if sample.name.endswith("_total") and sample.labels["topic"] == topic
    )


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
        outgoing = admit(Found(raw.key, wrap(raw.value, now)), now)
        assert isinstance(outgoing, Outgoing)
        found.append(Record(outgoing.key, outgoing.value, outgoing.headers))
    return found
