"""How far a fold is behind its topics, or beyond them."""

from collections.abc import Mapping
from dataclasses import dataclass

from workers.desk.schema import FOLDED
from workers.reading.backlog import Backlog, Partition, Waiting
from workers.reading.log import bounds
from workers.settings import Settings


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies before a fold; `beyond` says which topic ends before what was folded of it (it is another one now)."""

    waiting: Waiting
    beyond: str = ""

    @property
    def caught_up(self) -> bool:
        """Whether all of the topics, and nothing but them, was folded."""
        return self.waiting == Waiting() and not self.beyond


async def behind(settings: Settings, backlog: Backlog, places: Mapping[Partition, int]) -> Behind:
    """What lies before a fold whose next offsets are `places`. Raises as workers.reading.log.bounds."""
    spans = await bounds(settings, FOLDED)
    stretches = {p: (max(places.get(p, first), first), end) for p, (first, end) in spans.items()}
    waiting = sum((await backlog.of(settings, stretches)).values(), Waiting())
    return Behind(waiting, beyond(places, {p: end for p, (_, end) in spans.items()}))


def beyond(places: Mapping[Partition, int], ends: Mapping[Partition, int]) -> str:
    """Which topic ends before what was folded of it; empty where none does."""
    for (topic, partition), next_ in places.items():
        end = ends.get((topic, partition), 0)
        if end < next_:
            return f"{topic}/{partition} ends at {end}, and {next_ - 1} was folded"
    return ""
