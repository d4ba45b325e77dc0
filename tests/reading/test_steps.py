"""The state of the steps as Kafka alone tells it: who works, what waits since when, when the last output came."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from schemas.registry import ALERTS, CLEAN, CLOCK, ENRICHED, RAW, STORIES
from workers.reading.backlog import COUNTED, Backlog, Waiting
from workers.reading.steps import Steps, StepState
from workers.settings import Settings

BEGAN = datetime(2026, 3, 8, 18, tzinfo=UTC)


async def write(
    settings: Settings, topic: str, count: int, *, first: int = 0, partition: int = 0, commit: bool | None = None
) -> None:
    """`count` records, a second apart; in a transaction where `commit` says how it ends."""
    more = {} if commit is None else {"transactional_id": f"{settings.prefix}{topic}"}
    async with AIOKafkaProducer(**settings.kafka, **more) as producer:
        if commit is not None:
            await producer.begin_transaction()
        for number in range(first, first + count):
            stamp = int((BEGAN + timedelta(seconds=number)).timestamp() * 1000)
            await producer.send(settings.topic(topic), b"{}", partition=partition, timestamp_ms=stamp)
        await producer.flush()
        if commit is not None:
            await (producer.commit_transaction() if commit else producer.abort_transaction())
    if commit is not None:  # a commit is acknowledged before its markers are written; the next of its id waits for them
        async with AIOKafkaProducer(**settings.kafka, **more):
            pass


@asynccontextmanager
async def member(settings: Settings, step: str, topic: str):  # noqa: ANN201
    """A consumer in the group of `step`."""
    consumer = AIOKafkaConsumer(
        settings.topic(topic), **settings.kafka, group_id=settings.group(step), enable_auto_commit=False
    )
    async with consumer:
        yield consumer


async def look(settings: Settings, steps: Steps | None = None) -> dict[str, StepState]:
    return {state.step.name: state for state in await (steps or Steps()).look(settings)}


async def test_a_wire_that_never_ran(topics: Settings) -> None:
    found = await look(topics)
    assert list(found) == ["clean", "tag", "classify", "link", "alert"]
    for state in found.values():
        assert (state.members, state.started, state.waiting, state.last_output) == (0, False, Waiting(), None)


async def test_members_and_what_waits_since_when(topics: Settings) -> None:
    await write(topics, RAW, 3, first=10, partition=0)
    await write(topics, RAW, 2, first=5, partition=1)
    async with member(topics, "clean", RAW) as consumer:
        found = await look(topics)
        assert found["clean"].members == 1
        assert found["clean"].waiting == Waiting(5, BEGAN + timedelta(seconds=5))
        await consumer.commit({TopicPartition(topics.topic(RAW), 0): 1, TopicPartition(topics.topic(RAW), 1): 2})
    found = await look(topics)
    assert (found["clean"].members, found["clean"].started) == (0, True)
    assert found["clean"].waiting == Waiting(2, BEGAN + timedelta(seconds=11))
    assert found["tag"].waiting == Waiting()


async def test_markers_and_aborted_records_do_not_wait(topics: Settings) -> None:
    await write(topics, STORIES, 2, commit=True)
    await write(topics, STORIES, 3, commit=False)
    steps = Steps()
    async with member(topics, "alert", STORIES) as consumer:
        assert (await look(topics, steps))["alert"].waiting.records == 2
        await consumer.commit({TopicPartition(topics.topic(STORIES), 0): 2})
        for _ in range(2):  # the second look knows it
            found = await look(topics, steps)
            assert found["alert"].waiting == Waiting()
            assert found["link"].last_output == BEGAN + timedelta(seconds=1)


async def test_many_are_counted_by_their_offsets(topics: Settings) -> None:
    await write(topics, ENRICHED, COUNTED + 10, first=7)
    found = await look(topics)
    assert found["link"].waiting == Waiting(COUNTED + 10, BEGAN + timedelta(seconds=7))
    assert found["classify"].last_output == BEGAN + timedelta(seconds=7 + COUNTED + 9)


async def test_the_clock_is_no_backlog_and_every_output_counts(topics: Settings) -> None:
    await write(topics, CLOCK, 5)
    await write(topics, ALERTS, 1, first=3)
    await write(topics, CLEAN, 1, first=1, partition=0)
    await write(topics, CLEAN, 1, first=9, partition=3)
    found = await look(topics)
    assert found["link"].waiting == Waiting()
    assert found["alert"].last_output == BEGAN + timedelta(seconds=3)
    assert found["clean"].last_output == BEGAN + timedelta(seconds=9)
    assert found["tag"].waiting == Waiting(2, BEGAN + timedelta(seconds=1))


async def test_a_backlog_is_read_once(topics: Settings) -> None:
    await write(topics, ENRICHED, 4)
    backlog = Backlog()
    stretch = {(ENRICHED, 0): (1, 4)}
    assert await backlog.of(topics, stretch) == {(ENRICHED, 0): Waiting(3, BEGAN + timedelta(seconds=1))}
    nowhere = Settings(kafka_bootstrap="127.0.0.1:9")
    assert await backlog.of(nowhere, stretch) == {(ENRICHED, 0): Waiting(3, BEGAN + timedelta(seconds=1))}
    assert await backlog.of(nowhere, {(ENRICHED, 0): (4, 4)}) == {(ENRICHED, 0): Waiting()}
