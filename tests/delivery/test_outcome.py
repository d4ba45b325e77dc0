"""The one table of what may come of a call, and the schedule of tries."""

import typing
from datetime import timedelta

import pytest

from schemas.delivery import Failure
from workers.delivery.backoff import SPREAD, delays, pause
from workers.delivery.outcome import TRIED_AGAIN, DeliveryError, meaning
from workers.settings import Settings

FINAL = {"refused", "gone", "private_address", "bad_url"}


@pytest.mark.parametrize(
    ("statuses", "failure"),
    [
        ((200, 201, 202, 204, 226, 299), None),
        ((300, 301, 302, 303, 304, 307, 308), "redirect"),
        ((400, 401, 403, 404, 405, 409, 418, 425, 499), "client_error"),
        ((408,), "timeout"),
        ((410,), "gone"),
        ((413, 415, 422), "refused"),
        ((429,), "rate_limited"),
        ((500, 501, 502, 503, 504, 599, 600, 999), "server_error"),
    ],
)
def test_each_status_means_one_thing(statuses: tuple[int, ...], failure: Failure | None) -> None:
    assert {meaning(status) for status in statuses} == {failure}


def test_each_failure_is_tried_again_or_final() -> None:
    assert set(TRIED_AGAIN) == set(typing.get_args(Failure))
    assert {failure for failure in TRIED_AGAIN if not DeliveryError(failure).retryable} == FINAL


@pytest.mark.parametrize(
    ("failures", "jitter", "asked", "seconds"),
    [
        (1, 0.0, None, 5.0),
        (1, 1.0, None, 5.0 * (1 + SPREAD)),
        (2, 0.0, None, 300.0),
        (2, 0.0, 30.0, 300.0),
        (2, 0.0, 900.0, 900.0),
        (3, 0.0, 900.0, None),
    ],
)
def test_waits_grow_and_end(failures: int, jitter: float, asked: float | None, seconds: float | None) -> None:
    assert pause(failures, (5, 300), jitter, asked) == seconds


def test_the_default_schedule_is_the_suggested_one() -> None:
    steps = delays(Settings().webhook_delays)
    assert timedelta(seconds=sum(steps)) == timedelta(hours=75, minutes=35, seconds=5)
    assert len(steps) == 9
