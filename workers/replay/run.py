"""One replay from where it is to its end: the window copied slice by slice, the ordinary workers behind it, the clock.

Contract: whatever ends it early leaves it so that a next run goes on; its workers end with it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schemas.codec import decode
from schemas.control import Control, ReplayControl, Subscription, SubscriptionControl, WebhookControl
from schemas.registry import CLOCK
from workers.delivery.deliverer import Deliverer
from workers.pipeline import STEPS, Step
from workers.reading.control import held
from workers.reading.log import read
from workers.reading.progress import behind
from workers.replay.copier import Copier
from workers.replay.errors import ReplayError
from workers.replay.gauge import Gauge
from workers.replay.ground import make_topics, note, own_settings, steps_from
from workers.replay.request import FROM_FILE
from workers.replay.watch import Progress, Watch
from workers.replay.window import boundary, lookup
from workers.service.exits import Exit
from workers.settings import Settings
from workers.stream.supervisor import Child, Supervisor

LOOK_SECONDS = 1.0
DRAIN_PAUSE = 0.5
EXERCISE_DELAYS = "5 60 300"
"""When an exercise is tried again, unless the settings say (`webhook_delays`): a receiver that is down should not keep
a replay from its end for days."""


class Run:
    """Runs the replay of `record`. `subscriptions` (none: those that hold live) are what it begins with; the output of
    its workers goes to the file `log`; `tell` is called with its progress each second."""

    def __init__(
        self,
        live: Settings,
        record: ReplayControl,
        subscriptions: Sequence[Subscription] | None,
        log: Path,
        tell: Callable[[Progress], None],
    ) -> None:
        self._live, self._record, self._replay = live, record, record.replay
        self._own = own_settings(live, record.replay)
        self._steps = steps_from(record.replay.step)
        self._subscriptions, self._log = subscriptions, log
        self._copier = Copier(live, self._own, record.replay)
        self._watch = Watch(self._copier, tell)

    async def to_the_end(self) -> ReplayControl:
        """Return when every record of the window has gone through every step, the record of the finished replay being
        on the live control topic. Raises ReplayError, ClusterError, BrokerError and KafkaError."""
        await make_topics(self._live, self._replay)
        try:
            if not await self._copier.start():
                await self._copier.open(await self._controls(), datetime.now(UTC))
            async with self._workers() as supervisor:
                await self._watched(self._flow(), supervisor)
            if self._replay.notify:
                await self._notify()
        finally:
            await self._copier.stop()
        finished = replace(self._record, replay=replace(self._replay, finished=True, records=self._copier.copied))
        await note(self._live, finished, datetime.now(UTC))
        return finished

    async def _controls(self) -> list[Control]:
        """What holds in the replay: the subscriptions, as if they had held since the window began, so that two replays
        say the same whenever they run; and where somebody is to be notified, the live webhooks."""
        wanted = self._subscriptions
        if wanted is None and FROM_FILE in self._replay.arguments:
            raise ReplayError(
                f"Replay {self._replay.id} was stopped before it had the subscriptions of its file: give the command "
                f"again that began it ({self._replay.arguments})."
            )
        if wanted is None:
            wanted = [record.subscription for record in (await held(self._live, SubscriptionControl)).values()]
        controls: list[Control] = [SubscriptionControl(issued=self._replay.since, subscription=one) for one in wanted]
        if self._replay.notify:
            controls += (await held(self._live, WebhookControl)).values()
        return controls

    async def _flow(self) -> None:
        """Slice after slice: copied, gone through the steps up to `link`, ticked."""
        await self._drained([STEPS["alert"]])  # the subscriptions hold before the first story comes
        before = {part.partition: part.begin for part in self._replay.window}
        ticked = await self._ticked()
        ticks = self._replay.ticks or (self._replay.until,)
        linking = [step for step in self._steps if step.name != "alert"]
        if ticked:  # the last of them may have been written and not been taken
            await self._drained([STEPS["link"]], ticks=True)
        async with lookup(self._live, self._replay.topic) as found:
            for number, time in enumerate(ticks, start=1):
                last = number == len(ticks)
                upto = boundary(self._replay.window, await found.at(time), last=last)
                empty, before = upto == before, upto
                if time in ticked or (empty and not last):
                    continue
                await self._copier.copy(upto)
                await self._drained(linking)
                if self._replay.ticks:
                    await self._copier.tick(time, datetime.now(UTC))
                    await self._drained([STEPS["link"]], ticks=True)
        await self._drained(self._steps)

    async def _drained(self, steps: Sequence[Step], *, ticks: bool = False) -> None:
        """Return when each step has done all that lies before it, as workers.reading.progress.drained does; but while
        the gauge says that it is far behind, the closer look that costs connections is spared."""
        for step in steps:
            while self._watch.far_behind(step) or await behind(self._own, step, ticks=ticks):
                await asyncio.sleep(DRAIN_PAUSE)

    async def _notify(self) -> None:
        """Deliver the replay's alerts, now that all are there, to the webhooks that it has. Returns when each is with
        each, or given up there."""
        settings = self._own
        if "webhook_delays" not in settings.model_fields_set:
            settings = settings.model_copy(update={"webhook_delays": EXERCISE_DELAYS})
        self._watch.delivering()
        code = await Deliverer(settings, 0, exercise=True).run(until_done=True, stop=asyncio.Event())
        if code is not Exit.OK:
            raise ReplayError(
                f"All is replayed, but the delivery of its alerts failed. The log is {self._log}.\n"
                f"Mend the cause, then go on by `wiredesk replay --resume {self._replay.id}`."
            )

    async def _ticked(self) -> set[datetime]:
        """The ticks that the replay's clock has made, before it was stopped."""
        async with aclosing(read(self._own, [CLOCK])) as entries:
            return {decode(entry.message).time async for entry in entries}

    @asynccontextmanager
    async def _workers(self) -> AsyncIterator[Supervisor]:
        children = [Child(step.name, ("worker", step.name)) for step in self._steps]
        with self._log.open("ab") as output:
            supervisor = Supervisor(children, self._own, output, clock=False)
            running = asyncio.create_task(supervisor.run())
            try:
                yield supervisor
            finally:
                supervisor.stop()
                await running

    async def _watched(self, flow: Coroutine[Any, Any, None], supervisor: Supervisor) -> None:
        """Run `flow`, telling how far it is, until it ends or a worker has stopped for good."""
        async with Gauge(self._own, self._steps) as gauge:
            flowing = asyncio.create_task(flow)
            try:
                while not flowing.done():
                    await self._watch.look(gauge)
                    await asyncio.wait({flowing}, timeout=LOOK_SECONDS)
                    if supervisor.gave_up:
                        names = ", ".join(sorted(supervisor.gave_up))
                        raise ReplayError(
                            f"{names} stopped for good: too many internal errors in a row. The log is {self._log}.\n"
                            f"Mend the cause, then go on by `wiredesk replay --resume {self._replay.id}`."
                        )
                await flowing
            finally:
                flowing.cancel()
                await asyncio.gather(flowing, return_exceptions=True)
