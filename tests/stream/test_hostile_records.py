"""Records that no well-behaved producer sends: each has its end, and its neighbours on the partition come out."""

import asyncio
import gzip
import os

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from tests.stream.harness import counted, producer, worker
from workers.service.transaction import Transactions, Write
from workers.settings import Settings

FINE = b'{"uri": "fine", "body": "fine"}'
POISON = b'{"uri": "bad", "body": "POISON"}'


@pytest.mark.parametrize(
    ("value", "headers", "timestamp"),
    [
        (POISON, [("wd_dlq_attempts", None)], None),
        (POISON, [("wd_dlq_attempts", b"many"), ("wd_dlq_first_failed", b"\xff")], None),
        (POISON, [("ce_id", None), ("traceparent", None)], None),
        (POISON, [("traceparent", b"00-" + b"z" * 32 + b"-0-0")], None),
        (POISON, [], -(10**17)),
        (b'{"uri": "bad", "body": "x", "collected": "0001-01-01T00:00:00Z"}', [], None),
        (b'{"uri": "bad", "body": "\\ud800"}', [], None),
        (None, [], None),
    ],
    ids=["null letter", "odd letter", "null id", "odd trace", "no time", "year 1", "half a surrogate", "no value"],
)
async def test_a_hostile_record_ends_in_the_dead_letters(
    topics: Settings, value: bytes | None, headers: list[tuple[str, bytes | None]], timestamp: int | None
) -> None:
    async with producer(topics) as client:
        topic = topics.topic("news.raw")
        await client.send_and_wait(
            topic, value=value, key=b"\xff", headers=headers, timestamp_ms=timestamp, partition=0
        )
        await client.send_and_wait(topic, value=FINE, key=None, partition=0)
    with worker(topics):
        found = await counted(topics, 2, "news.clean", "news.raw.dlq")
    assert [entry.place.topic for entry in found] == ["news.clean", "news.raw.dlq"]
    assert found[1].message.value == value


async def test_a_record_of_neither_key_nor_value_ends_in_the_dead_letters(topics: Settings) -> None:
    """aiokafka refuses to send one, in an assertion; others do."""
    async with producer(topics) as client:
        topic = topics.topic("news.raw")
        await client.send_and_wait(topic, value=FINE, partition=0)
        await (await client._message_accumulator.add_message(TopicPartition(topic, 0), None, None, 10))
    with worker(topics):
        found = await counted(topics, 2, "news.clean", "news.raw.dlq")
    assert [entry.place.topic for entry in found] == ["news.clean", "news.raw.dlq"]
    assert found[1].message.value is None
    assert found[1].message.header("wd_dlq_reason") == "empty"


async def test_a_record_that_is_large_only_unpacked_is_refused_by_the_broker(topics: Settings) -> None:
    client = AIOKafkaProducer(**topics.kafka, compression_type="gzip", max_request_size=2**27, max_batch_size=2**27)
    await client.start()
    try:
        with pytest.raises(KafkaError):
            await client.send_and_wait(topics.topic("news.raw"), value=b"x" * (8 * 2**20), key=b"large")
    finally:
        await client.stop()


async def test_a_transaction_of_which_one_record_is_refused_writes_nothing(topics: Settings) -> None:
    """The broker's refusal of one batch does not fail aiokafka's transaction by itself."""
    noise = gzip.compress(os.urandom(5 * 2**20))
    transactions = Transactions(topics, topics.group("clean"), "test")
    await transactions.start()
    try:
        writes = [
            Write(topics.topic("news.clean"), b"k", b"{}", []),
            Write(topics.topic("news.raw"), b"k", noise, []),
        ]
        with pytest.raises(KafkaError):
            await transactions.commit(writes, {TopicPartition(topics.topic("news.raw"), 0): 5})
    finally:
        await transactions.stop()
    await asyncio.sleep(0)
    assert await counted(topics, 0, "news.clean", "news.raw") == []
