"""How a poll can end: a bounded set, for the log, the summary and the metric's label."""

from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What a poll came to. All but the first two are failures; `waiting`: it failed before, and it is not yet time."""

    NEW = "new"
    UNCHANGED = "unchanged"

    NOT_A_FEED = "not_a_feed"
    TOO_LARGE = "too_large"
    TOO_COSTLY = "too_costly"
    TOO_SLOW = "too_slow"
    UNREADABLE = "unreadable"
    BROKEN_BODY = "broken_body"
    REDIRECT_LOOP = "redirect_loop"
    BAD_ADDRESS = "bad_address"
    PRIVATE_ADDRESS = "private_address"
    UNREACHABLE = "unreachable"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    GONE = "gone"
    THROTTLED = "throttled"
    SERVER_ERROR = "server_error"
    BAD_STATUS = "bad_status"

    WAITING = "waiting"
    INTERNAL_ERROR = "internal_error"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    TAKEN_OVER = "taken_over"

    @property
    def failed(self) -> bool:
        """Whether what the feed has now could not be had, read or published."""
        return self not in (Outcome.NEW, Outcome.UNCHANGED)


class PollError(Exception):
    """A poll that failed; `not_before` is the time until which the server asked to be left alone."""

    def __init__(
        self, outcome: Outcome, detail: str, status: int | None = None, not_before: datetime | None = None
    ) -> None:
        super().__init__(outcome, detail, status, not_before)  # all of them: it crosses from one process to another
        self.outcome, self.detail, self.status, self.not_before = outcome, detail, status, not_before

    def __str__(self) -> str:
        return f"{self.outcome}: {self.detail}"


_BY_STATUS = {
    401: Outcome.FORBIDDEN,
    403: Outcome.FORBIDDEN,
    404: Outcome.NOT_FOUND,
    410: Outcome.GONE,
    429: Outcome.THROTTLED,
}


def of_status(status: int) -> Outcome:
    """The outcome of an answer that is neither a body nor a redirect."""
    return _BY_STATUS.get(status, Outcome.SERVER_ERROR if status >= 500 else Outcome.BAD_STATUS)
