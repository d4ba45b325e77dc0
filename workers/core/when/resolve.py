"""Calendar arithmetic: what "last week", "on Monday" or "Nov. 1" is, counted from the day of publication.

Each resolver takes the named parts of an expression (the groups of its pattern in `dates`), the day of publication
(none: unknown) and whether what is spoken of lies ahead. It returns the days, as far as they can be known, and on
which side of the publication they lie; None where the words are no date ("Feb. 31").
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from dateutil.relativedelta import relativedelta

from schemas.event import Granularity

Relation = Literal["past", "present", "future", "open"]
Parts = dict[str, str]

HISTORY_DAYS = 7
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
} | {"a": 1, "an": 1}
GRAINS: dict[str, Granularity] = {"day": "day", "week": "week", "month": "month", "year": "year", "decade": "year"}
SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_AFTER = ("next", "coming", "following")
_BEFORE = ("last", "past", "previous")
_MOST = 150
"""Units from which a count is no longer about the publication."""
NEAR = {
    "the day before yesterday": -2, "the day after tomorrow": 2, "yesterday": -1, "last night": -1, "today": 0,
    "tonight": 0, "overnight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "earlier today": 0,
    "later today": 0, "tomorrow": 1,
}  # fmt: skip
"""Days from the publication's."""
SOON_DAYS = 31
"""A day of a month without its year that lies no further ahead is that one, not last year's: that would name its
year."""
SIDES: dict[int, Relation] = {-1: "past", 0: "present", 1: "future"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """`first` to `last` day (no `last`: that day alone), how exact that is, and the side of the publication."""

    first: dt.date | None
    last: dt.date | None
    granularity: Granularity
    relation: Relation


def day_of_month(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved | None:
    """ "Nov. 1", "4 October 2007", "2021-10-18": without a year the nearest such day of those that are past (or will be
    within a month), or the next one if `ahead`."""
    month, day = _month_number(parts["month"]), int(parts["day"])
    if "year" in parts:
        return _day(_date(int(parts["year"]), month, day), published)
    if published is None:
        return Resolved(None, None, "day", "open")
    years = (published.year - 1, published.year, published.year + 1)
    days = [date for date in (_date(year, month, day) for year in years) if date]
    later = [date for date in days if date >= published]
    soon = [date for date in later if ahead or date - published <= dt.timedelta(days=SOON_DAYS)]
    near = min(soon, default=None) if ahead or soon else max((d for d in days if d <= published), default=None)
    return _day(near, published)


def month(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved | None:
    """ "in October 2019", "last May", "since January": without a year the last such month, or the next if `ahead`."""
    number, shift = _month_number(parts["month"]), SHIFTS.get(parts.get("which", "").lower())
    if "year" in parts:
        first, last = _month_days(int(parts["year"]), number)
        return Resolved(first, last, "month", _side(first, last, published, "past"))
    if published is None:
        return Resolved(None, None, "month", SIDES[shift] if shift else "open")
    year = published.year
    if shift == 1 or (ahead and shift is None):
        year += number < published.month + (shift == 1)
    elif shift != 0:
        year -= number > published.month - (shift == -1)
    first, last = _month_days(year, number)
    return Resolved(first, last, "month", _side(first, last, published, "open"))


def year(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved:
    """ "in 2014". Without a day of publication a year that is named is another one than this."""
    number = int(parts["year"])
    first, last = dt.date(number, 1, 1), dt.date(number, 12, 31)
    if published is None:
        return Resolved(first, last, "year", "future" if ahead else "past")
    side = (number > published.year) - (number < published.year)
    return Resolved(first, last, "year", SIDES[side])


def decade(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved:
    """ "the 1990s"."""
    number = int(parts["year"])
    return Resolved(dt.date(number, 1, 1), dt.date(number + 9, 12, 31), "year", "past")


def weekday(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved:
    """ "on Monday": the day of publication if it is one, else the last one, or the next if `ahead`; "last Monday" and
    "next Monday" are never the day of publication; "Monday last week" is of that week (from Monday)."""
    which, week = parts.get("which", "").lower(), parts.get("week", "").lower()
    if published is None:
        ahead_of_it = which in _AFTER or week == "next"
        return Resolved(None, None, "day", "future" if ahead_of_it else "open")
    wanted = DAYS.index(parts["weekday"].lower())
    if week:
        day = _unit_days(published, "week", SHIFTS[week])[0] + dt.timedelta(days=wanted)
        return Resolved(day, None, "day", "future" if day > published else _side(day, day, published, "open"))
    back, forth = (published.weekday() - wanted) % 7, (wanted - published.weekday()) % 7
    if which in _AFTER:
        return Resolved(published + dt.timedelta(days=forth or 7), None, "day", "future")
    if which in _BEFORE:
        return Resolved(published - dt.timedelta(days=back or 7), None, "day", "present")
    if ahead:
        return Resolved(published + dt.timedelta(days=forth), None, "day", "future" if forth else "present")
    return Resolved(published - dt.timedelta(days=back), None, "day", "present")


def near(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved:
    """ "yesterday", "last night", "today", "tomorrow"."""
    shift = NEAR[parts["near"].lower()]
    date = published + dt.timedelta(days=shift) if published else None
    return Resolved(date, None, "day", "future" if shift > 0 else "present")


def weekend(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved:
    """ "over the weekend": the one that is, or the last one, or the next if `ahead`; "this weekend" is the one of the
    publication's week, "last" and "next weekend" are those around it."""
    which = parts.get("which", "").lower()
    if published is None:
        return Resolved(None, None, "day", "future" if which in _AFTER else "open")
    saturday = _unit_days(published, "week", 0)[0] + dt.timedelta(days=5)
    begun = saturday <= published
    shift = 0
    if which in _BEFORE or (not which and not ahead):
        shift = -1 if which in _BEFORE or not begun else 0
    elif which in _AFTER:
        shift = 1
    first = saturday + dt.timedelta(weeks=shift)
    return Resolved(first, first + dt.timedelta(days=1), "day", "future" if first > published else "present")


def stretch(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved:
    """ "the past three days", "over the next two weeks": from or to the publication."""
    after = parts["which"].lower() in _AFTER
    grain = GRAINS[parts["unit"].lower()]
    count = _count(parts)
    relation: Relation = "future" if after else "present"
    if published is None or count is None or count > _MOST:
        return Resolved(None, None, grain, relation)
    other = _shifted(published, parts["unit"].lower(), count if after else -count)
    return Resolved(*((published, other) if after else (other, published)), grain, relation)


def hence(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved:
    """ "in two weeks' time"."""
    unit, count = parts["unit"].lower(), _count(parts)
    grain = GRAINS[unit]
    if published is None or count is None or count > _MOST:
        return Resolved(None, None, grain, "future")
    day = _shifted(published, unit, count)
    if unit == "day":
        return Resolved(day, None, grain, "future")
    return Resolved(*_unit_days(day, grain, 0), grain, "future")


def span(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved:
    """ "last week", "earlier this month", "early next year". Of "earlier this month" it is known where it ends."""
    part, shift, unit = parts.get("part", "").lower(), SHIFTS[parts["which"].lower()], parts["unit"].lower()
    relation = SIDES[shift]
    if shift == 0 and part == "earlier" and unit != "week":
        relation = "past"
    elif shift == 0 and part == "later":
        relation = "future"
    grain = GRAINS.get(unit)
    if grain is None:  # a season: the publication's hemisphere is not known
        return Resolved(None, None, "month", relation)
    if published is None:
        return Resolved(None, None, grain, relation)
    first, last = _unit_days(published, grain, shift)
    if shift == 0 and part == "earlier":
        last = published
    elif shift == 0 and part == "later":
        first = published
    return Resolved(first, last, grain, relation)


def ago(parts: Parts, published: dt.date | None, ahead: bool) -> Resolved:
    """ "three days ago", "a decade earlier", "years ago"."""
    unit, count = parts["unit"].lower(), _count(parts)
    grain = GRAINS[unit]
    relation: Relation = "present" if unit == "day" and (count or 1) < HISTORY_DAYS else "past"
    if published is None or count is None or count > _MOST:
        return Resolved(None, None, grain, relation)
    if unit == "day":
        return Resolved(published - dt.timedelta(days=count), None, grain, relation)
    first, last = _unit_days(published, grain, -count * (10 if unit == "decade" else 1))
    return Resolved(first, last, grain, relation)


def _count(parts: Parts) -> int | None:
    word = parts.get("count", "").lower()
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _shifted(day: dt.date, unit: str, count: int) -> dt.date:
    """`day` moved by `count` units; the last of a month where it has fewer days."""
    step = {
        "day": relativedelta(days=count),
        "week": relativedelta(weeks=count),
        "month": relativedelta(months=count),
        "year": relativedelta(years=count),
        "decade": relativedelta(years=10 * count),
    }[unit]
    moved: dt.date = day + step
    return moved


def _day(date: dt.date | None, published: dt.date | None) -> Resolved | None:
    return Resolved(date, None, "day", _side(date, date, published, "past")) if date else None


def _side(first: dt.date, last: dt.date, published: dt.date | None, unknown: Relation) -> Relation:
    """Past is what ended a week before the publication or earlier; `unknown` where there is none."""
    if published is None:
        return unknown
    if last <= published - dt.timedelta(days=HISTORY_DAYS):
        return "past"
    return "future" if first > published else "present"


def _date(year: int, month: int, day: int) -> dt.date | None:
    return dt.date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS.index(word.lower()[:3]) + 1


def _month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _unit_days(published: dt.date, unit: Granularity, shift: int) -> tuple[dt.date, dt.date]:
    """The week (from Monday), month or year that lies `shift` of them after the publication's."""
    if unit == "week":
        monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=shift)
        return monday, monday + dt.timedelta(days=6)
    if unit == "month":
        index = published.year * 12 + published.month - 1 + shift
        return _month_days(index // 12, index % 12 + 1)
    return dt.date(published.year + shift, 1, 1), dt.date(published.year + shift, 12, 31)
