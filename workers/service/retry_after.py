"""How long a server asks us to wait. Pure."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=1)
"""The longest that a server's word is taken for: a slip of its must not silence a feed or a webhook for ever."""

_SECONDS = re.compile(r"[0-9]{1,9}")


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """The time that a `Retry-After` header asks for, in seconds or as an HTTP date (RFC 9110, 10.2.3; one without a
    zone is GMT): 0 to LONGEST. None where there is none, or none that can be read."""
    text = (header or "").strip()
    if _SECONDS.fullmatch(text):
        return min(timedelta(seconds=int(text)), LONGEST)
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    time = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max(time - now, timedelta(0)), LONGEST)
