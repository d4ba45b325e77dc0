"""Redrive on a real broker: each letter back once, with its receipt in the same transaction, and counted."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaError

from schemas.codec import decode
from schemas.registry import REDRIVES
from schemas.sources import Redriven
from tests.replay.backlog import T0, entries, milliseconds
from tests.stream.harness import counted, put, worker
from workers.broker.admin import connected
from workers.core.outcome import RejectReason
from workers.pipeline import STEPS, TOPICS
from workers.pool.work import Result
from workers.replay import redrive as room
from workers.replay.errors import TakenOverError
from workers.replay.letters import Choice, Fate
from workers.replay.redrive import Redrive, redrive
from workers.service.transaction import Transactions, Write
from workers.settings import Settings
from workers.stream.deadletter import dead_letter

ALL = Choice()
DLQ = "news.raw.dlq"
BUG, BAD = RejectReason.CORE_ERROR, RejectReason.NO_TEXT


def letter(settings: Settings, number: int, reason: RejectReason = BUG, topic: str = "news.raw") -> Write:
    """The dead letter of article `u<number>`, which came at T0."""
    value = json.dumps({"uri": f"u{number}", "body": f"text {number}"}).encode()
    name, key = settings.topic(topic), f"u{number}".encode()
    came, headers = milliseconds(0), (("x", b"kept"),)
    message = ConsumerRecord(name, number % 3, number, came, 0, key, value, None, len(key), len(value), headers)
    result = Result.rejection("clean", reason, "detail")
    return dead_letter(STEPS["clean"], message, result, datetime.now(UTC), TOPICS[topic].max_bytes)


async def write(settings: Settings, writes: Sequence[Write]) -> None:
    """Put letters on their topic."""
    transactions = Transactions(settings, "tests", settings.prefix)
    await transactions.start()
    try:
        await transactions.commit(writes)
    finally:
        await transactions.stop()


async def run(
    settings: Settings, choice: Choice = ALL, limit: int | None = None, *, dry: bool = False, topic: str = DLQ
) -> dict[tuple[Fate, str], int]:
    """Redrive, and count by fate and reason."""
    told = Redrive()
    await redrive(settings, [topic], choice, limit, dry, told)
    return {(found, reason): count for (found, _, reason), count in told.counts.items()}


async def test_letters_go_back_as_they_stand_each_with_a_receipt_and_never_twice(topics: Settings) -> None:
    await write(topics, [letter(topics, n, BUG if n % 2 else BAD) for n in range(6)])
    assert await run(topics) == {(Fate.BACK, "core_error"): 3, (Fate.BACK, "no_text"): 3}
    letters = {entry.key: entry for entry in await entries(topics, DLQ)}
    back = await entries(topics, "news.raw")
    assert sorted(entry.key for entry in back) == [f"u{n}" for n in range(6)]
    for entry in back:
        before = letters[entry.key].message
        assert (entry.message.value, entry.message.headers) == (before.value, before.headers)
        assert entry.place.partition == int(entry.key[1:]) % 3
        assert entry.message.timestamp > T0
    receipts = await entries(topics, REDRIVES)
    assert [entry.key for entry in receipts] == [f"{DLQ}/0/{n}" for n in range(6)]
    first: Redriven = decode(receipts[0].message)
    assert (first.topic, first.partition, first.offset) == (DLQ, 0, 0)
    assert (first.to, first.uri, first.reason) == ("news.raw", "u0", "no_text")

    assert await run(topics) == {(Fate.DONE, "core_error"): 3, (Fate.DONE, "no_text"): 3}
    assert len(await entries(topics, "news.raw")) == 6
    await write(topics, [letter(topics, 6)])
    assert (await run(topics))[Fate.BACK, "core_error"] == 1
    assert (await run(topics, Choice(reasons=["no_text"], again=True)))[Fate.BACK, "no_text"] == 3
    assert len(await entries(topics, "news.raw")) == 10
    assert len(await entries(topics, REDRIVES)) == 10


async def test_only_what_is_asked_for_goes_back(topics: Settings) -> None:
    await write(topics, [letter(topics, n, BUG if n < 4 else BAD) for n in range(6)])
    assert await run(topics, dry=True) == {(Fate.BACK, "core_error"): 4, (Fate.BACK, "no_text"): 2}
    assert await entries(topics, "news.raw") == await entries(topics, REDRIVES) == []
    assert await run(topics, limit=2) == {(Fate.BACK, "core_error"): 2}
    assert await run(topics, limit=2) == {(Fate.DONE, "core_error"): 2, (Fate.BACK, "core_error"): 2}
    asked = await run(topics, Choice(uris=["u5", "u9"]))
    assert asked == {(Fate.NOT_ASKED, "core_error"): 4, (Fate.NOT_ASKED, "no_text"): 1, (Fate.BACK, "no_text"): 1}
    assert [entry.key for entry in await entries(topics, REDRIVES)] == [f"{DLQ}/0/{n}" for n in (0, 1, 2, 3, 5)]


async def test_what_can_not_go_back_is_named_and_the_rest_goes(topics: Settings) -> None:
    stranger = replace(letter(topics, 1), headers=[("wd_dlq_topic", topics.topic("wiredesk.control").encode())])
    bare = replace(letter(topics, 2), headers=[])
    cut = letter(topics, 3)
    cut = replace(cut, headers=[*cut.headers, ("wd_dlq_truncated", b"9 bytes")])
    await write(topics, [stranger, bare, cut, letter(topics, 4)])
    told = Redrive()
    await redrive(topics, [DLQ], ALL, None, False, told)
    assert [found for _, found in told.refused] == [Fate.STRANGE, Fate.NO_LETTER, Fate.TRUNCATED]
    assert told.back == 1
    assert [entry.key for entry in await entries(topics, "news.raw")] == ["u4"]
    assert await entries(topics, "wiredesk.control") == []


async def test_a_letter_whose_topic_is_gone_stays_where_it_is(topics: Settings) -> None:
    await write(topics, [letter(topics, 1, topic="news.tagged"), letter(topics, 2)])
    async with connected(topics.kafka) as admin:
        await admin.delete_topics([topics.topic("news.tagged")])
        while topics.topic("news.tagged") in await admin.list_topics():
            await asyncio.sleep(0.05)
    told = Redrive()
    await redrive(topics, ["news.tagged.dlq", DLQ], ALL, None, False, told)
    assert [found for _, found in told.refused] == [Fate.GONE]
    assert told.back == 1
    async with connected(topics.kafka) as admin:
        assert topics.topic("news.tagged") not in await admin.list_topics()


async def test_killed_in_between_nothing_is_half_done(topics: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second batch fails after its records were sent: neither they nor their receipts are there, and the next run
    takes up where the first was."""
    monkeypatch.setattr(room, "BATCH_RECORDS", 2)
    await write(topics, [letter(topics, n) for n in range(5)])
    commit, batches = Transactions.commit, 0

    async def dies(self: Transactions, writes: list[Write]) -> None:
        nonlocal batches
        batches += 1
        if batches == 2:
            writes = [*writes, Write(topics.topic("news.raw"), b"k", b"x" * 2**23, [])]  # the broker refuses it
        await commit(self, writes)

    monkeypatch.setattr(Transactions, "commit", dies)
    told = Redrive()
    with pytest.raises(KafkaError):
        await redrive(topics, [DLQ], ALL, None, False, told)
    assert told.back == len(await entries(topics, "news.raw")) == len(await entries(topics, REDRIVES)) == 2
    assert await run(topics) == {(Fate.DONE, "core_error"): 2, (Fate.BACK, "core_error"): 3}
    assert sorted(entry.key for entry in await entries(topics, "news.raw")) == [f"u{n}" for n in range(5)]


