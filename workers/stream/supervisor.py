"""The supervisor: a process for each child, started again when it fails, stopped together, and the clock's ticks."""

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, BinaryIO

import structlog

from workers.pipeline import PROCESSES, STEPS
from workers.service.exits import Exit
from workers.service.stopping import stop_event
from workers.settings import Settings
from workers.stream.clock import tick
from workers.telemetry import metrics

log = structlog.get_logger()

_PATIENCE = 30.0
_HEALTHY = 20.0
_LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Child:
    """A process to keep: `name` is one of workers.pipeline.PROCESSES, `command` what follows `wiredesk`. `port` is that
    of its pages; none: as the settings say."""

    name: str
    command: tuple[str, ...]
    port: int | None = None


WORKERS = tuple(Child(step, ("worker", step)) for step in STEPS)
"""The steps of the wire."""
USES = tuple(Child(name, (name,)) for name in ("ingest", "delivery", "desk"))
"""What stands around them."""


class Supervisor:
    """Keeps a process for each of `children` until `stop`. One that failed comes back after 0.5 s, then twice as long
    each time (30 s at most), as new after 20 s of health; one that reached its dead-letter limit stays down."""

    def __init__(
        self,
        children: Sequence[Child],
        settings: Settings,
        log_file: BinaryIO | None = None,
        *,
        clock: bool = True,
        stop: asyncio.Event | None = None,
    ) -> None:
        """`log_file`: where the children's output goes instead of our own. `clock`: whether to tick (in a replay the
        records' own times do). `stop`: an event that stops it, beside `stop()`."""
        self._children, self._settings, self._log_file, self._clock = list(children), settings, log_file, clock
        self._stopping = stop or asyncio.Event()
        self.gave_up: set[str] = set()

    async def run(self) -> None:
        """Return when all children have ended: after `stop`, or when each has given up."""
        keeping = asyncio.gather(*map(self._keep, self._children))
        waited: list[asyncio.Future[Any]] = [keeping]
        if self._clock:
            waited.append(asyncio.create_task(tick(self._settings)))
        try:
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
            for ticking in waited[1:]:
                if ticking.done():  # only a fault of ours ends it: without ticks no story would ever close
                    self.stop()
                    ticking.result()
            await keeping
        finally:
            for future in waited[1:]:
                future.cancel()
            await asyncio.gather(*waited, return_exceptions=True)

    def stop(self) -> None:
        """Ask every child to finish what it has in hand and end."""
        self._stopping.set()

    async def _keep(self, child: Child) -> None:
        pause = 0.5
        while not self._stopping.is_set():
            began = monotonic()
            code = await self._once(child)
            if self._stopping.is_set():
                return
            if code == Exit.SOFTWARE:
                log.error("worker stopped for good; see its log", process=child.name)
                self.gave_up.add(child.name)
                return
            pause = 0.5 if monotonic() - began > _HEALTHY else pause
            log.warning("worker ended; starting it again", process=child.name, code=code, pause=pause)
            metrics.RESTARTS.labels(child.name).inc()
            await self._pause(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _once(self, child: Child) -> int:
        port = self._settings.port(PROCESSES.index(child.name)) if child.port is None else child.port
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "workers", *child.command, "--port", str(port), "--parent", str(os.getpid())),
            env=self._settings.environment(),
            stdout=self._log_file,
            stderr=self._log_file,
        )
        ended = asyncio.ensure_future(process.wait())
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not ended.done():
            process.terminate()
            await asyncio.wait({ended}, timeout=_PATIENCE)
        if not ended.done():
            log.warning("worker did not stop; killed", process=child.name)
            process.kill()
        return await ended

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


async def supervise(children: Sequence[Child], settings: Settings) -> int:
    """Keep `children` until SIGTERM or SIGINT; the exit code: 1 where one of them gave up."""
    supervisor = Supervisor(children, settings, stop=stop_event())
    await supervisor.run()
    return 1 if supervisor.gave_up else 0
