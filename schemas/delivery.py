"""Delivery's records: each attempt before it is made, each answer after; what is open is their fold."""

from typing import Literal

from schemas.base import Time, record

Failure = Literal[
    "timeout", "connection", "tls", "redirect", "client_error", "server_error", "rate_limited", "gone",
    "private_address", "no_secret", "interrupted",
]  # fmt: skip


@record
class Attempt:
    """A request that is about to be made; key `<webhook>/<alert identifier>`, as of all records here.

    `webhook_id` is the Standard Webhooks message id, the same in every attempt; `number` counts from 1.
    """

    kind: Literal["attempt"] = "attempt"
    webhook: str
    alert: str
    webhook_id: str
    number: int
    url: str
    time: Time


@record
class Answer:
    """What came of attempt `number`. `final`: nothing more is tried; else `retry_at` (UTC) is when the next one is due.
    Without a `failure` the receiver has it."""

    kind: Literal["answer"] = "answer"
    webhook: str
    alert: str
    webhook_id: str
    number: int
    status: int | None = None
    failure: Failure | None = None
    detail: str = ""
    seconds: float
    final: bool
    retry_at: Time | None = None
    time: Time
