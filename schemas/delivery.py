"""Delivery's records: each attempt before it is made, each answer after; what is open is their fold."""

from typing import Literal

from schemas.base import Time, record

Failure = Literal[
    "timeout", "connection", "tls", "redirect", "client_error", "server_error", "rate_limited", "no_secret",
    "interrupted", "internal", "refused", "gone", "private_address", "bad_url",
]  # fmt: skip


@record
class Attempt:
    """A request that is about to be made; key `<webhook>/<alert identifier>`, as of all records here.

    `webhook_id` is the Standard Webhooks message id, the same in every attempt; `number` counts from 1. `offset` is the
    alert's on news.alerts; every alert of an offset less than `below` is done with at this webhook. `issued` is that of
    the control record that the webhook had.
    """

    kind: Literal["attempt"] = "attempt"
    webhook: str
    alert: str
    webhook_id: str
    number: int
    url: str
    offset: int
    below: int
    issued: Time
    time: Time


@record
class Answer:
    """What came of attempt `number`. `final`: nothing more is tried; else `retry_at` (UTC) is when the next one is due
    at the latest. Without a `failure` the receiver has it. `gone`: it wants nothing more, and gets nothing more until
    its webhook is added again."""

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
