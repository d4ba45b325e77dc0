"""The command `wiredesk desk`: what stops it from starting, and how it ends."""

import asyncio
import signal
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp

from tests.desk.running import address, running, start
from workers.service.exits import Exit
from workers.settings import Settings


def ended(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workers", "desk", *arguments]
    return subprocess.run(
        command, env=settings.environment(), timeout=60, capture_output=True, text=True, check=False
    )  # fmt: skip


async def test_two_desks_of_one_home_or_one_port(topics: Settings, tmp_path: Path) -> None:
    async with running(topics, tmp_path / "log") as page:
        second = await asyncio.to_thread(ended, topics, "--port", "0")
        assert second.returncode == Exit.TEMPFAIL
        assert "Another desk uses" in second.stdout + second.stderr
        elsewhere = topics.model_copy(update={"home": tmp_path / "elsewhere"})
        third = await asyncio.to_thread(ended, elsewhere, "--port", page.rsplit(":", 1)[1])
        assert third.returncode == Exit.TEMPFAIL
        assert "is in use" in third.stdout + third.stderr


async def test_started_by_a_person_it_looks_at_the_cluster_first(settings: Settings) -> None:
    found = await asyncio.to_thread(ended, settings, "--port", "0")
    assert found.returncode == 2
    assert "wiredesk topics apply" in found.stderr


async def test_it_ends_at_once_though_pages_listen(topics: Settings, tmp_path: Path) -> None:
    process = start(topics, tmp_path / "log")
    page = await address(process, tmp_path / "log")
    async with aiohttp.ClientSession(page) as client, client.get("/api/live") as live:
        assert (await live.content.readline()).startswith(b"id: ")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 20) == Exit.OK
        await live.content.read()
    assert "Traceback" not in (tmp_path / "log").read_text()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(page.rsplit(":", 1)[1])))
