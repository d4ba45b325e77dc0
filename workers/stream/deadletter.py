"""Dead letters: the original record as it came, why it is here in added headers, and the limit on our own faults."""

from collections import deque
from datetime import datetime
from importlib.metadata import version

from aiokafka import ConsumerRecord

from schemas.envelope import FIRST_TIMESTAMP
from schemas.ids import digest
from workers.core.outcome import RejectReason
from workers.pipeline import Step
from workers.pool.work import Result
from workers.service.transaction import Write
from workers.settings import Settings
from workers.stream.transport import headers

APP_VERSION = version("wiredesk")


def dead_letter(step: Step, message: ConsumerRecord, result: Result, now: datetime, limit: int) -> Write:
    """The record for the dead-letter topic of `message`'s topic: key, value and headers untouched, and `wd_dlq_*`
    headers. One that comes back by a redrive and fails again keeps its first failure and Kafka's first timestamp, and
    counts its attempts.

    A value of more than `limit` bytes is cut, and a header says so: only a topic that others made lets one in, and a
    letter that can't be written would stop its partition for ever.
    """
    given = headers(message)
    before = {n: v.decode("utf-8", "replace") for n, v in given if n.startswith("wd_dlq_")}
    value = message.value or b""
    attempts = before.get("wd_dlq_attempts", "0")
    added = {
        "wd_dlq_topic": message.topic,
        "wd_dlq_partition": str(message.partition),
        "wd_dlq_offset": str(message.offset),
        "wd_dlq_step": step.name,
        "wd_dlq_version": APP_VERSION,
        "wd_dlq_reason": str(result.rejected),
        "wd_dlq_error_class": result.error or "Reject",
        "wd_dlq_error_message": result.detail,
        "wd_dlq_attempts": str((int(attempts) if attempts.isdecimal() and len(attempts) < 9 else 0) + 1),
        "wd_dlq_first_failed": before.get("wd_dlq_first_failed", now.isoformat()),
        "wd_dlq_last_failed": now.isoformat(),
        FIRST_TIMESTAMP: before.get(FIRST_TIMESTAMP, str(message.timestamp)),
    }
    if len(value) > limit:
        added["wd_dlq_truncated"] = f"{len(value)} bytes, digest {digest(value)}"
    original = [pair for pair in given if pair[0] not in added]
    return Write(
        topic=f"{message.topic}.dlq",
        key=message.key,
        value=message.value if len(value) <= limit else value[:limit],
        headers=original + [(name, text.encode("utf-8", "replace")) for name, text in added.items()],
    )


class LimitReachedError(Exception):
    """Too many internal errors: the fault is ours, so the worker stops rather than divert everything."""


class DeadLetterLimit:
    """Counts the internal errors of one worker: so many in a row, or such a share of the last 100, is too many. Bad
    input does not count, or one bad source could stop the wire."""

    WINDOW = 100

    def __init__(self, settings: Settings) -> None:
        self._run_limit, self._ratio = settings.deadletter_run, settings.deadletter_ratio
        self._run = 0
        self._recent: deque[bool] = deque(maxlen=self.WINDOW)

    def count(self, reason: RejectReason | None, detail: str) -> None:
        """Take in one outcome. Raises LimitReachedError, before anything of its batch is written."""
        internal = reason is not None and reason.internal
        self._recent.append(internal)
        if not internal:  # it can't be the one too many
            self._run = 0
            return
        self._run += 1
        share = sum(self._recent) / len(self._recent)
        if self._run >= self._run_limit or (len(self._recent) == self.WINDOW and share >= self._ratio):
            raise LimitReachedError(
                f"{self._run} internal errors in a row, {share:.0%} of the last {len(self._recent)} (the last one: "
                f"{reason}: {detail}). Mend the cause, then start the worker: its input waits where it was."
            )
