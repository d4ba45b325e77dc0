"""How old the first input is that came and is not committed: what the alert on a stuck step goes by."""

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition

from workers.settings import Settings
from workers.stream import lane as module
from workers.stream.lane import Lane

HERE, THERE = TopicPartition("in", 0), TopicPartition("clock", 0)


class Commits:
    """Transactions that wait until they are let through."""

    def __init__(self, *_: object) -> None:
        self.asked, self.let = asyncio.Event(), asyncio.Event()

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def commit(self, *_: object) -> None:
        self.asked.set()
        await self.let.wait()


class Offsets:
    """An Inspector of a group that has done offset 0 of `in`."""

    def __init__(self, *_: object) -> None: ...

    async def __aenter__(self) -> "Offsets":
        return self

    async def __aexit__(self, *_: object) -> None: ...

    async def committed(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        return {partition: 1 if partition == HERE else 0 for partition in partitions}


class Nothing:
    """Work that makes nothing of its inputs."""

    async def restore(self) -> None: ...

    async def process(self, messages: list[Any]) -> list[Any]:
        return list(messages)

    def writes(self, *_: object) -> list[Any]:
        return []

    def committed(self, *_: object) -> None: ...


async def put(lane: Lane, partition: TopicPartition, offset: int, age: float | None) -> None:
    """Hand `lane` a record of that age in seconds; None: its producer sent no timestamp."""
    stamp = -1 if age is None else int((time.time() - age) * 1000)
    record: Any = SimpleNamespace(
        topic=partition.topic, partition=partition.partition, offset=offset, value=b"v", timestamp=stamp
    )
    await lane.put([record])


@pytest.fixture
async def lane(monkeypatch: pytest.MonkeyPatch) -> Lane:
    monkeypatch.setattr(module, "Transactions", Commits)
    monkeypatch.setattr(module, "Inspector", Offsets)
    return Lane("l", [HERE, THERE], Nothing(), Settings(batch_size=2, batch_wait=0), "g")


async def until(condition: Any) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)


async def test_it_is_the_first_that_is_not_committed(lane: Lane) -> None:
    assert lane.oldest(HERE) == 0
    await put(lane, HERE, 0, 9_000)  # a former owner has done it
    await put(lane, HERE, 1, 600)
    await put(lane, THERE, 0, 50)
    await put(lane, HERE, 2, 60)
    running = asyncio.create_task(lane.run())
    commits: Commits = lane._transactions
    async with asyncio.timeout(60):
        await commits.asked.wait()
    assert 600 <= lane.oldest(HERE) < 660, "in hand, and not committed"
    assert 50 <= lane.oldest(THERE) < 110
    commits.let.set()
    await until(lambda: lane.oldest(HERE) == 0)
    assert lane.oldest(THERE) == 0
    commits.let.clear()
    commits.asked.clear()
    await put(lane, HERE, 3, None)
    async with asyncio.timeout(60):
        await commits.asked.wait()
    assert 0 <= lane.oldest(HERE) < 60, "without a timestamp: since it came"
    await put(lane, HERE, 4, 7_000)
    lane.close()
    commits.let.set()
    await running
    assert lane.oldest(HERE) == 0, "what waited is the next owner's"
