"""What is open, what is final: the fold of delivery records, by webhook. Pure; the journal feeds it."""

from dataclasses import dataclass, field
from datetime import datetime

from schemas.delivery import Answer, Attempt


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an alert is at a webhook. `pending`: attempt `number` has no answer yet. `due` (UTC): when the next one
    is. `failures` counts answered attempts only: what we broke off ourselves costs the receiver no try. `issued` is
    that of the control record which the webhook had at the last attempt."""

    number: int = 0
    failures: int = 0
    pending: bool = False
    due: datetime | None = None
    issued: datetime | None = None


FRESH = Progress()


@dataclass(slots=True)
class _Page:
    """One webhook's part. `final` maps what is done to its alert's offset, for those not below `below`."""

    below: int = 0
    open: dict[str, tuple[Attempt, Progress]] = field(default_factory=dict)
    final: dict[str, int] = field(default_factory=dict)
    gone: datetime | None = None


class Ledger:
    """The fold. Bounded: what is final is an id, and is forgotten once all before it is done with as well."""

    def __init__(self) -> None:
        self._pages: dict[str, _Page] = {}

    def fold(self, record: Attempt | Answer) -> None:
        """Take the next record in. An answer to an attempt that is not known (the topic no longer holds it) says
        nothing about an alert that could still come."""
        page = self._pages.setdefault(record.webhook, _Page())
        if isinstance(record, Attempt):
            self._attempted(page, record)
        elif (known := page.open.get(record.alert)) is not None:
            self._answered(page, record, *known)

    def progress(self, webhook: str, alert: str) -> Progress | None:
        """How far `alert` is at `webhook`; None: final."""
        page = self._pages.get(webhook)
        if page is None:
            return FRESH
        return None if alert in page.final else page.open.get(alert, (None, FRESH))[1]

    def below(self, webhook: str) -> int | None:
        """The offset of news.alerts before which nothing is open at `webhook`; None: not known."""
        page = self._pages.get(webhook)
        return None if page is None else page.below

    def gone(self, webhook: str) -> datetime | None:
        """`issued` of the control record under which `webhook` answered that it is gone; None: it never did."""
        page = self._pages.get(webhook)
        return None if page is None else page.gone

    def _attempted(self, page: _Page, attempt: Attempt) -> None:
        _, before = page.open.get(attempt.alert, (None, FRESH))
        page.open[attempt.alert] = (
            attempt,
            Progress(attempt.number, before.failures, pending=True, issued=attempt.issued),
        )
        page.final.pop(attempt.alert, None)
        if attempt.below > page.below:
            page.below = attempt.below
            page.final = {alert: offset for alert, offset in page.final.items() if offset >= page.below}
            page.open = {alert: known for alert, known in page.open.items() if known[0].offset >= page.below}

    def _answered(self, page: _Page, answer: Answer, attempt: Attempt, progress: Progress) -> None:
        if answer.final:
            del page.open[answer.alert]
            page.final[answer.alert] = attempt.offset
        else:
            failures = progress.failures + (answer.failure != "interrupted")
            page.open[answer.alert] = (
                attempt,
                Progress(answer.number, failures, due=answer.retry_at, issued=attempt.issued),
            )
        if answer.failure == "gone":
            page.gone = attempt.issued
