"""Whom a replay tells: nobody, or with --notify the webhooks that hold, and then as an exercise."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from schemas.codec import decode, encode
from schemas.registry import ALERTS, DELIVERIES, STORIES
from tests.core.alert.stories import story
from tests.delivery import receiver as r
from tests.delivery.alerts import webhook
from tests.replay.backlog import entries
from tests.replay.commands import to_the_end
from workers.settings import Settings

SUBSCRIPTIONS = """
subscriptions:
  - id: mali
    title: Mali
    all: [{country: MLI}]
"""


@pytest.mark.timeout(300)
async def test_only_with_notify_and_then_as_an_exercise(topics: Settings, tmp_path: Path) -> None:
    settings = topics.model_copy(update={"allow_private": True, "webhook_delays": "0.2", "webhook_timeout": 20.0})
    file = tmp_path / "subscriptions.yaml"
    file.write_text(SUBSCRIPTIONS)
    began = datetime.now(UTC)
    async with AIOKafkaProducer(**settings.kafka) as producer:
        for told in (story("s1"), story("s2"), story("s1", 2, hours=1, num_articles=2)):
            await producer.send_and_wait(settings.topic(STORIES), key=told.story_id.encode(), value=encode(told))
    asked = [f"--from={began.isoformat()}", f"--to={datetime.now(UTC).isoformat()}"]
    asked += ["--step=alert", f"--subscriptions={file}"]
    async with r.receiver() as good, r.receiver(r.answers(500)) as bad:
        await webhook(settings, "good", good.url)
        await webhook(settings, "bad", bad.url)
        silent, _ = await to_the_end(settings, *asked)
        assert (silent["notices"], silent["exercises"]) == ({"Alert": 2, "Update": 1}, {})
        assert good.got == bad.got == []
        loud, _ = await to_the_end(settings, *asked, "--notify")
    assert loud["exercises"] == {"delivered": 3, "server_error": 3}
    assert [told.alert["status"] for told in good.got] == ["Exercise"] * 3
    own = settings.model_copy(update={"prefix": loud["prefix"]})
    assert sorted(good.names) == sorted([decode(e.message).identifier for e in await entries(own, ALERTS)])
    for quiet in (settings, settings.model_copy(update={"prefix": silent["prefix"]})):
        assert await entries(quiet, DELIVERIES) == []
    assert len(await entries(settings, STORIES)) == 3
    assert await entries(settings, ALERTS) == []
