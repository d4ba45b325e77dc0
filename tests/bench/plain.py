"""The same core functions in a plain loop, without Kafka: messages from a list, the pool, the memories behind it."""

import asyncio
import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from schemas.codec import Message, encode
from schemas.control import SubscriptionControl
from schemas.registry import CONTROL, RAW
from tests.bench import processes
from tests.bench.ground import Record
from tests.bench.wire import EVERYTHING
from workers.core.outcome import Memory
from workers.pipeline import Step
from workers.pool.pool import Pool
from workers.pool.work import Result, run
from workers.settings import Settings

AT_ONCE = 16
"""Messages that go to the pool at once."""


@dataclass(frozen=True, slots=True)
class Run:
    """Articles a second, and CPU seconds of the pool's processes and of the loop's (the memories' work is there)."""

    rate: float
    pool: float
    loop: float


async def loop(settings: Settings, steps: Sequence[Step], records: Sequence[Record], warm: int) -> Run:
    """All `records` through `steps`; the first `warm` of them are not counted. Those without memory run chained in the
    pool of `settings`, the others in this process."""
    now = datetime.now(UTC)
    messages = [Message(topic=RAW, key=r.key, value=r.value, timestamp=now, headers=tuple(r.headers)) for r in records]
    memories = [(step, step.build()) for step in steps if not step.pooled]
    if memories:
        told = encode(SubscriptionControl(issued=now, subscription=EVERYTHING))
        run(*memories[-1], Message(topic=CONTROL, key=b"subscription/everything", value=told, timestamp=now), 2**20)
    pool = Pool([step for step in steps if step.pooled], settings)
    try:
        await pool.start()
        await _through(pool, memories, messages[:warm], settings)
        before, own, began = _children(), time.process_time(), time.monotonic()
        await _through(pool, memories, messages[warm:], settings)
        seconds = time.monotonic() - began
        return Run(len(messages[warm:]) / seconds, _children() - before, time.process_time() - own)
    finally:
        await asyncio.to_thread(pool.stop)


async def _through(
    pool: Pool, memories: Sequence[tuple[Step, Memory]], messages: Sequence[Message], settings: Settings
) -> None:
    under_way: deque[asyncio.Task[list[Result]]] = deque()
    left = _chunks(messages)
    while True:
        while len(under_way) <= 2 * settings.pool_size and (chunk := next(left, None)):
            under_way.append(asyncio.create_task(pool.run(chunk)))
        if not under_way:
            return
        for result in await under_way.popleft():
            _remember(memories, result, settings.item_bytes)


def _remember(memories: Sequence[tuple[Step, Any]], result: Result, item_bytes: int) -> None:
    if result.rejected is not None:
        raise ValueError(f"{result.step}: {result.rejected}: {result.detail}")
    if not memories:
        return
    (step, memory), *behind = memories
    for item in result.produced:
        if item.topic == step.reads[0]:
            headers = (("ce_id", item.ce_id.encode()), ("ce_source", b"/wiredesk/bench"))
            message = Message(
                topic=item.topic, key=item.key.encode(), value=item.value, timestamp=datetime.now(UTC), headers=headers
            )
            _remember(behind, run(step, memory, message, item_bytes), item_bytes)


def _chunks(messages: Sequence[Message]) -> Iterator[Sequence[Message]]:
    return (messages[at : at + AT_ONCE] for at in range(0, len(messages), AT_ONCE))


def _children() -> float:
    """CPU seconds of the pool's processes so far."""
    return sum(map(processes.seconds, processes.pool(os.getpid())))
