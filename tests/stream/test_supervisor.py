"""The supervisor on a real broker: a killed worker comes back, one at its limit does not, and no orphan is left."""

import asyncio
import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from workers.pipeline import STEPS
from workers.settings import Settings


@pytest.fixture
def served(topics: Settings, free_port: int) -> Settings:
    """Settings whose workers' pages are on ports that nobody else has."""
    return topics.model_copy(update={"http_port": free_port})


@contextmanager
def _supervisor(settings: Settings, log: Path) -> Iterator[psutil.Process]:
    with log.open("wb") as out:
        command = [sys.executable, "-m", "workers", "worker"]
        process = subprocess.Popen(command, env=settings.environment(), stdout=out, stderr=out)
        try:
            yield psutil.Process(process.pid)
        finally:
            process.kill()
            process.wait()


def _ready(settings: Settings, step: str) -> dict[str, object] | None:
    """What /readyz of a step says; none where nobody answers."""
    url = f"http://127.0.0.1:{settings.http_port + list(STEPS).index(step)}/readyz"
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            found: dict[str, object] = json.load(response)
    except urllib.error.HTTPError as error:
        found = json.load(error)
    except OSError:
        return None
    return found


def _alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that run; one that ended and waits for its parent to notice does not."""
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


async def _await_ready(settings: Settings) -> None:
    deadline = time.monotonic() + 60
    while not all((_ready(settings, step) or {}).get("ready") for step in STEPS):
        assert time.monotonic() < deadline, {step: _ready(settings, step) for step in STEPS}
        await asyncio.sleep(0.2)


async def _await_ended(processes: list[psutil.Process]) -> None:
    deadline = time.monotonic() + 30
    while _alive(processes):
        assert time.monotonic() < deadline, _alive(processes)
        await asyncio.sleep(0.1)


async def test_workers_come_back_and_none_is_left_behind(served: Settings, tmp_path: Path) -> None:
    with _supervisor(served, tmp_path / "log") as supervisor:
        await _await_ready(served)
        family = supervisor.children(recursive=True)
        for number, worker in enumerate(supervisor.children()):
            worker.send_signal(signal.SIGKILL if number % 2 else signal.SIGTERM)
        await _await_ended(family)
        await _await_ready(served)
        family = supervisor.children(recursive=True)
        supervisor.send_signal(signal.SIGKILL)
        await _await_ended(family)


async def test_sigterm_stops_all_in_good_order(served: Settings, tmp_path: Path) -> None:
    with _supervisor(served, tmp_path / "log") as supervisor:
        await _await_ready(served)
        family = supervisor.children(recursive=True)
        supervisor.terminate()
        assert await asyncio.to_thread(supervisor.wait, 40) == 0
        assert not _alive(family)
