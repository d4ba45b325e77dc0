"""when: the days that words of a text mean, counted from the day of publication. The one place where that is done.

`expressions` finds the words, `resolve` does the calendar. Without a day of publication only what names its year is
resolved; the clock never is one.
"""

import datetime as dt

from workers.core.when.expressions import DateExpression, find_dates

__all__ = ["DateExpression", "day_of", "find_dates"]


def day_of(published: dt.datetime | None, zone: str | None) -> dt.date | None:
    """The day of a publication where it was published: `zone` is its offset there (+02:00); without one, in UTC."""
    if published is None:
        return None
    try:
        there = dt.datetime.strptime(zone, "%z").tzinfo if zone else dt.UTC
    except ValueError:
        there = dt.UTC
    return published.astimezone(there).date()
