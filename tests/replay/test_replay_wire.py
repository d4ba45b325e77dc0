"""Promise 3: a backlog replayed twice while live workers go on gives the same bytes both times, killed or not, and
nobody hears of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import OffsetAndMetadata

from schemas.control import ReplayControl, SubscriptionControl
from schemas.registry import ALERTS, CLEAN, CONTROL, DELIVERIES, ENRICHED, RAW, STORIES
from tests.integration.corpus import Raw, corpus
from tests.integration.test_faults import SUBSCRIPTIONS
from tests.integration.wire import (
    STATELESS,
    partition_of_articles,
    publish,
    running,
    standing_alerts,
    values,
    wiredesk,
)
from tests.replay.backlog import entries
from tests.replay.commands import killed, to_the_end
from workers.broker import topics as topics_as_code
from workers.pipeline import STEPS, all_topics
from workers.reading.control import held
from workers.reading.log import bounds
from workers.reading.progress import committed, drained
from workers.replay.ground import occupied
from workers.settings import Settings

ARTICLES = 2_000
LIVE = 300
"""So many of them the live workers do in this test; the others, it is set that they have done before."""
PAUSE = 0.5
"""Seconds between two articles that go on coming meanwhile."""


async def _as_if_done(settings: Settings) -> None:
    """Have the group of the live `clean` step stand behind what is on `news.raw`."""
    tps = [TopicPartition(settings.topic(RAW), p) for p in range(settings.partitions)]
    async with AIOKafkaConsumer(
        **settings.kafka, group_id=settings.group("clean"), enable_auto_commit=False
    ) as consumer:
        consumer.assign(tps)
        ends = await consumer.end_offsets(tps)
        await consumer.commit({tp: OffsetAndMetadata(end, "") for tp, end in ends.items()})


@asynccontextmanager
async def _going_on(settings: Settings) -> AsyncIterator[list[Raw]]:
    """Other articles come in as long as the block lasts; gives those that came."""
    came: list[Raw] = []
    enough = asyncio.Event()

    async def come() -> None:
        for raw in corpus(ARTICLES, seed=99, poison=0):
            if enough.is_set():  # not cancelled: what is published is counted
                return
            uri = f"later:{raw.key}"
            await publish(settings, [Raw(uri, raw.value.replace(raw.key.encode(), uri.encode()))])
            came.append(raw)
            await asyncio.sleep(PAUSE)

    coming = asyncio.create_task(come())
    try:
        yield came
    finally:
        enough.set()
        await coming


def _at(own: Settings, topic: str, count: int) -> Callable[[], Awaitable[bool]]:
    """Whether the replay of those settings has got so many records (markers count, too) onto `topic`."""

    async def so_far() -> bool:
        if not await occupied(own, own.prefix):
            return False
        return sum(end for _, end in (await bounds(own, [topic])).values()) >= count

    return so_far


@pytest.mark.timeout(1500)
async def test_a_backlog_replayed_twice_gives_the_same_bytes_and_no_notice(
    rules_only: Settings, tmp_path: Path
) -> None:
    live = rules_only.model_copy(update={"kafka_session_timeout": 6.0, "http_port": 0})
    once, twice = (live.model_copy(update={"prefix": f"{live.prefix}{name}."}) for name in ("once", "twice"))
    file = tmp_path / "subscriptions.yaml"
    file.write_text(SUBSCRIPTIONS)
    await topics_as_code.apply(live)
    await asyncio.to_thread(wiredesk, live, "subscriptions", "apply", str(file))
    backlog = corpus(ARTICLES)
    began = datetime.now(UTC)
    await publish(live, backlog[LIVE:])
    await _as_if_done(live)
    window = [f"--from={(began - timedelta(seconds=1)).isoformat()}"]
    async with running(live, tmp_path / "live.log"):
        await publish(live, backlog[:LIVE])
        window.append(f"--to={datetime.now(UTC).isoformat()}")
        await asyncio.wait_for(drained(live), 300)
        own = {topic: await values(live, topic) for topic in STATELESS}
        async with _going_on(live) as came:
            summary, _ = await to_the_end(live, *window, f"--into={once.prefix}")
            again = [*window, f"--into={twice.prefix}"]
            await killed(live, *again, when=_at(twice, RAW, 1))
            await killed(live, *again, when=_at(twice, ENRICHED, ARTICLES // 4))
            resumed, said = await to_the_end(live, *again)
        await asyncio.wait_for(drained(live), 120)
    assert "Going on with replay" in said
    poisoned = sum(raw.poison is not None for raw in backlog)

    for topic in STATELESS:
        expected, found = await values(once, topic), await values(twice, topic)
        assert expected.total() == (poisoned if topic.endswith(".dlq") else ARTICLES - poisoned), topic
        assert max(expected.values()) == 1, topic
        assert found == expected, topic
        assert own[topic] <= expected, topic
    assert await partition_of_articles(once) == await partition_of_articles(twice)
    alerts = await standing_alerts(once)
    assert await standing_alerts(twice) == alerts
    assert {subscription for subscription, _ in alerts} == {"attacks", "confirmed-sanctions", "kenya"}

    assert summary["records"] == resumed["records"] == ARTICLES
    assert summary["published"][ENRICHED] == ARTICLES - poisoned
    assert sum(letters["count"] for letters in summary["dead_letters"]) == poisoned
    assert summary["notices"]["Alert"] - summary["notices"].get("Cancel", 0) == len(alerts)
    await _silent_and_undisturbed(live, once, twice, backlog, came)


async def _silent_and_undisturbed(
    live: Settings, once: Settings, twice: Settings, backlog: list[Raw], came: list[Raw]
) -> None:
    """Each replayed record says so; nothing of it is on a live topic, and nothing was delivered anywhere."""
    assert came
    for own in (once, twice):
        assert await entries(own, DELIVERIES) == []
        for topic in (RAW, CLEAN, ENRICHED, STORIES, ALERTS):
            assert all(entry.message.header("wd_replay") for entry in await entries(own, topic)), topic
    for row in all_topics():
        if row.name != CONTROL:
            assert not any(entry.message.header("wd_replay") for entry in await entries(live, row.name)), row.name
    assert (await values(live, RAW)).total() == len(backlog) + len(came)
    articles = sum(raw.poison is None for raw in backlog[:LIVE])
    assert (await values(live, ENRICHED)).total() == articles + len(came)
    assert len(await held(live, SubscriptionControl)) == 3
    assert [record.replay.finished for record in (await held(live, ReplayControl)).values()] == [True, True]
    for step in STEPS.values():
        assert {live.logical(tp.topic) for tp in await committed(live, step)} <= set(step.reads), step.name
