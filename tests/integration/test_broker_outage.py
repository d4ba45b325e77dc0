"""The broker is killed while articles are under way, and comes back: nothing is lost and nothing is there twice."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from tests.integration.corpus import corpus
from tests.integration.wire import publish, running, values
from workers.broker import topics as topics_as_code
from workers.broker.local import LocalBroker
from workers.pipeline import STEPS
from workers.reading.progress import drained
from workers.settings import Settings

ARTICLES = 300
AWAY_SECONDS = 5.0


@pytest.mark.timeout(300)
async def test_articles_survive_a_broker_that_is_killed(tmp_path: Path, free_port: int) -> None:
    settings = Settings(home=tmp_path, broker_port=free_port, http_port=0, kafka_bootstrap=None, batch_size=10)
    broker = LocalBroker(tmp_path, settings)
    await asyncio.to_thread(broker.start)
    try:
        await topics_as_code.apply(settings)
        await publish(settings, corpus(ARTICLES, poison=0))
        async with running(settings, tmp_path / "workers.log"):
            while (await values(settings, "news.clean")).total() < ARTICLES // 4:
                await asyncio.sleep(0.2)
            status = await asyncio.to_thread(broker.status)
            assert status is not None
            os.kill(status.pid, signal.SIGKILL)
            await asyncio.sleep(AWAY_SECONDS)
            await asyncio.to_thread(broker.start)
            await asyncio.wait_for(drained(settings, [STEPS["clean"], STEPS["tag"], STEPS["classify"]]), 200)
        for topic in ("news.clean", "news.tagged", "news.enriched"):
            found = await values(settings, topic)
            assert sorted(key for key, _ in found.elements()) == sorted({key for key, _ in found}), topic
            assert found.total() == ARTICLES, topic
    finally:
        await asyncio.to_thread(broker.stop)
