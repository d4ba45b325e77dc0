"""A lane for each webhook that holds: begun, ended and begun anew as the control topic says."""

import asyncio

from schemas.control import Deleted, WebhookControl
from schemas.registry import CONTROL
from workers.delivery.attempt import Means
from workers.delivery.lane import Lane
from workers.reading.follow import follow
from workers.reading.log import Entry, decoded

KEY = "webhook/"


class Lanes:
    """Keeps a lane for each webhook. A webhook that changed is served by a new lane, once the old one has ended."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._held: dict[str, WebhookControl] = {}
        self._lanes: dict[str, Lane] = {}
        self._changed = asyncio.Event()
        self._closing = False
        self.ready = asyncio.Event()
        """Set once the control topic is read to the end that it had, and each webhook has its lane."""

    @property
    def drained(self) -> bool:
        """Whether all that the log of alerts has now is final at each webhook."""
        return self.ready.is_set() and all(lane.drained for lane in self._lanes.values())

    async def read(self) -> None:
        """Keep up with the control topic until cancelled. Raises as workers.reading.log.read."""
        await follow(self._means.settings, CONTROL, self._take, self._caught_up)

    async def run(self) -> None:
        """Serve until `close`; then return when what is under way has ended. Raises as Lane.run."""
        async with asyncio.TaskGroup() as group:
            while not self._closing:
                await self._changed.wait()
                self._changed.clear()
                self._match(group)
            for lane in self._lanes.values():
                lane.close()

    def close(self) -> None:
        """Begin nothing more."""
        self._closing = True
        self._changed.set()

    def _match(self, group: asyncio.TaskGroup) -> None:
        """Close the lanes whose webhook no longer holds as it was, and open those that have none."""
        for id_, lane in self._lanes.items():
            if self._held.get(id_) != lane.control:
                lane.close()
        for id_, control in self._held.items():
            if id_ not in self._lanes and not self._closing:
                self._open(group, control)
        self.ready.set()

    def _open(self, group: asyncio.TaskGroup, control: WebhookControl) -> None:
        lane = self._lanes[control.webhook.id] = Lane(control, self._means)
        group.create_task(self._serve(lane))

    async def _serve(self, lane: Lane) -> None:
        await lane.run()
        del self._lanes[lane.control.webhook.id]
        self._changed.set()

    def _caught_up(self) -> None:
        self._changed.set()

    def _take(self, entry: Entry) -> None:
        id_ = entry.key.removeprefix(KEY)
        if id_ == entry.key:
            return
        record = decoded(entry)  # what can't be read is in the dead letters of the `alert` step
        if isinstance(record, WebhookControl) and record.webhook.id == id_:
            self._held[id_] = record
        elif isinstance(record, Deleted):
            self._held.pop(id_, None)
        if self.ready.is_set():
            self._changed.set()
