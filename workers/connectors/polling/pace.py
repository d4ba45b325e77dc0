"""When a feed is asked again. Pure: the time and the chance are arguments."""

import re
from datetime import timedelta

from workers.service.retry_after import LONGEST

BACKOFF_LIMIT = timedelta(hours=1)
"""The longest pause after failures, where `every` is not longer: how late a feed that works again may be noticed."""

_SECONDS = re.compile(r"\d{1,9}")
_MAX_AGE = re.compile(r"""(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})""", re.I)
_NOT_STORED = re.compile(r"(?:^|[\s,])no-(?:cache|store)(?:$|[\s,=])", re.I)


def fresh_for(cache_control: str | None, age: str | None) -> timedelta:
    """How long an answer stays fresh by `Cache-Control: max-age` less `Age` (RFC 9111, 4.2); zero where it does not
    say."""
    found = _MAX_AGE.search(cache_control or "")
    if found is None or _NOT_STORED.search(cache_control or ""):
        return timedelta(0)
    spent = int(age) if age and _SECONDS.fullmatch(age.strip()) else 0
    return min(max(timedelta(seconds=int(found[1]) - spent), timedelta(0)), LONGEST)


def after_success(every: timedelta, asked: timedelta, chance: float) -> timedelta:
    """The pause after a poll: `every`, or what the server asked for where that is longer, and up to a tenth of
    `every` more (by `chance`, 0 to 1), so that many feeds do not come due at once."""
    return max(every, min(asked, LONGEST)) + every * 0.1 * chance


def after_failure(every: timedelta, failures: int, chance: float) -> timedelta:
    """The pause after the `failures`-th failure in a row: `every` to twice of it after the first, twice as long each
    time, at most BACKOFF_LIMIT; where in its upper half is left to `chance` (0 to 1)."""
    pause = min(every * float(2 ** min(failures, 16)), max(BACKOFF_LIMIT, every))
    return pause * (0.5 + 0.5 * chance)
