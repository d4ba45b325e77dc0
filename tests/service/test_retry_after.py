"""What a `Retry-After` header asks for, hostile ones included."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.service.retry_after import LONGEST, retry_after

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("Mon, 02 Mar 2026 12:10:00 GMT", 600),
        ("Mon, 02 Mar 2026 13:10:00 +0100", 600),
        ("Monday, 02-Mar-26 12:10:00 GMT", 600),  # RFC 850's, obsolete but valid
        ("Mon Mar  2 12:10:00 2026", 600),  # asctime's
        ("Sun, 01 Mar 2026 12:00:00 GMT", 0),  # past
        ("999999999", 86_400),
        ("Mon, 02 Mar 2099 12:00:00 GMT", 86_400),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("99999999999999999999", None),
        ("\u0663", None),
        ("Mon, 02 Mar 2026 12:10:00", 600),  # without a zone
        ("Mon, 99 Mar 99999 12:10:00 GMT", None),
    ],
)
def test_retry_after(header: str | None, seconds: int | None) -> None:
    assert retry_after(header, NOW) == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=60) | st.datetimes().map(lambda t: format_datetime(t.replace(tzinfo=UTC), usegmt=True)))
def test_no_retry_after_is_before_now_or_for_ever(header: str) -> None:
    time = retry_after(header, NOW)
    assert time is None or timedelta(0) <= time <= LONGEST
