"""One webhook's deliveries: what is for it out of the log, at its own pace. No lane waits for another."""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from schemas.control import WebhookControl
from workers.delivery.alerts import Published
from workers.delivery.attempt import Attempts, Means, Result
from workers.delivery.queue import UNREACHED, Item, Queue
from workers.telemetry import metrics

log = structlog.get_logger()

AT_ONCE = 8
"""Requests under way to one webhook."""


class Lane:
    """Delivers to the webhook of `control` from where the ledger says that it is, until `close`; a webhook that says
    that it is gone gets nothing more."""

    def __init__(self, control: WebhookControl, means: Means) -> None:
        self.control = control
        self._webhook, self._means = control.webhook, means
        self._gone = means.journal.ledger.gone(control.webhook.id) == control.issued
        self._attempts = Attempts(control, means)
        self._slots = means.hosts.slots(self._webhook.url)
        self._queue = Queue()
        self._alerts = means.alerts.since(self._place())
        self._under_way: set[asyncio.Task[None]] = set()
        self._not_before = datetime.min.replace(tzinfo=UTC)
        self._changed = asyncio.Event()
        self._room = asyncio.Event()
        self._closing = asyncio.Event()

    @property
    def drained(self) -> bool:
        """Whether all that the log has now is final here."""
        return self._gone or (self._alerts.caught_up and not self._queue)

    async def run(self) -> None:
        """Deliver until closed: what is under way then is awaited and recorded. Raises as Reader and Journal.write,
        in a group."""
        id_ = self._webhook.id
        metrics.DELIVERIES_OPEN.labels(id_).set_function(lambda: float(len(self._queue)))
        metrics.WEBHOOK_GONE.labels(id_).set_function(lambda: float(self._gone))
        async with asyncio.TaskGroup() as group:
            feeding = group.create_task(self._feed())
            while not self._ending:
                self._changed.clear()
                self._start(group)
                await self._something()
            feeding.cancel()
        await self._closing.wait()
        metrics.DELIVERIES_OPEN.remove(id_)
        metrics.WEBHOOK_GONE.remove(id_)

    def close(self) -> None:
        """Begin no further attempt; `run` returns when those under way have ended."""
        self._closing.set()
        self._changed.set()

    @property
    def _ending(self) -> bool:
        return self._gone or self._closing.is_set()

    def _place(self) -> int | datetime:
        """Where to begin in the log: nothing before that is open."""
        below = self._means.journal.ledger.below(self._webhook.id)
        if below is None or below > self._means.alerts.end:  # then the topic is another one by now
            return self.control.first_issued
        return below

    async def _feed(self) -> None:
        """Fill the queue from the log, as far as it has room."""
        async for published in self._alerts:
            if self._is_mine(published) and (item := await self._item(published)) is not None:
                while self._queue.full:
                    self._room.clear()
                    await self._room.wait()
                self._queue.add(item)
                self._changed.set()

    def _is_mine(self, published: Published) -> bool:
        wanted = self._webhook.subscriptions
        asked = not wanted or published.alert.subscription_id in wanted
        return asked and published.time >= self.control.first_issued

    async def _item(self, published: Published) -> Item | None:
        """`published` as far as it is at this webhook; None: it is final. What waited for a webhook that was changed
        since is due at once."""
        progress = self._means.journal.ledger.progress(self._webhook.id, published.alert.identifier)
        if progress is None:
            return None
        now = datetime.now(UTC)
        if progress.pending:
            await self._attempts.broken_off(published, progress.number)
        due = progress.due if progress.issued == self.control.issued else None
        return Item(published, progress.number, progress.failures, due or now)

    def _start(self, group: asyncio.TaskGroup) -> None:
        """Begin what is due."""
        now = datetime.now(UTC)
        while len(self._under_way) < AT_ONCE and now >= self._not_before:
            item = self._queue.take(now)
            if item is None:
                return
            task = group.create_task(self._deliver(item))
            self._under_way.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._under_way.discard(task)
        self._changed.set()

    async def _something(self) -> None:
        """Return when something changed, or is due."""
        due = self._queue.next_due
        wait = None
        if due is not None and len(self._under_way) < AT_ONCE:
            wait = (max(due, self._not_before) - datetime.now(UTC)).total_seconds()
        try:
            await asyncio.wait_for(self._changed.wait(), wait)
        except TimeoutError:
            return

    async def _deliver(self, item: Item) -> None:
        """One attempt, then the item is settled or put off."""
        async with self._slots:
            if self._ending or datetime.now(UTC) < self._not_before:  # since it was taken
                self._queue.put_off(item, item.due)
                return
            item.attempts += 1
            result = await self._attempts.make(item.published, item.attempts, item.failures, self._queue.first)
        if result.error is None:
            self._queue.hurry(result.time)
        else:
            self._failed(item, result)
        if result.retry_at is None:
            self._queue.settle(item)
            self._room.set()
        else:
            self._queue.put_off(item, result.retry_at)

    def _failed(self, item: Item, result: Result) -> None:
        error = result.error
        assert error is not None
        item.failures += 1
        item.unreached = error.reason in UNREACHED
        if error.retry_after:  # it is meant for all that would come
            self._not_before = max(self._not_before, result.time + timedelta(seconds=error.retry_after))
        if error.reason == "gone":
            log.warning("a webhook is gone: it gets nothing until it is added again", webhook=self._webhook.id)
            self._gone = True
