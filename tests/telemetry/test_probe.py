"""A container's health check: what runs here is asked, and has to be ready."""

import asyncio
import http.server
import threading
from collections.abc import Callable

import pytest

from workers.pipeline import PROCESSES
from workers.telemetry import probe
from workers.telemetry.health import Health
from workers.telemetry.http import Pages


@pytest.fixture
def ask(
    free_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], tuple[int, str]]:
    monkeypatch.setenv("WIREDESK_HTTP_PORT", str(free_port))
    monkeypatch.setenv("WIREDESK_HTTP_HOST", "0.0.0.0")

    def run() -> tuple[int, str]:
        return probe.main(), capsys.readouterr().out

    return run


async def test_it_asks_the_one_that_runs(ask: Callable[[], tuple[int, str]], free_port: int) -> None:
    assert await asyncio.to_thread(ask) == (1, "nothing answers\n")
    met = {"model loaded": True, "broker answers": False}
    health = Health({name: lambda name=name: met[name] for name in met})
    pages = Pages("desk", health, "0.0.0.0", free_port + PROCESSES.index("desk"))
    await pages.start()
    try:
        assert await asyncio.to_thread(ask) == (1, "desk: not broker answers\n")
        met["broker answers"] = True
        assert await asyncio.to_thread(ask) == (0, "desk: ready\n")
    finally:
        await pages.stop()


def test_one_that_hangs_is_not_ready(
    ask: Callable[[], tuple[int, str]], free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "PATIENCE", 0.2)
    release = threading.Event()

    class Hanging(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            release.wait()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", free_port), Hanging)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert ask() == (1, "clean: no answer in 0.2 s\n")
    finally:
        release.set()
        server.shutdown()
        server.server_close()
