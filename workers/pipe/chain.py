"""A chain of steps over a stream of messages: the pool for those without memory, behind it those with, in order."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import orjson

from schemas.codec import Message
from schemas.registry import ALERTS, STORIES
from workers.core.outcome import Memory
from workers.pipeline import Step
from workers.pool.pool import Pool
from workers.pool.work import Produced, Result, run
from workers.settings import Settings

AT_ONCE = 16
"""Messages that a pool process gets at once: few, for progress is told and memory held by them."""

_ENDED = {STORIES: ("status", {"merged", "split"}), ALERTS: ("msgType", {"Cancel"})}
"""Records that say that what was under their key stands no more: a field and its values, by topic."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that a step refused: the step's name, the reason, and the `subject` (uri or key)."""

    subject: str
    step: str
    reason: StrEnum
    detail: str


@dataclass(slots=True)
class Tally:
    """What became of the inputs so far."""

    read: int = 0
    written: int = 0
    dropped: int = 0
    refused: list[Refused] = field(default_factory=list)


class Chain:
    """Runs `steps`, each reading what the one before writes. A last step with memory writes when the input has ended:
    the stories and alerts that stand then."""

    def __init__(self, steps: Sequence[Step], settings: Settings) -> None:
        self._settings = settings
        self._pooled = [step for step in steps if step.pooled]
        self._memories: list[tuple[Step, Memory]] = [(step, step.build()) for step in steps if not step.pooled]
        self._standing: dict[str, bytes] = {}
        self._ended = False
        self.tally = Tally()

    async def run(
        self, messages: AsyncIterator[Message], controls: Sequence[Message] = ()
    ) -> AsyncGenerator[bytes, None]:
        """The last step's records as JSON, in the order of the input. `controls` (subscriptions) go to the alert step
        before all else."""
        for message in controls:
            step, memory = self._memories[-1]
            run(step, memory, message, self._settings.item_bytes)
        if self._pooled:
            async for message, result in self._pool(messages):
                for value in self._settle(message, self._pooled[-1], result, self._memories):
                    yield value
        else:
            async for message in messages:
                self.tally.read += 1
                self._remember(message, self._memories)
        for value in self._standing.values():
            self.tally.written += 1
            yield value

    async def _pool(self, messages: AsyncIterator[Message]) -> AsyncIterator[tuple[Message, Result]]:
        """Each message and what the pool made of it, in order; a bounded number is under way."""
        pool = Pool(self._pooled, self._settings)
        under_way: deque[tuple[list[Message], asyncio.Task[list[Result]]]] = deque()
        try:
            await pool.start()
            while under_way or not self._ended:
                while not self._ended and len(under_way) <= 2 * self._settings.pool_size:
                    chunk = await _first(messages, AT_ONCE * self._settings.pool_size)
                    self._ended = not chunk
                    if chunk:
                        under_way.append((chunk, asyncio.create_task(pool.run(chunk))))
                if under_way:
                    chunk, task = under_way.popleft()
                    for pair in zip(chunk, await task, strict=True):
                        self.tally.read += 1
                        yield pair
        finally:
            await asyncio.to_thread(pool.stop)

    def _remember(self, message: Message, memories: Sequence[tuple[Step, Memory]]) -> None:
        (step, memory), *behind = memories
        result = run(step, memory, message, self._settings.item_bytes)
        for _ in self._settle(message, step, result, behind):
            pass

    def _settle(
        self, message: Message, step: Step, result: Result, behind: Sequence[tuple[Step, Memory]]
    ) -> list[bytes]:
        """Count what ends here, hand the rest to the steps `behind`; gives what is to be written at once."""
        if result.rejected is not None:
            self.tally.refused.append(Refused(_subject(message), result.step, result.rejected, result.detail))
        self.tally.dropped += result.dropped is not None
        written = []
        for item in result.produced:
            if item.topic != step.writes[0] or item.value is None:
                continue
            if behind:
                self._remember(_message(item, message), behind)
            elif step.pooled:
                written.append(item.value)
            else:
                self._stand(item.topic, item.key, item.value)
        self.tally.written += len(written)
        return written

    def _stand(self, topic: str, key: str, value: bytes) -> None:
        name, ended = _ENDED[topic]
        if orjson.loads(value)[name] in ended:
            self._standing.pop(key, None)
        else:
            self._standing[key] = value


async def _first(messages: AsyncIterator[Message], count: int) -> list[Message]:
    """The next `count` messages, or what is left of them."""
    found: list[Message] = []
    while len(found) < count and (message := await anext(messages, None)) is not None:
        found.append(message)
    return found


def _message(item: Produced, cause: Message) -> Message:
    return Message(
        topic=item.topic,
        key=item.key.encode(),
        value=item.value,
        timestamp=cause.timestamp,
        headers=(("ce_id", item.ce_id.encode()), ("ce_source", b"/wiredesk/pipe")),
    )


def _subject(message: Message) -> str:
    return (message.key or b"").decode("utf-8", "replace")
