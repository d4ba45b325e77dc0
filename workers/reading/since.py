"""The times that people write: `2024-03-01`, `2024-03-01T12:00:00Z`, `15m` (that long ago)."""

import re
from datetime import UTC, datetime, timedelta

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AGO = re.compile(rf"(\d{{1,4}})([{''.join(UNITS)}])")


def since(text: str, now: datetime) -> datetime:
    """The time that `text` means, in UTC where it has no offset. Raises ValueError."""
    if ago := _AGO.fullmatch(text):
        return now - timedelta(**{UNITS[ago[2]]: int(ago[1])})
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(
            f"{text!r} is neither a time (2024-03-01, 2024-03-01T12:00:00Z) nor a duration (30s, 15m, 2h, 3d)"
        ) from error
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def age(seconds: float) -> str:
    """A span in its largest fitting unit: `45s`, `12m`, `3h`, `5d`; what lies ahead is `0s`."""
    seconds = max(0.0, seconds)
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:.0f}s"
