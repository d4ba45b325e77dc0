"""The delivery process: webhooks, server-sent events and its pages, from start to exit code."""

import asyncio
import os

import structlog
from aiohttp import web
from aiokafka.errors import KafkaConnectionError, ProducerFenced

from workers.delivery.alerts import AlertLog
from workers.delivery.attempt import Means
from workers.delivery.channels import Channels
from workers.delivery.events import Events
from workers.delivery.journal import Journal
from workers.delivery.lanes import Lanes
from workers.reading.cluster import ClusterError
from workers.reading.watch import BrokerWatch
from workers.service.exits import Exit
from workers.service.guarded import look_up_names
from workers.service.stopping import end, stop_event
from workers.settings import Settings
from workers.telemetry.health import Health
from workers.telemetry.http import Pages

log = structlog.get_logger()

LOOK_SECONDS = 0.1


class Deliverer:
    """Delivers the alerts of the wire under the settings' prefix, each at least once to each webhook that asked for it.

    One process a wire: a second one takes over. In an `exercise` it delivers the replayed alerts only, as such (status
    Exercise), else all but those.
    """

    def __init__(self, settings: Settings, port: int, *, exercise: bool = False) -> None:
        self._settings = settings
        self._alerts = AlertLog(settings, exercise=exercise)
        self._journal = Journal(settings)
        self._means = Means(settings, self._alerts, self._journal, Channels(settings))
        self._lanes = Lanes(self._means)
        self._events = Events(settings, self._alerts)
        self._broker = BrokerWatch(settings)
        self._folded = False
        health = Health(
            {
                "journal open, deliveries folded": lambda: self._folded,
                "alerts read": self._alerts.ready.is_set,
                "webhooks known": self._lanes.ready.is_set,
                "broker answers": lambda: self._broker.answers,
            }
        )
        app = web.Application()
        app.add_routes(self._events.routes())
        self._pages = Pages("delivery", health, settings.http_host, port, app)

    async def run(self, *, until_done: bool = False, stop: asyncio.Event | None = None) -> Exit:
        """Deliver until `stop` is set (None: until SIGTERM or SIGINT), what is under way being awaited and recorded, or
        a failure; `until_done`: or until each alert that the log has is final at each webhook, whichever way. One that
        can't be delivered is final after the last of the settings' `webhook_delays`."""
        look_up_names()
        stop = stop or stop_event()
        try:
            await self._work(stop, until_done)
        except* Exception as group:  # noqa: BLE001 - whatever it is, it ends the process with the code for it
            self._tell(group)
            return_code = Exit.TEMPFAIL
        else:
            return_code = Exit.OK
        finally:
            await self._end()
        return return_code

    async def _work(self, stop: asyncio.Event, until_done: bool) -> None:
        address = await self._pages.start()
        await self._journal.start()
        self._folded = True
        async with asyncio.TaskGroup() as group:
            serving = [
                group.create_task(work)
                for work in (self._broker.run(), self._journal.run(), self._alerts.run(), self._lanes.read())
            ]
            await self._alerts.ready.wait()
            delivering = group.create_task(self._lanes.run())
            log.info("delivery started", pages=address, pid=os.getpid())
            done = asyncio.create_task(self._done(until_done))
            stopping = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait({done, stopping}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                done.cancel()
                stopping.cancel()
            self._events.close()
            self._lanes.close()
            await delivering
            await end(serving)

    async def _done(self, until_done: bool) -> None:
        while not (until_done and self._lanes.drained):
            await asyncio.sleep(LOOK_SECONDS)

    async def _end(self) -> None:
        self._events.close()
        await self._pages.stop()
        await self._means.channels.close()
        await self._journal.stop()

    def _tell(self, group: BaseExceptionGroup[BaseException]) -> None:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        if isinstance(error, ProducerFenced):
            log.warning("another delivery process took over; ending", detail=str(error))
        elif isinstance(error, (ClusterError, KafkaConnectionError, OSError)):
            log.error("delivery can't go on", detail=str(error))
        else:
            log.error("delivery failed", error=type(error).__name__, detail=str(error), exc_info=error)
