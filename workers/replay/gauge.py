"""How far a replay is: what share of its window has gone through each step, by offsets, asked of the broker at once."""

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from workers.pipeline import Step
from workers.reading.cluster import answered, partitions
from workers.reading.progress import offsets_by
from workers.settings import Settings


@dataclass(frozen=True, slots=True)
class Level:
    """Of `total` offsets on a step's main input, on `partitions` partitions, `done` are committed."""

    done: int
    total: int
    partitions: int

    @property
    def share(self) -> float:
        """0 to 1. The last offset of a partition is as a rule a transaction's marker, which nobody commits."""
        return 1.0 if self.total - self.done <= self.partitions and self.total else self.done / max(1, self.total)


def shares(copied: float, levels: Mapping[str, Level]) -> dict[str, float]:
    """What share of the window each step has done, `levels` in the order of the flow: of its input, which is as much of
    the window as the step before it has done (the first: as is `copied`). Nothing to do is all done, where nothing more
    can come."""
    found = {}
    before = copied
    for name, level in levels.items():
        before *= level.share if level.total else float(before >= 1)
        found[name] = before
    return found


class Gauge:
    """Looks at the inputs of `steps` and what their groups have committed; keeps its connections."""

    def __init__(self, own: Settings, steps: Sequence[Step]) -> None:
        self._own, self._steps = own, steps
        self._admin = AIOKafkaAdminClient(**own.kafka, client_id="wiredesk-replay")
        self._consumer = AIOKafkaConsumer(
            **own.kafka, client_id="wiredesk-replay", enable_auto_commit=False, isolation_level="read_committed"
        )
        self._inputs: dict[str, list[TopicPartition]] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "Gauge":
        known = await partitions(self._own, [step.reads[0] for step in self._steps])
        for step in self._steps:
            topic = step.reads[0]
            self._inputs[step.name] = [TopicPartition(self._own.topic(topic), p) for p in known[topic]]
        async with answered(self._own):
            await self._admin.start()
            self._stack.push_async_callback(self._admin.close)
            await self._consumer.start()
            self._stack.push_async_callback(self._consumer.stop)
        tps = [tp for tps in self._inputs.values() for tp in tps]
        self._consumer.assign(tps)
        self._consumer.pause(*tps)  # a fetch that waits for records would hold up each question by half a second
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def levels(self) -> dict[str, Level]:
        """The level of each step now. Raises KafkaError."""
        ends = await self._consumer.end_offsets([tp for tps in self._inputs.values() for tp in tps])
        levels = {}
        for step in self._steps:
            tps = self._inputs[step.name]
            done = await offsets_by(self._admin, self._own.group(step.name))
            offsets = sum(done[tp].offset for tp in tps if tp in done)
            levels[step.name] = Level(offsets, sum(ends[tp] for tp in tps), len(tps))
        return levels
