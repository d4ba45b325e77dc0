"""Promises 1 to 3 of the wire: 2,000 articles under random kills, stops and freezes give what a quiet run gives."""

import asyncio
import random
import signal
import time
from pathlib import Path

import psutil
import pytest

from tests.integration.corpus import corpus
from tests.integration.wire import (
    STATELESS,
    partition_of_articles,
    publish,
    running,
    standing_alerts,
    values,
    wiredesk,
)
from workers.broker import topics as topics_as_code
from workers.reading.progress import drained
from workers.settings import Settings

ARTICLES = 2_000
FAULTS_SECONDS = 75.0
FREEZE_SECONDS = 9.0
SUBSCRIPTIONS = """
subscriptions:
  - id: attacks
    title: Attacks
    all: [{event_type: ASSAULT}]
  - id: confirmed-sanctions
    title: Sanctions that two origins tell
    all: [{event_type: SANCTION}, {sources: 2}]
  - id: kenya
    title: Kenya without protests
    any: [{country: KEN}, {words: kenyan government}]
    none: [{event_type: PROTEST}]
"""


async def _run(settings: Settings, folder: Path, *, faults: bool) -> None:
    await topics_as_code.apply(settings)
    file = folder / "subscriptions.yaml"
    file.write_text(SUBSCRIPTIONS)
    await asyncio.to_thread(wiredesk, settings, "subscriptions", "apply", str(file))
    await publish(settings, corpus(ARTICLES))
    async with running(settings, folder / "workers.log") as supervisor:
        if faults:
            await _disturb(supervisor.pid)
        await asyncio.wait_for(drained(settings), 400)


async def _disturb(supervisor: int) -> None:
    """Kill, stop or freeze a random worker every few seconds."""
    pick = random.Random(11)
    frozen: list[asyncio.Task[None]] = []
    end = time.monotonic() + FAULTS_SECONDS
    while time.monotonic() < end:
        await asyncio.sleep(pick.uniform(1, 4))
        workers = psutil.Process(supervisor).children()
        if not workers:
            continue
        victim = pick.choice(workers)
        match pick.choice(("kill", "term", "freeze")):
            case "kill":
                victim.kill()
            case "term":
                victim.terminate()
            case "freeze":
                frozen.append(asyncio.create_task(_freeze(victim)))
    await asyncio.gather(*frozen)


async def _freeze(process: psutil.Process) -> None:
    try:
        process.suspend()
        await asyncio.sleep(FREEZE_SECONDS)
        process.send_signal(signal.SIGCONT)
    except psutil.NoSuchProcess:
        return


@pytest.mark.timeout(900)
async def test_faults_lose_nothing_repeat_nothing_and_change_nothing(rules_only: Settings, tmp_path: Path) -> None:
    common = {"kafka_session_timeout": 6.0, "http_port": 0, "batch_size": 25}
    quiet = rules_only.model_copy(update=common | {"prefix": f"{rules_only.prefix}quiet."})
    faulty = rules_only.model_copy(update=common | {"prefix": f"{rules_only.prefix}faults."})
    for run in (quiet, faulty):
        (tmp_path / run.prefix).mkdir()
        await _run(run, tmp_path / run.prefix, faults=run is faulty)

    poisoned = sum(raw.poison is not None for raw in corpus(ARTICLES))
    for topic in STATELESS:
        expected, found = await values(quiet, topic), await values(faulty, topic)
        assert expected.total() == (poisoned if topic.endswith(".dlq") else ARTICLES - poisoned), topic
        assert max(expected.values()) == 1, topic
        assert found == expected, topic
    assert await partition_of_articles(faulty) == await partition_of_articles(quiet)
    alerts = await standing_alerts(quiet)
    assert await standing_alerts(faulty) == alerts
    assert {subscription for subscription, _ in alerts} == {"attacks", "confirmed-sanctions", "kenya"}
