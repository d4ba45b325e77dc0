"""What may come of a call: the one table of reasons, each tried again or final, and which HTTP status is which.

After the Standard Webhooks specification 1.0.0 (Delivery success and failure): 2xx is success, 410 the end, anything
else a failure that is tried again on schedule: people mend a wrong path, key or certificate while it lasts. Only what
the same bytes would meet each time is final at once.
"""

from dataclasses import dataclass

from schemas.delivery import Failure

TRIED_AGAIN: dict[Failure, bool] = {
    "timeout": True,
    "connection": True,
    "tls": True,
    "redirect": True,  # never followed; most often a login or maintenance page, or a URL that is put right
    "client_error": True,
    "server_error": True,
    "rate_limited": True,
    "no_secret": True,
    "interrupted": True,  # we ended between the attempt and its answer
    "internal": True,  # a fault of ours
    "refused": False,
    "gone": False,
    "private_address": False,
    "bad_url": False,
}

STATUSES: tuple[tuple[range, Failure | None], ...] = (
    (range(200, 300), None),
    (range(300, 400), "redirect"),
    (range(408, 409), "timeout"),
    (range(410, 411), "gone"),
    (range(413, 414), "refused"),  # too large
    (range(415, 416), "refused"),  # JSON is not taken
    (range(422, 423), "refused"),  # understood, and not wanted
    (range(429, 430), "rate_limited"),
    (range(400, 500), "client_error"),
    (range(1000), "server_error"),
)
"""The first row that holds the status says what it means; None: delivered."""

DETAIL = 200


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receiver has it. `status` is HTTP's, where the channel speaks that."""

    status: int | None = None


class DeliveryError(Exception):
    """The receiver does not have it, or did not say so. `detail` is for people; `retry_after` is the seconds that it
    asked us to wait, with all that is meant for it."""

    def __init__(
        self, reason: Failure, detail: str = "", *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail, self.status, self.retry_after = reason, detail[:DETAIL], status, retry_after

    @property
    def retryable(self) -> bool:
        """Whether it is tried again."""
        return TRIED_AGAIN[self.reason]


def meaning(status: int) -> Failure | None:
    """What an HTTP status says; None: delivered."""
    return next(failure for codes, failure in STATUSES if status in codes)
