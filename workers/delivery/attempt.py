"""One attempt: announced in the journal before it is made, answered there after."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import random
from time import monotonic

import structlog

from schemas.control import WebhookControl
from schemas.delivery import Answer, Attempt
from workers.delivery.alerts import AlertLog, Published
from workers.delivery.backoff import delays, pause
from workers.delivery.channels import Channels
from workers.delivery.journal import Journal
from workers.delivery.notice import Notice, notice
from workers.delivery.outcome import DeliveryError
from workers.service.hosts import Hosts
from workers.settings import Settings
from workers.telemetry import metrics

log = structlog.get_logger()

AT_A_HOST = 16
"""Requests under way to one host, whichever webhooks they are for."""


@dataclass(frozen=True)
class Means:
    """What all webhooks are served with."""

    settings: Settings
    alerts: AlertLog
    journal: Journal
    channels: Channels
    hosts: Hosts = field(default_factory=lambda: Hosts(AT_A_HOST))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an attempt: the receiver has it where there is no `error`. `retry_at` None: it is final."""

    error: DeliveryError | None
    retry_at: datetime | None
    time: datetime


class Attempts:
    """Makes attempts at the webhook of `control`. Raises as Journal.write; what goes wrong out there is a Result."""

    def __init__(self, control: WebhookControl, means: Means) -> None:
        self._control, self._webhook, self._means = control, control.webhook, means
        self._delays = delays(means.settings.webhook_delays)

    async def make(self, published: Published, number: int, failures: int, below: int) -> Result:
        """Attempt `number`, after so many `failures`. Nothing is open at this webhook `below` that offset."""
        told = self._notice(published)
        await self._means.journal.write(
            Attempt(
                webhook=self._webhook.id,
                alert=published.alert.identifier,
                webhook_id=told.id,
                number=number,
                url=self._webhook.url,
                offset=published.offset,
                below=below,
                issued=self._control.issued,
                time=datetime.now(UTC),
            )
        )
        began = monotonic()
        error, status = await self._call(told)
        seconds = monotonic() - began
        wait = None
        if error is not None and error.retryable:
            wait = pause(failures + 1, self._delays, random(), error.retry_after)
        now = datetime.now(UTC)
        result = Result(error, None if wait is None else now + timedelta(seconds=wait), now)
        await self._means.journal.write(self._answer(told, number, result, seconds, status))
        self._count(told, published, result, seconds)
        return result

    async def broken_off(self, published: Published, number: int) -> None:
        """Attempt `number` has no answer: a process ended before there was one. It is due again."""
        now = datetime.now(UTC)
        result = Result(DeliveryError("interrupted"), now, now)
        await self._means.journal.write(self._answer(self._notice(published), number, result, 0.0, None))

    async def _call(self, told: Notice) -> tuple[DeliveryError | None, int | None]:
        try:
            receipt = await self._means.channels.send(told, self._webhook)
        except DeliveryError as error:
            return error, error.status
        except Exception as error:  # a fault of a channel's at one receiver must not stop the others
            log.error("a channel failed", webhook=self._webhook.id, notice=told.id, exc_info=error)
            return DeliveryError("internal", f"{type(error).__name__}: {error}"), None
        return None, receipt.status

    def _notice(self, published: Published) -> Notice:
        return notice(self._means.settings.prefix, self._webhook.id, published.alert)

    def _answer(self, told: Notice, number: int, result: Result, seconds: float, status: int | None) -> Answer:
        return Answer(
            webhook=self._webhook.id,
            alert=told.alert.identifier,
            webhook_id=told.id,
            number=number,
            status=status,
            failure=result.error.reason if result.error else None,
            detail=result.error.detail if result.error else "",
            seconds=round(seconds, 3),
            final=result.retry_at is None,
            retry_at=result.retry_at,
            time=result.time,
        )

    def _count(self, told: Notice, published: Published, result: Result, seconds: float) -> None:
        outcome = result.error.reason if result.error else "delivered"
        metrics.DELIVERY_ATTEMPTS.labels(outcome).inc()
        metrics.DELIVERY_SECONDS.observe(seconds)
        about = {"webhook": self._webhook.id, "notice": told.id, "alert": told.alert.identifier}
        if result.retry_at is None:
            metrics.DELIVERIES.labels(outcome).inc()
        if result.error is None:
            metrics.DELIVERY_AGE_SECONDS.observe(max(0.0, (result.time - published.time).total_seconds()))
            log.info("delivered", **about)
        elif result.retry_at is None:
            log.warning("given up", reason=outcome, detail=result.error.detail, **about)
        else:
            log.info("to be tried again", reason=outcome, detail=result.error.detail, at=result.retry_at, **about)
