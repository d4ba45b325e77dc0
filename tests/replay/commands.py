"""Replays run as people run them: a process, to its end or until it is killed."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from workers.settings import Settings

DEADLINE = 1200.0


async def to_the_end(settings: Settings, *arguments: str) -> tuple[dict[str, Any], str]:
    """Run `wiredesk replay`; its summary, and what it said on standard error."""
    process = await _started(settings, arguments)
    try:
        out, said = await asyncio.wait_for(process.communicate(), DEADLINE)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, said.decode()
    summary: dict[str, Any] = orjson.loads(out)
    return summary, said.decode()


async def killed(settings: Settings, *arguments: str, when: Callable[[], Awaitable[bool]]) -> None:
    """Run `wiredesk replay` and kill it once it is so far."""
    process = await _started(settings, arguments)
    try:
        async with asyncio.timeout(DEADLINE):
            while process.returncode is None and not await when():
                await asyncio.sleep(0.2)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
    _, said = await process.communicate()
    assert process.returncode == -signal.SIGKILL, said.decode()


async def _started(settings: Settings, arguments: tuple[str, ...]) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "workers", "replay", "--json", *arguments]
    return await asyncio.create_subprocess_exec(
        *command, env=settings.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
