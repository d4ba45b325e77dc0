"""How the wire is, looked at now and then: the broker, the steps, and how far the desk itself is."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiokafka.errors import KafkaError

from workers.desk.behind import behind
from workers.desk.changes import Changes
from workers.desk.following import Following
from workers.reading.backlog import Backlog, Partition, Waiting
from workers.reading.cluster import ClusterError, TopicMissingError, cluster_id
from workers.reading.safe import safe
from workers.reading.steps import Steps, StepState
from workers.settings import Settings

SECONDS = 5.0
PATIENCE = 15.0
"""What a look may take until the broker counts as away."""
LATE = 60.0
"""Seconds that a record may wait until its step is called late."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found when, and what was found last before the broker stopped answering. `answers` none: not asked
    yet."""

    time: datetime
    answers: bool | None = None
    fault: str = ""
    steps: tuple[StepState, ...] = ()
    waiting: Waiting | None = None
    """What lies before the desk; none: not known."""


class Watch:
    """Looks at the wire every few seconds."""

    def __init__(self, settings: Settings, following: Following, changes: Changes, now: Callable[[], datetime]) -> None:
        self._settings, self._following, self._changes, self._now = settings, following, changes, now
        self._steps, self._backlog = Steps(), Backlog()
        self.last = Look(now())

    @property
    def caught_up(self) -> bool:
        """Whether all that lay on the topics at the last look was folded."""
        return self.last.waiting == Waiting()

    def health(self, bootstrap: str) -> dict[str, Any]:
        """The last look as the page shows it."""
        return health(self.last, self._following.places, bootstrap, self._now())

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            before = self.last
            self.last = await self._look(before)
            if _shown(before) != _shown(self.last):
                self._changes.put("health", {})
            await self._following.prune()
            # While the desk is behind, whoever waits for it to be ready should not wait for us.
            await asyncio.sleep(SECONDS if self.caught_up or not self.last.answers else SECONDS / 10)

    async def _look(self, before: Look) -> Look:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._found()
        except (ClusterError, KafkaError, OSError) as error:
            self._settings = self._settings.anew()
            there = isinstance(error, TopicMissingError)
            return Look(self._now(), there, safe(str(error)) or type(error).__name__, before.steps, before.waiting)

    async def _found(self) -> Look:
        cluster = await cluster_id(self._settings)
        found = await behind(self._settings, self._backlog, self._following.places)
        self._following.check(cluster, found)
        waiting = None if found.beyond else found.waiting
        return Look(self._now(), True, "", tuple(await self._steps.look(self._settings)), waiting)


def status(step: StepState, now: datetime) -> str:
    """A step in a word: `stopped` (nobody works), `late`, `working` (records wait), `idle`."""
    if not step.members:
        return "stopped"
    if not step.waiting.records:
        return "idle"
    return "late" if age(step.waiting.oldest, now) > LATE else "working"


def age(time: datetime | None, now: datetime) -> float:
    """Seconds since `time`; 0 where there is none, or where it lies ahead."""
    return 0.0 if time is None else max(0.0, (now - time).total_seconds())


def health(look: Look, places: Mapping[Partition, int], bootstrap: str, now: datetime) -> dict[str, Any]:
    """A look as the page shows it; ages are seconds, by our own clock. `places` are the next offsets to be folded."""
    return {
        "broker": {"answers": look.answers, "address": bootstrap, "fault": look.fault, "age": age(look.time, now)},
        "desk": {
            "waiting": look.waiting and look.waiting.records,
            "places": [[topic, partition, next_] for (topic, partition), next_ in sorted(places.items())],
        },
        "steps": [
            {
                "name": step.step.name,
                "reads": step.step.reads,
                "writes": step.step.writes,
                "status": status(step, now) if look.answers else "unknown",
                "members": step.members,
                "started": step.started,
                "waiting": step.waiting.records,
                "oldest": step.waiting.oldest and age(step.waiting.oldest, now),
                "output": step.last_output and age(step.last_output, now),
            }
            for step in look.steps
        ],
    }


def _shown(look: Look) -> tuple[Any, ...]:
    """What of a look makes a page that shows it out of date."""
    return (look.answers, look.fault, look.waiting, look.steps)
