"""A window of days through `link` and `alert`: stories close in it as they did live, and a replay that is killed at any
moment makes the same records in the same order."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from schemas.codec import decode, encode
from schemas.control import ReplayControl
from schemas.registry import ALERTS, CLOCK, DELIVERIES, ENRICHED, STORIES
from tests.core.link import articles as told
from tests.core.link.articles import article
from tests.replay.backlog import T0, entries
from tests.replay.commands import killed, to_the_end
from workers.reading.control import held
from workers.replay.ground import occupied
from workers.settings import Settings

START = T0 - timedelta(days=5)
TOLD = (
    (told.QUAKE, told.QUAKE_AGAIN),
    (told.SUMMIT, told.SUMMIT_AGAIN),
    (
        "A lighthouse keeper of Brightwater won the accordion contest on his island for the ninth year.",
        "The accordion contest of Brightwater island went to its lighthouse keeper again, his ninth win.",
    ),
    (
        "Miners in Karsk walked out over unpaid copper bonuses, closing two shafts until Friday.",
        "Two shafts in Karsk stay closed until Friday after copper miners walked out over bonuses.",
    ),
    (
        "A cargo ferry with bananas ran aground off Point Sorrow; its crew of twelve is safe.",
        "The crew of twelve is safe after a banana ferry ran aground at Point Sorrow.",
    ),
    (
        "The university of Velm withdrew a paper on frozen mammoths after a printing mistake.",
        "After a printing mistake a paper on frozen mammoths was withdrawn by the university of Velm.",
    ),
)
DAYS = len(TOLD)
SUBSCRIPTIONS = """
subscriptions:
  - id: quakes
    title: Earthquakes
    any: [{words: earthquake}]
  - id: herring
    title: Herring
    any: [{words: herring}]
"""


def backlog() -> list[tuple[int, bytes, bytes]]:
    """(Kafka's timestamp, key, value) of six days of enriched articles in their order: each day two publishers tell of
    one thing. One of the second day is collected in time and comes two days late."""
    found = []
    for day, texts in enumerate(TOLD):
        for number, text in enumerate(texts):
            collected = START + timedelta(days=day, hours=number * (20 if day == DAYS - 1 else 1))
            came = collected + timedelta(days=2 * ((day, number) == (1, 1)))
            made = article(f"https://{'ab'[number]}.example/{day}", text)
            value = encode(replace(made, collected=collected))
            found.append((round(came.timestamp() * 1000), made.uri.encode(), value))
    return sorted(found)


async def publish(settings: Settings) -> None:
    async with AIOKafkaProducer(**settings.kafka) as producer:
        for came, key, value in backlog():
            await producer.send_and_wait(settings.topic(ENRICHED), key=key, value=value, timestamp_ms=came)


def arguments(settings: Settings, into: str, file: Path) -> list[str]:
    window = [f"--from={START.isoformat()}", f"--to={(START + timedelta(days=DAYS)).isoformat()}"]
    return [*window, f"--into={settings.prefix}{into}", f"--subscriptions={file}", "--step=link"]


def ticked(own: Settings, ticks: int) -> Callable[[], Awaitable[bool]]:
    """Whether the replay of those settings has its topics, and its clock has ticked that often."""

    async def so_far() -> bool:
        return bool(await occupied(own, own.prefix)) and len(await entries(own, CLOCK)) >= ticks

    return so_far


async def log_of(settings: Settings, topic: str) -> list[tuple[str, bytes | None]]:
    return [(entry.key, entry.message.value) for entry in await entries(settings, topic)]


@pytest.mark.timeout(400)
async def test_stories_close_and_a_killed_replay_makes_the_same(topics: Settings, tmp_path: Path) -> None:
    settings = topics.model_copy(update={"kafka_session_timeout": 6.0})
    whole = settings.model_copy(update={"prefix": f"{settings.prefix}whole."})
    broken = settings.model_copy(update={"prefix": f"{settings.prefix}broken."})
    file = tmp_path / "subscriptions.yaml"
    file.write_text(SUBSCRIPTIONS)
    await publish(settings)
    summary, _ = await to_the_end(settings, *arguments(settings, "whole.", file))
    assert summary["records"] == 2 * DAYS
    assert summary["stories"] == {"open": 4, "closed": 2}

    await killed(settings, *arguments(settings, "broken.", file), when=ticked(broken, 0))
    await killed(settings, *arguments(settings, "broken.", file), when=ticked(broken, 2))
    again, said = await to_the_end(settings, *arguments(settings, "broken.", file))
    assert "Going on with replay" in said
    assert again["resumed"]
    for topic in (STORIES, ALERTS):
        logged = await log_of(whole, topic)
        assert logged
        assert await log_of(broken, topic) == logged, topic
    for own in (whole, broken):
        ticks = [decode(entry.message).time for entry in await entries(own, CLOCK)]
        assert ticks == [START + timedelta(days=day + 1) for day in range(DAYS)]
        assert await entries(own, DELIVERIES) == []
    assert {entry.message.header("wd_replay") for entry in await entries(whole, STORIES)} == {summary["id"]}
    assert all(record.replay.finished for record in (await held(settings, ReplayControl)).values())
