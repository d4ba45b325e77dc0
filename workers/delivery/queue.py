"""One webhook's open alerts: which is next, and when. Pure: times come in as arguments.

Alerts of one story and subscription (`group_key`) go one behind the other, so that an Update never overtakes its Alert;
other stories flow meanwhile. What is held is bounded: the rest waits in the log.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from schemas.delivery import Failure
from workers.delivery.alerts import Published

ROOM = 200
ROOM_BYTES = 4 * 2**20
UNREACHED: frozenset[Failure | None] = frozenset({"connection", "tls", "timeout"})
"""Failures of the way to a receiver, not of what it was sent."""


@dataclass(slots=True)
class Item:
    """An open alert. `attempts` and `failures` so far; `due` is when the next attempt is (UTC)."""

    published: Published
    attempts: int
    failures: int
    due: datetime
    unreached: bool = False
    hurried: bool = False


class Queue:
    """Items by group, those of a group in the order in which they were added."""

    def __init__(self) -> None:
        self._groups: dict[str, deque[Item]] = {}
        self._busy: set[str] = set()
        self._bytes = 0
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def full(self) -> bool:
        """Whether no more should be added now."""
        return self._count >= ROOM or self._bytes >= ROOM_BYTES

    @property
    def first(self) -> int:
        """The lowest offset that is open, a taken one included. Raises ValueError where nothing is."""
        return min(group[0].published.offset for group in self._groups.values())

    @property
    def next_due(self) -> datetime | None:
        """When there is something to take; None: not before something is added or settled."""
        return min((item.due for item in self._heads()), default=None)

    def add(self, item: Item) -> None:
        """Put `item` behind those of its group; of a group, earlier alerts are added first."""
        self._groups.setdefault(item.published.alert.group_key, deque()).append(item)
        self._count += 1
        self._bytes += item.published.size

    def take(self, now: datetime) -> Item | None:
        """The item that has been due longest, to be settled or put off; its group waits for that."""
        item = min(self._heads(), key=lambda head: (head.due, head.published.offset), default=None)
        if item is None or item.due > now:
            return None
        self._busy.add(item.published.alert.group_key)
        return item

    def settle(self, item: Item) -> None:
        """A taken item is done with."""
        key = item.published.alert.group_key
        self._busy.discard(key)
        group = self._groups[key]
        group.popleft()
        if not group:
            del self._groups[key]
        self._count -= 1
        self._bytes -= item.published.size

    def put_off(self, item: Item, due: datetime) -> None:
        """A taken item is to be taken again at `due`."""
        item.due = due
        self._busy.discard(item.published.alert.group_key)

    def hurry(self, now: datetime) -> None:
        """The receiver answers again: what did not reach it is due now. Once for each item, so that one that comes and
        goes does not use up their attempts."""
        for item in self._heads():
            if item.unreached and not item.hurried:
                item.due, item.hurried = min(item.due, now), True

    def _heads(self) -> list[Item]:
        return [group[0] for key, group in self._groups.items() if key not in self._busy]
