"""How the steps are, from Kafka alone, wherever they run: who works, what waits, when the last output came."""

from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from schemas.registry import CLOCK
from workers.pipeline import STEPS, Step
from workers.reading.backlog import Backlog, Partition, Waiting
from workers.reading.cluster import answered
from workers.reading.log import bounds, read
from workers.reading.progress import committed
from workers.settings import Settings

TAIL = 8
"""The last offsets of an output partition, in which its last record is looked for: markers stand behind it."""


@dataclass(frozen=True, slots=True)
class StepState:
    """A step as its consumer group and its topics show it.

    `members` counts its workers, those that stand by among them. `started`: whether it has ever committed. `waiting`
    leaves out the clock's ticks, which never end. `last_output` is Kafka's time of its newest record.
    """

    step: Step
    members: int
    started: bool
    waiting: Waiting
    last_output: datetime | None


class Steps:
    """Looks at the steps, and does not read again what it has read."""

    def __init__(self) -> None:
        self._backlog = Backlog()
        self._newest: dict[Partition, tuple[int, datetime | None]] = {}

    async def look(self, settings: Settings) -> list[StepState]:
        """All steps, in the order of the flow. Raises NoBrokerError, TopicMissingError and KafkaError."""
        topics = {topic for step in STEPS.values() for topic in (*step.reads, *step.writes)} - {CLOCK}
        spans = await bounds(settings, sorted(topics))
        members = await _members(settings)
        done = {name: await _next_offsets(settings, step) for name, step in STEPS.items()}
        stretches = {
            partition: (done[step.name].get(partition, first), end)
            for step in STEPS.values()
            for partition, (first, end) in spans.items()
            if partition[0] in step.reads
        }
        waiting = await self._backlog.of(settings, stretches)
        newest = await self._newest_of(settings, spans)
        return [
            StepState(
                step=step,
                members=members[step.name],
                started=bool(done[step.name]),
                waiting=sum((waiting[p] for p in stretches if p[0] in step.reads), Waiting()),
                last_output=max((t for p, t in newest.items() if p[0] in step.writes and t is not None), default=None),
            )
            for step in STEPS.values()
        ]

    async def _newest_of(
        self, settings: Settings, spans: dict[Partition, tuple[int, int]]
    ) -> dict[Partition, datetime | None]:
        """The time of the last record of each output partition: the one that was known where only markers came since,
        none where there is none."""
        outputs = {topic for step in STEPS.values() for topic in step.writes}
        known = {p: self._newest.get(p, (-1, None)) for p in spans if p[0] in outputs}
        grown = {p: max(spans[p][1] - TAIL, spans[p][0]) for p, (end, _) in known.items() if end != spans[p][1]}
        found = {p: time for p, (_, time) in known.items()}
        wanted = {p: start for p, start in grown.items() if start < spans[p][1]}
        if wanted:
            topics = {topic: [n for t, n in sorted(wanted) if t == topic] for topic, _ in sorted(wanted)}
            async with aclosing(read(settings, topics, start=wanted)) as entries:
                async for entry in entries:
                    found[entry.place.topic, entry.place.partition] = entry.message.timestamp
        self._newest = {p: (spans[p][1], time) for p, time in found.items()}
        return found


async def _next_offsets(settings: Settings, step: Step) -> dict[Partition, int]:
    found = await committed(settings, step)
    return {(settings.logical(tp.topic), tp.partition): offset for tp, offset in found.items()}


async def _members(settings: Settings) -> dict[str, int]:
    """How many consumers each step's group has; none where there is no group."""
    admin = AIOKafkaAdminClient(**settings.kafka, client_id="wiredesk-steps")
    found: dict[str, int] = {}
    async with answered(settings):
        try:
            await admin.start()
            for name in STEPS:
                try:
                    # One group a request: aiokafka 0.14 reads version 3 of the answer by the schema of version 2, in
                    # which a group is four bytes shorter, so that only the first one comes out whole.
                    (answer,) = await admin.describe_consumer_groups([settings.group(name)])
                    found[name] = sum(len(group[5]) for group in answer.groups)
                except GroupCoordinatorNotAvailableError:  # a new broker, on which no group has ever been
                    found[name] = 0
        finally:
            await admin.close()
    return found
