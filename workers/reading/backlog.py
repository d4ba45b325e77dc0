"""What lies before a reader: how many records, and since when the oldest of them waits."""

from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from workers.reading.log import read
from workers.settings import Settings

Partition = tuple[str, int]
"""A topic (without prefix) and a partition of it."""
Stretch = tuple[int, int]
"""The next offset that a reader takes, and the end of the log."""
COUNTED = 50
"""So many offsets are read to count the records in them: the last ones may be transactions' markers, which are none.
Where there are more, offsets are taken for records."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Records that wait, and Kafka's time of the oldest of them."""

    records: int = 0
    oldest: datetime | None = None

    def __add__(self, other: "Waiting") -> "Waiting":
        times = [time for time in (self.oldest, other.oldest) if time is not None]
        return Waiting(self.records + other.records, min(times, default=None))


class Backlog:
    """Counts what waits; a stretch that it has counted is not read again."""

    def __init__(self) -> None:
        self._known: dict[tuple[Partition, Stretch], Waiting] = {}

    async def of(self, settings: Settings, stretches: Mapping[Partition, Stretch]) -> dict[Partition, Waiting]:
        """What waits in each of `stretches`. Raises as workers.reading.log.read."""
        new = {p: s for p, s in stretches.items() if s[0] < s[1] and (p, s) not in self._known}
        found = await _counted(settings, {p: s for p, s in new.items() if s[1] - s[0] <= COUNTED})
        found |= await _first(settings, {p: s for p, s in new.items() if s[1] - s[0] > COUNTED})
        known = {key: self._known[key] for key in stretches.items() if key in self._known}
        self._known = known | {(p, new[p]): waiting for p, waiting in found.items()}
        return {p: self._known.get((p, s), Waiting()) for p, s in stretches.items()}


async def _counted(settings: Settings, stretches: Mapping[Partition, Stretch]) -> dict[Partition, Waiting]:
    """Read all of `stretches`."""
    found = dict.fromkeys(stretches, Waiting())
    if not stretches:
        return found
    start = {p: begin for p, (begin, _) in stretches.items()}
    async with aclosing(read(settings, _by_topic(stretches), start=start)) as entries:
        async for entry in entries:
            partition = (entry.place.topic, entry.place.partition)
            if entry.place.offset < stretches[partition][1]:
                found[partition] += Waiting(1, entry.message.timestamp)
    return found


async def _first(settings: Settings, stretches: Mapping[Partition, Stretch]) -> dict[Partition, Waiting]:
    """Read the first record of each of `stretches`."""
    found = {p: Waiting(end - begin) for p, (begin, end) in stretches.items()}
    missing = set(stretches)
    if not stretches:
        return found
    start = {p: begin for p, (begin, _) in stretches.items()}
    async with aclosing(read(settings, _by_topic(stretches), start=start)) as entries:
        async for entry in entries:
            partition = (entry.place.topic, entry.place.partition)
            if partition in missing:
                missing.discard(partition)
                found[partition] = Waiting(found[partition].records, entry.message.timestamp)
            if not missing:
                break
    return found


def _by_topic(partitions: Mapping[Partition, object]) -> dict[str, list[int]]:
    topics: dict[str, list[int]] = {}
    for topic, partition in sorted(partitions):
        topics.setdefault(topic, []).append(partition)
    return topics
