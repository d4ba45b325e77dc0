"""The supervisor: a process for each step, started again when it fails, stopped together, and the clock's ticks."""

import asyncio
import os
import sys
from collections.abc import Sequence
from time import monotonic
from typing import Any, BinaryIO

import structlog

from workers.pipeline import STEPS
from workers.settings import Settings
from workers.stream.clock import tick
from workers.stream.worker import Exit
from workers.telemetry import metrics

log = structlog.get_logger()

_PATIENCE = 30.0
_HEALTHY = 20.0
_LONGEST_PAUSE = 30.0


class Supervisor:
    """Runs a worker process for each of `steps` until `stop`. A worker that failed comes back after 0.5 s, then twice
    as long each time (30 s at most), as new after 20 s of health; one that reached its dead-letter limit stays
    down."""

    def __init__(self, steps: Sequence[str], settings: Settings, log_file: BinaryIO | None = None) -> None:
        """`log_file`: where the workers' output goes instead of our own."""
        self._steps, self._settings, self._log_file = list(steps), settings, log_file
        self._stopping = asyncio.Event()
        self.gave_up: set[str] = set()

    async def run(self) -> None:
        """Return when all workers have ended: after `stop`, or when each has given up."""
        ticking = asyncio.create_task(tick(self._settings))
        keeping = asyncio.gather(*map(self._keep, self._steps))
        try:
            both: list[asyncio.Future[Any]] = [ticking, keeping]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if ticking.done():  # only a fault of ours ends it: without ticks no story would ever close
                self.stop()
                ticking.result()
            await keeping
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, keeping, return_exceptions=True)

    def stop(self) -> None:
        """Ask every worker to finish its batch and end."""
        self._stopping.set()

    async def _keep(self, step: str) -> None:
        pause = 0.5
        while not self._stopping.is_set():
            began = monotonic()
            code = await self._once(step)
            if self._stopping.is_set():
                return
            if code == Exit.SOFTWARE:
                log.error("worker stopped for good; see its log", step=step)
                self.gave_up.add(step)
                return
            pause = 0.5 if monotonic() - began > _HEALTHY else pause
            log.warning("worker ended; starting it again", step=step, code=code, pause=pause)
            metrics.RESTARTS.labels(step).inc()
            await self._pause(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _once(self, step: str) -> int:
        port = self._settings.http_port and self._settings.http_port + list(STEPS).index(step)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "workers", "worker", step, "--port", str(port), "--parent", str(os.getpid())),
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
            log.warning("worker did not stop; killed", step=step)
            process.kill()
        return await ended

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return
