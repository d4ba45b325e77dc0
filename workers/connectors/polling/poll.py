"""One poll of one feed: ask, read, sift. It writes nothing: what is to be written is its result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from yarl import URL

from schemas.ids import digest
from schemas.sources import FeedState
from workers.connectors.door import Outgoing, admit
from workers.connectors.items import Refused
from workers.connectors.polling.fetch import Answer, Fetcher
from workers.connectors.polling.ledger import SOURCE
from workers.connectors.polling.marks import kept
from workers.connectors.polling.outcome import Outcome, PollError
from workers.connectors.polling.pace import after_failure, after_success
from workers.connectors.polling.reader import MOST_ITEMS, Marked, Reader, Reading
from workers.connectors.polling.wordpress import in_order_of_edits, more_pages

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll came to: `records` to publish with `state`, and what was refused. `status` is HTTP's, where there
    was an answer; `detail` says what went wrong."""

    outcome: Outcome
    state: FeedState
    records: tuple[Outgoing, ...] = ()
    refused: tuple[Refused, ...] = ()
    status: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a feed is to be polled: `every` so long, `chance` (0 to 1) spreading it."""

    every: timedelta
    chance: float


async def poll(state: FeedState, fetcher: Fetcher, reader: Reader, now: datetime, pace: Pace) -> Polled:
    """Poll the feed of `state` once, `now` being what its articles are stamped with. Never raises for a feed's sake."""
    try:
        return await _poll(state, fetcher, reader, now, pace)
    except PollError as error:
        return failed(state, error, now, pace)
    except Exception as error:  # a fault of ours, but on what this one feed sent
        log.exception("a poll failed", url=state.url)
        fault = PollError(Outcome.INTERNAL_ERROR, f"{type(error).__name__}: {error}")
        return failed(state, fault, now, pace)


def failed(state: FeedState, error: PollError, now: datetime, pace: Pace) -> Polled:
    """What a failure leaves: the pause grows with each, or is as long as the server asked for. An address that the
    feed had moved to is forgotten where it is not found any more."""
    failures = state.failures + 1
    pause = now + after_failure(pace.every, failures, pace.chance)
    lost = error.outcome in (Outcome.NOT_FOUND, Outcome.GONE)
    then = replace(
        state,
        address=None if lost else state.address,
        polled=now,
        failures=failures,
        not_before=max(pause, error.not_before or pause),
    )
    return Polled(error.outcome, then, status=error.status, detail=error.detail)


async def _poll(state: FeedState, fetcher: Fetcher, reader: Reader, now: datetime, pace: Pace) -> Polled:
    address = in_order_of_edits(state.address or state.url)
    conditions = {} if state.pages_due else {"etag": state.etag, "last_modified": state.last_modified}
    first = await fetcher.get(address, now, **conditions)
    answer = digest(first.body) if first.status == 200 else state.answer
    if answer == state.answer and not state.pages_due:
        return Polled(Outcome.UNCHANGED, _after(state, first, address, now, pace), status=first.status)
    try:
        pages = _Pages([await reader.read(state.url, first.body, now)])
    except PollError as error:
        raise PollError(error.outcome, error.detail, first.status) from error
    await pages.follow(state, first, fetcher, reader, now)
    records, refused, marks = _sifted(pages.readings, frozenset(state.seen), now)
    ttl = int(pages.readings[0].ttl.total_seconds())
    then = _after(replace(state, answer=answer, ttl=ttl, pages_due=0), first, address, now, pace)
    polled = Polled(Outcome.NEW if records else Outcome.UNCHANGED, then, status=first.status)
    if pages.fault is not None:
        then = replace(then, failures=state.failures, pages_due=len(pages.readings) + 1)
        polled = failed(then, pages.fault, now, pace)
    then = replace(polled.state, seen=kept(marks, state.seen))
    return replace(polled, state=then, records=tuple(records), refused=tuple(refused))


@dataclass
class _Pages:
    """The pages of an answer that were read, and why one behind the first could not be had."""

    readings: list[Reading]
    fault: PollError | None = None

    async def follow(self, state: FeedState, first: Answer, fetcher: Fetcher, reader: Reader, now: datetime) -> None:
        """Read the pages of a WordPress collection behind `first`, as long as all on the one before is new."""
        seen = frozenset(state.seen)
        for number, address in enumerate(more_pages(first.address, first.pages), 2):
            items = self.readings[-1].items
            if sum(len(reading.items) for reading in self.readings) >= MOST_ITEMS:
                return
            if number > state.pages_due and (not items or any(item.mark in seen for item in items)):
                return
            try:
                page = await fetcher.get(address, now)
                self.readings.append(await reader.read(state.url, page.body, now))
            except PollError as error:
                self.fault = PollError(error.outcome, f"page {number}: {error.detail}", error.status, error.not_before)
                return


def _sifted(
    readings: Sequence[Reading], seen: frozenset[str], now: datetime
) -> tuple[list[Outgoing], list[Refused], list[str]]:
    """The records of what is new, what was refused, and the marks of all."""
    items: dict[str, Marked] = {item.mark: item for reading in readings for item in reading.items}
    refused = [refused for reading in readings for refused in reading.refused]
    records: list[Outgoing] = []
    for item in items.values():
        if item.mark not in seen:
            record = admit(item.found, now, SOURCE)
            if isinstance(record, Refused):
                refused.append(record)
            else:
                records.append(record)
    return records, refused, list(items)


def _after(state: FeedState, answer: Answer, address: str, now: datetime, pace: Pace) -> FeedState:
    """The state after `answer` came from `address`. Its validators are of this answer only; a 304 may leave them
    out."""
    before = (state.etag, state.last_modified) if answer.status == 304 else (None, None)
    asked = max(answer.fresh, timedelta(seconds=state.ttl))
    return replace(
        state,
        address=answer.address if answer.address != str(URL(address)) else state.address,
        etag=answer.etag or before[0],
        last_modified=answer.last_modified or before[1],
        polled=now,
        failures=0,
        not_before=now + after_success(pace.every, asked, pace.chance),
    )
