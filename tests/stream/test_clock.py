"""The clock by itself: `wiredesk clock` ticks, says whether it does, and ends when told."""

import asyncio
import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from tests.stream.harness import DEADLINE, counted
from workers.pipeline import PROCESSES
from workers.settings import Settings

COMMAND = [sys.executable, "-m", "workers", "clock"]


def ready(settings: Settings) -> object:
    url = f"http://127.0.0.1:{settings.port(PROCESSES.index('clock'))}/readyz"
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)["ready"]
    except urllib.error.HTTPError as error:
        return json.load(error)["ready"]
    except OSError:
        return None


async def test_it_ticks_until_it_is_told_to_end(topics: Settings, free_port: int) -> None:
    settings = topics.model_copy(update={"http_port": free_port})
    process = subprocess.Popen(COMMAND, env=settings.environment(), stderr=subprocess.DEVNULL)
    try:
        (first, *_) = await counted(settings, 1, "wiredesk.clock")
        assert first.key == "tick"
        assert first.message.header("ce_source") == "/wiredesk/clock"
        deadline = time.monotonic() + DEADLINE
        while not await asyncio.to_thread(ready, settings):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 60) == 0
    finally:
        process.kill()
        process.wait()


def test_without_its_topic_it_says_what_to_do(settings: Settings) -> None:
    said = subprocess.run(COMMAND, env=settings.environment(), capture_output=True, text=True, timeout=120, check=False)
    assert said.returncode == 2
    assert "wiredesk topics apply" in said.stderr
