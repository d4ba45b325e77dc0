"""One worker: one step as a Faust application in one process, from start to exit code."""

import asyncio
import os
from collections.abc import Callable
from typing import Any, cast

import faust
import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError, ProducerFenced
from faust import Stream
from faust.types import TP, StreamT

from workers.core.outcome import RejectReason
from workers.pipeline import Step
from workers.pool.pool import Pool
from workers.reading.watch import BrokerWatch
from workers.service.exits import Exit
from workers.service.stopping import stop_event
from workers.settings import Settings
from workers.stream.application import application
from workers.stream.deadletter import DeadLetterLimit, LimitReachedError
from workers.stream.lane import Lane, Work
from workers.stream.work import MemoryWork, PoolWork
from workers.telemetry import metrics
from workers.telemetry.health import Health
from workers.telemetry.http import Pages

log = structlog.get_logger()


class Worker:
    """Runs `step` until it is told to stop or fails."""

    def __init__(self, step: Step, settings: Settings, port: int) -> None:
        self._step, self._settings = step, settings
        self._group = settings.group(step.name)
        self._pool = Pool([step], settings) if step.pooled else None
        self._limit = DeadLetterLimit(settings)
        self._broker = BrokerWatch(settings)
        self._built = False
        self._joined = False
        self._lanes: dict[TopicPartition, Lane] = {}
        self._tasks: dict[Lane, asyncio.Task[None]] = {}
        self._failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._app = application(step, settings, self._agent, self._assigned, self._revoked)
        self._health = Health(
            {
                "model loaded": lambda: self._built,
                "partitions assigned": lambda: self._joined,
                "broker answers": lambda: self._broker.answers,
                "producers up, state restored": lambda: all(lane.ready for lane in self._tasks),
            }
        )
        self._pages = Pages(step.name, self._health, settings.http_host, port)
        _count_from_zero(step)

    async def run(self) -> Exit:
        """Work until SIGTERM or SIGINT (the batch in hand is finished and committed) or a failure."""
        stop = stop_event()
        try:
            address = await self._pages.start()
            if self._pool is not None:
                await self._pool.start()
            self._built = True
            await self._app.start()
            log.info("worker started", group=self._group, pages=address, pid=os.getpid())
            return await self._until(stop)
        except Exception as error:  # noqa: BLE001 - whatever it is, it ends the process with the code for it
            return self._failure(error)
        finally:
            await self._end()

    async def _until(self, stop: asyncio.Event) -> Exit:
        stopping = asyncio.ensure_future(stop.wait())
        crashed = asyncio.ensure_future(self._app.wait_until_stopped())
        watching = asyncio.ensure_future(self._broker.run())
        waiting: list[asyncio.Future[Any]] = [stopping, crashed, watching, self._failed]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for failed in (self._failed, watching):
            if failed.done():
                return self._failure(failed.exception())
        watching.cancel()
        if not stop.is_set():
            return self._failure(self._app.crash_reason)
        await self._close(list(self._tasks))
        return Exit.OK

    def _failure(self, error: BaseException | None) -> Exit:
        if isinstance(error, LimitReachedError):
            log.error("stopped for good: too many internal errors", detail=str(error))
            return Exit.SOFTWARE
        if isinstance(error, ProducerFenced):
            log.warning("another worker owns this lane now; ending", detail=str(error))
        elif isinstance(error, (KafkaConnectionError, OSError)):
            log.error("worker can't go on", detail=str(error))
        else:
            log.error("worker failed", error=type(error).__name__, detail=str(error), exc_info=error)
        return Exit.TEMPFAIL

    async def _end(self) -> None:
        """Leave the group and end the pool. What takes longer than the supervisor's patience is killed by it."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self._app.started:
            await self._app.stop()
        if self._pool is not None:
            await asyncio.to_thread(self._pool.stop)
        await self._pages.stop()

    async def _agent(self, stream: StreamT[bytes]) -> None:
        async for event in cast(Stream[bytes], stream).noack().events():
            lane = self._lanes.get(TopicPartition(event.message.topic, event.message.partition))
            if lane is not None:
                await lane.put(event.message.value)
            self._app.consumer.ack(event.message)

    async def _assigned(self, app: faust.App, assigned: set[TP], **_: object) -> None:
        """Open the lanes of an assignment. An eager rebalance has revoked everything before."""
        await self._close(list(self._tasks))
        names = {self._settings.topic(name) for name in self._step.reads}
        partitions = sorted(TopicPartition(tp.topic, tp.partition) for tp in assigned if tp.topic in names)
        if self._step.pooled:
            for partition in partitions:
                self._open(f"{partition.topic}.{partition.partition}", [partition])
        elif partitions:
            self._open(self._step.name, partitions)
        self._joined = True
        log.info("assigned", partitions=[f"{p.topic}/{p.partition}" for p in partitions])

    async def _revoked(self, app: faust.App, revoked: set[TP], **_: object) -> None:
        self._joined = False
        await self._close(list(self._tasks))

    def _open(self, name: str, partitions: list[TopicPartition]) -> None:
        lane = Lane(name, partitions, self._work(), self._settings, self._group)
        self._lanes |= dict.fromkeys(partitions, lane)
        task = asyncio.create_task(lane.run(), name=f"lane {name}")
        self._tasks[lane] = task
        task.add_done_callback(self._watch)
        for partition in partitions:
            labels = self._step.name, self._settings.logical(partition.topic), partition.partition
            metrics.LAG.labels(*labels).set_function(self._lag_of(lane, partition))
            metrics.OLDEST_SECONDS.labels(*labels).set_function(self._oldest_of(lane, partition))

    def _work(self) -> Work:
        if self._pool is not None:
            return PoolWork(self._step, self._settings, self._limit, self._pool)
        return MemoryWork(self._step, self._settings, self._limit)

    def _lag_of(self, lane: Lane, partition: TopicPartition) -> Callable[[], float]:
        def lag() -> float:
            if lane not in self._tasks or not lane.ready:
                return 0.0
            end = self._app.consumer.highwater(TP(partition.topic, partition.partition))
            return float(max(0, (end or 0) - lane.position(partition)))

        return lag

    def _oldest_of(self, lane: Lane, partition: TopicPartition) -> Callable[[], float]:
        return lambda: lane.oldest(partition) if lane in self._tasks else 0.0

    def _watch(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None and not self._failed.done():
            self._failed.set_exception(error)

    async def _close(self, lanes: list[Lane]) -> None:
        """Let each lane commit the batch in hand, for as long as the group waits for us; then break it off."""
        for lane in lanes:
            lane.close()
        tasks = [self._tasks[lane] for lane in lanes]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=self._settings.kafka_session_timeout)
            for task in late:
                task.cancel()
        for lane in lanes:
            self._tasks.pop(lane, None)
            for partition in lane.partitions:
                self._lanes.pop(partition, None)


def _count_from_zero(step: Step) -> None:
    """A counter that appears with its first event hides that event from Prometheus, which counts differences."""
    for topic in step.reads:
        metrics.RECORDS_IN.labels(step.name, topic)
    for reason in RejectReason:
        metrics.REJECTED.labels(step.name, reason)
