"""A desk in a process of its own."""

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from workers.settings import Settings

STARTED = re.compile(rb"page=(http://\S+)")
DEADLINE = 60


def start(settings: Settings, log: Path, port: int = 0) -> subprocess.Popen[bytes]:
    """`wiredesk desk` as the supervisor starts it."""
    command = [sys.executable, "-m", "workers", "desk", "--port", str(port), "--parent", str(os.getpid())]
    environment = settings.environment() | {"NO_COLOR": "1", "WIREDESK_LOG_FORMAT": "text"}
    with log.open("wb") as out:
        return subprocess.Popen(command, env=environment, stdout=out, stderr=out)


async def address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where its page is, once it listens."""
    deadline = time.monotonic() + DEADLINE
    while not (found := STARTED.search(log.read_bytes())):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        await asyncio.sleep(0.05)
    return found[1].decode()


@asynccontextmanager
async def running(settings: Settings, log: Path, port: int = 0) -> AsyncIterator[str]:
    """A desk for as long as the block lasts; gives its address. Its file is closed at the end."""
    process = start(settings, log, port)
    try:
        yield await address(process, log)
    finally:
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, DEADLINE)
        finally:
            process.kill()
            process.wait()