async def test_of_two_at_once_the_later_one_goes_on_alone(topics: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    await write(topics, [letter(topics, n) for n in range(4)])
    commit, others = Transactions.commit, [True]

    async def overtaken(self: Transactions, writes: list[Write]) -> None:
        if others.pop():
            others.append(False)
            await run(topics)
        else:
            others.append(False)
        await commit(self, writes)

    monkeypatch.setattr(Transactions, "commit", overtaken)
    told = Redrive()
    with pytest.raises(TakenOverError, match="Another process goes on with redriving"):
        await redrive(topics, [DLQ], ALL, None, False, told)
    assert told.back == 0
    assert sorted(entry.key for entry in await entries(topics, "news.raw")) == [f"u{n}" for n in range(4)]


async def test_what_comes_back_counts_on_and_was_collected_when_it_first_came(topics: Settings) -> None:
    await put(topics, "news.raw", ["POISON", "fine"])
    with worker(topics):
        await counted(topics, 2, DLQ, "news.clean")
        await write(topics, [letter(topics, 7)])
        assert await run(topics) == {(Fate.BACK, "no_text"): 1, (Fate.BACK, "core_error"): 1}
        await counted(topics, 5, DLQ, "news.clean")
    articles = {entry.key: decode(entry.message) for entry in await entries(topics, "news.clean")}
    assert articles.keys() == {"u1", "u7"}
    assert articles["u7"].collected == T0
    once, twice = [e.message for e in await entries(topics, DLQ) if e.key == "u0"]
    assert (once.header("wd_dlq_attempts"), twice.header("wd_dlq_attempts")) == ("1", "2")
    assert once.header("wd_dlq_timestamp") == twice.header("wd_dlq_timestamp")
    assert once.value == twice.value
