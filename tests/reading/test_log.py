"""Reading a log to its end on a real broker: transactions, aborted ones, markers, open ones, times, following."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import RecordsToDelete
from aiokafka.errors import OffsetOutOfRangeError

from schemas.registry import CLEAN, ENRICHED, RAW
from workers.broker.admin import connected
from workers.reading.cluster import NoBrokerError, TopicMissingError
from workers.reading.log import Start, read
from workers.settings import Settings

pytestmark = pytest.mark.usefixtures("topics")

Script = Sequence[tuple[str, int]]
"""What producers write, in order: (`plain`, `commit` or `abort`, number of records)."""


async def write(settings: Settings, script: Script, *, topic: str = ENRICHED, tag: str = "t") -> list[str]:
    """Run `script` on partition 0 of `topic`; the values that a reader of committed records should get."""
    expected: list[str] = []
    name = settings.topic(topic)
    plain = AIOKafkaProducer(**settings.kafka)
    transactional = AIOKafkaProducer(**settings.kafka, transactional_id=f"{settings.prefix}{tag}")
    async with plain, transactional:
        for step, (kind, count) in enumerate(script):
            values = [f"{tag}-{kind}-{step}-{n}" for n in range(count)]
            if kind == "plain":
                for value in values:
                    await plain.send_and_wait(name, value.encode(), partition=0)
            else:
                await transactional.begin_transaction()
                for value in values:
                    await transactional.send(name, value.encode(), partition=0)
                await transactional.flush()
                if kind == "abort":
                    await transactional.abort_transaction()
                    continue
                await transactional.commit_transaction()
            expected += values
    # A commit is acknowledged before its markers are written; the next producer of the same id waits for them.
    async with AIOKafkaProducer(**settings.kafka, transactional_id=f"{settings.prefix}{tag}"):
        return expected


async def values(settings: Settings, topic: str = ENRICHED, start: Start = "beginning") -> list[str]:
    async with aclosing(read(settings, [topic], start=start)) as entries:
        return [(entry.message.value or b"").decode() async for entry in entries]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param([], id="empty topic"),
        pytest.param([("plain", 3)], id="no transaction"),
        pytest.param([("commit", 3)], id="a marker at the end"),
        pytest.param([("commit", 2), ("commit", 1)], id="two transactions"),
        pytest.param([("abort", 5)], id="only an aborted one"),
        pytest.param([("commit", 2), ("abort", 5)], id="aborted at the end"),
        pytest.param([("abort", 5), ("abort", 700), ("abort", 1)], id="many aborted, several markers"),
        pytest.param([("abort", 2), ("commit", 2), ("plain", 1), ("abort", 1)], id="all kinds"),
        pytest.param([("commit", 1500)], id="more than one fetch of records"),
    ],
)
def test_reads_committed_records_up_to_the_end(settings: Settings, script: Script) -> None:
    async def go() -> tuple[list[str], list[str]]:
        expected = await write(settings, script)
        return expected, await asyncio.wait_for(values(settings), 20)

    expected, got = asyncio.run(go())
    assert got == expected


def test_an_open_transaction_is_the_end(settings: Settings) -> None:
    async def go() -> list[str]:
        await write(settings, [("commit", 2)])
        async with AIOKafkaProducer(**settings.kafka, transactional_id=f"{settings.prefix}open") as producer:
            await producer.begin_transaction()
            await producer.send_and_wait(settings.topic(ENRICHED), b"undecided", partition=0)
            try:
                return await asyncio.wait_for(values(settings), 20)
            finally:
                await producer.abort_transaction()

    assert asyncio.run(go()) == ["t-commit-0-0", "t-commit-0-1"]


def test_what_comes_after_the_start_is_left_for_the_next_reading(settings: Settings) -> None:
    async def go() -> list[str]:
        expected = await write(settings, [("commit", 3)])
        got: list[str] = []
        async with aclosing(read(settings, [ENRICHED])) as entries:
            async for entry in entries:
                if not got:
                    await write(settings, [("commit", 3)], tag="late")
                got.append((entry.message.value or b"").decode())
        assert got == expected
        return await values(settings)

    assert len(asyncio.run(go())) == 6


def test_all_partitions_each_in_its_order(settings: Settings) -> None:
    async def go() -> dict[int, list[int]]:
        async with AIOKafkaProducer(**settings.kafka) as producer:
            for n in range(200):
                await producer.send(settings.topic(RAW), str(n).encode(), partition=n % 3)
        got: dict[int, list[int]] = {}
        async with aclosing(read(settings, [RAW, CLEAN])) as entries:
            async for entry in entries:
                assert entry.place.topic == RAW
                got.setdefault(entry.place.partition, []).append(int(entry.message.value or b""))
        return got

    assert asyncio.run(go()) == {p: list(range(p, 200, 3)) for p in range(3)}


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("beginning", ["old", "new"]),
        ("end", []),
        (datetime(2020, 1, 1, tzinfo=UTC), ["old", "new"]),
        (datetime(2024, 6, 1, tzinfo=UTC), ["new"]),
        (datetime(2031, 1, 1, tzinfo=UTC), []),
        ({(ENRICHED, 0): 1}, ["new"]),
        ({(ENRICHED, 0): -5}, ["old", "new"]),
        ({(ENRICHED, 0): 99}, []),
        ({}, ["old", "new"]),
    ],
)
def test_starts_where_it_is_told(settings: Settings, start: Start, expected: list[str]) -> None:
    async def go() -> list[str]:
        async with AIOKafkaProducer(**settings.kafka) as producer:
            for value, year in (("old", 2024), ("new", 2025)):
                stamp = int(datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000)
                await producer.send_and_wait(settings.topic(ENRICHED), value.encode(), partition=0, timestamp_ms=stamp)
        return await asyncio.wait_for(values(settings, start=start), 20)

    assert asyncio.run(go()) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ({(ENRICHED, 0): 1}, {(ENRICHED, 0): 3}, ["t-plain-0-1", "t-plain-0-2"]),
        ({(ENRICHED, 0): 3}, {(ENRICHED, 0): 3}, []),
        ({(ENRICHED, 0): 3}, {(ENRICHED, 0): 99}, ["t-plain-0-3", "t-plain-0-4"]),
        ("beginning", {}, [f"t-plain-0-{n}" for n in range(5)]),
    ],
)
def test_reads_an_exact_stretch(
    settings: Settings, start: Start, end: dict[tuple[str, int], int], expected: list[str]
) -> None:
    async def go() -> list[str]:
        await write(settings, [("plain", 5)])
        async with aclosing(read(settings, [ENRICHED], start=start, end=end)) as entries:
            return [(entry.message.value or b"").decode() async for entry in entries]

    assert asyncio.run(asyncio.wait_for(go(), 20)) == expected


def test_an_exact_stretch_of_which_something_is_gone_is_refused(settings: Settings) -> None:
    async def go() -> list[str]:
        await write(settings, [("plain", 5)])
        tp = TopicPartition(settings.topic(ENRICHED), 0)
        async with connected(settings.kafka) as admin:
            await admin.delete_records({tp: RecordsToDelete(before_offset=2)})
        assert await values(settings, start={(ENRICHED, 0): 1}) == ["t-plain-0-2", "t-plain-0-3", "t-plain-0-4"]
        async with aclosing(read(settings, [ENRICHED], start={(ENRICHED, 0): 1}, end={(ENRICHED, 0): 4})) as entries:
            return [(entry.message.value or b"").decode() async for entry in entries]

    with pytest.raises(OffsetOutOfRangeError):
        asyncio.run(asyncio.wait_for(go(), 20))


def test_following_gets_what_comes_later(settings: Settings) -> None:
    async def go() -> list[str]:
        got: list[str] = []
        await write(settings, [("commit", 1)])
        async with aclosing(read(settings, [ENRICHED], start="beginning", follow=True)) as entries:
            async for entry in entries:
                got.append((entry.message.value or b"").decode())
                if len(got) == 1:
                    await write(settings, [("abort", 2), ("commit", 1)], tag="later")
                else:
                    break
        return got

    assert asyncio.run(asyncio.wait_for(go(), 20)) == ["t-commit-0-0", "later-commit-1-0"]


def test_a_missing_topic_is_named(settings: Settings) -> None:
    elsewhere = settings.model_copy(update={"prefix": "nobody-made-this."})
    with pytest.raises(TopicMissingError, match=r"nobody-made-this\.news\.enriched.*\n.*wiredesk topics apply"):
        asyncio.run(values(elsewhere))


def test_no_broker_says_what_to_do(settings: Settings) -> None:
    nowhere = Settings(kafka_bootstrap="127.0.0.1:9")
    with pytest.raises(NoBrokerError, match=r"127\.0\.0\.1:9 .*\n.*wiredesk broker start"):
        asyncio.run(values(nowhere))
