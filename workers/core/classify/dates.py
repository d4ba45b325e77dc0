"""Finds the date expressions of a sentence and resolves them against the day of publication.

A day is counted in UTC. Without a day of publication only what names its year is resolved; the rest keeps its words.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from schemas.event import Granularity

Relation = Literal["past", "present", "future", "open"]
MONTHS = ("january february march april may june july august september october november december").split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
UNITS = ("day", "week", "month", "year", "decade")
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
          "nine": 9, "ten": 10, "several": None, "few": None, "many": None, "some": None}  # fmt: skip
HISTORY_DAYS = 7
_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words about time at `start` to `end` of the text read: `first` to `last` day where resolved, and on which side of
    the publication they lie (`past`: at least a week before, or so named)."""

    start: int
    end: int
    text: str
    first: dt.date | None
    last: dt.date | None
    granularity: Granularity | None
    relation: Relation


@dataclass(frozen=True, slots=True)
class _Found:
    first: dt.date | None
    last: dt.date | None
    granularity: Granularity | None
    relation: Relation | None = None


def find_dates(text: str, published: dt.date | None, ahead: bool = False) -> list[DateExpression]:
    """The date expressions of `text` in order, not overlapping. `ahead`: what is spoken of lies in the future, so a bare
    weekday or day of a month is the next one, not the last one."""
    found: list[DateExpression] = []
    taken = [False] * len(text)
    for pattern, resolve in _RULES:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            value = resolve(match, published, ahead)
            if value is None:
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            relation = value.relation or _relation(value, published)
            found.append(
                DateExpression(
                    match.start(), match.end(), match.group(), value.first, value.last, value.granularity, relation
                )
            )
    return sorted(found, key=lambda d: d.start)


def _relation(value: _Found, published: dt.date | None) -> Relation:
    if value.first is None or published is None:
        return "open"
    end = value.last or value.first
    if end < published - dt.timedelta(days=HISTORY_DAYS - 1):
        return "past"
    return "future" if value.first > published else "present"


def _month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _month_number(word: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _day_of_month(m: re.Match[str], published: dt.date | None, ahead: bool) -> _Found | None:
    month, day = _month_number(m["month"]), int(m["day"])
    years = [int(m["year"])] if m["year"] else []
    if not years and published:
        years = [published.year - 1, published.year, published.year + 1]
    if not years:
        return _Found(None, None, "day")
    days = [dt.date(y, month, day) for y in years if 1 <= day <= calendar.monthrange(y, month)[1]]
    if not days:
        return None
    if published and not m["year"]:
        later = [d for d in days if d >= published]
        best = min(later) if ahead and later else min(days, key=lambda d: abs((d - published).days))
        return _Found(best, None, "day")
    return _Found(days[0], None, "day", None if published else "past")


def _month(m: re.Match[str], published: dt.date | None, ahead: bool) -> _Found | None:
    month = _month_number(m["month"])
    word = (m.groupdict().get("which") or "").lower()
    year_named = m.groupdict().get("year")
    if year_named:
        first, last = _month_days(int(year_named), month)
        return _Found(first, last, "month", None if published else "past")
    if published is None:
        return _Found(None, None, "month", {"last": "past", "next": "future"}.get(word))  # type: ignore[arg-type]
    year = published.year
    if word == "next" or (ahead and word != "last"):
        year += month <= published.month if word == "next" else month < published.month
    else:
        year -= month >= published.month if word == "last" else month > published.month
    first, last = _month_days(year, month)
    return _Found(first, last, "month")


def _year(m: re.Match[str], published: dt.date | None, ahead: bool) -> _Found | None:
    year = int(m["year"])
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if published is None:
        return _Found(first, last, "year", "future" if ahead else "past")
    relation: Relation = "past" if year < published.year else "future" if year > published.year else "present"
    return _Found(first, last, "year", relation)


def _decade(m: re.Match[str], published: dt.date | None, ahead: bool) -> _Found | None:
    year = int(m["year"])
    return _Found(dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "year", "past")


def _weekday(m: re.Match[str], published: dt.date | None, ahead: bool) -> _Found | None:
    word = (m["which"] or "").lower()
    if published is None:
        return _Found(None, None, "day", "future" if word in ("next", "coming") else "open")
    wanted = DAYS.index(m["weekday"].lower())
    back, forth = (published.weekday() - wanted) % 7, (wanted - published.weekday()) % 7
    if word in ("next", "coming"):
        return _Found(published + dt.timedelta(days=forth or 7), None, "day", "future")
    if word == "last":
        return _Found(published - dt.timedelta(days=back or 7), None, "day", "present")
    if ahead:
        return _Found(published + dt.timedelta(days=forth), None, "day", "future" if forth else "present")
    return _Found(published - dt.timedelta(days=back), None, "day", "present")


def _near(m: re.Match[str], published: dt.date | None, ahead: bool) -> _Found | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(m["near"].lower(), 0)
    relation: Relation = "future" if shift > 0 else "present"
    return _Found(published + dt.timedelta(days=shift) if published else None, None, "day", relation)


def _span(m: re.Match[str], published: dt.date | None, ahead: bool) -> _Found | None:
    """ "last week", "earlier this month", "early next year"."""
    part, which, unit = (m["part"] or "").lower(), m["which"].lower(), m["unit"].lower()
    shift = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0}.get(which, 1)
    relation: Relation = ("past", "present", "future")[shift + 1]  # type: ignore[assignment]
    if shift == 0 and part == "earlier" and unit in ("month", "year"):
        relation = "past"
    if shift == 0 and part == "later":
        relation = "future"
    if unit in ("spring", "summer", "autumn", "fall", "winter"):
        return _Found(None, None, "month", relation)
    grain: Granularity = unit  # type: ignore[assignment]
    if published is None:
        return _Found(None, None, grain, relation)
    first, last = _unit_days(published, grain, shift)
    if shift == 0 and part == "earlier":
        last = published
    if shift == 0 and part == "later":
        first = published
    return _Found(first, last, grain, relation)


def _unit_days(published: dt.date, unit: Granularity, shift: int) -> tuple[dt.date, dt.date]:
    if unit == "week":
        monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=shift)
        return monday, monday + dt.timedelta(days=6)
    if unit == "month":
        index = published.year * 12 + published.month - 1 + shift
        return _month_days(index // 12, index % 12 + 1)
    return dt.date(published.year + shift, 1, 1), dt.date(published.year + shift, 12, 31)


def _ago(m: re.Match[str], published: dt.date | None, ahead: bool) -> _Found | None:
    word, unit = m["count"].lower(), m["unit"].lower()
    count = int(word) if word.isdigit() else COUNTS[word.split()[-1]]
    grain: Granularity = "year" if unit == "decade" else unit  # type: ignore[assignment]
    relation: Relation = "present" if unit == "day" and (count or 3) < HISTORY_DAYS else "past"
    if published is None or count is None or count > 200:
        return _Found(None, None, grain, relation)
    if unit == "day":
        return _Found(published - dt.timedelta(days=count), None, grain, relation)
    first, last = _unit_days(published, grain, -count * (10 if unit == "decade" else 1))
    return _Found(first, last, grain, relation)


_Resolver = Callable[[re.Match[str], dt.date | None, bool], _Found | None]
_COUNT = r"(?P<count>\d{1,3}|(?:a )?(?:few|several|many|some)|" + "|".join(k for k in COUNTS if COUNTS[k]) + ")"
_RULES: tuple[tuple[re.Pattern[str], _Resolver], ...] = tuple(
    (re.compile(text, flags), resolve)
    for text, flags, resolve in (
        (rf"\b(?:on |by |since |until )?(?:{_WEEKDAY.replace('?P<weekday>', '?:')},? )?{_MONTH} {_DAY}\b(?:,? {_YEAR}\b)?", 0, _day_of_month),
        (rf"\b(?:on |by |since |until )?(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR}\b)?(?!\w)", 0, _day_of_month),
        (rf"\b(?:on )?(?P<year>(?:19|20)\d\d)-(?P<monthnumber>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b", 0, lambda m, p, a: _iso(m, p)),
        (rf"\b(?:in |by |since |until |during )?(?:early |late |mid-)?(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?{_MONTH},? {_YEAR}\b", 0, _month),
        (rf"\b(?:(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id) |mid-)(?:(?P<which>last|next|this) )?{_MONTH}(?! \d)(?!\w)", 0, _month),
        (rf"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his) {_MONTH}(?! \d)(?!\w)", 0, _month),
        (r"\b(?:in |during |of |since )?the (?:early |late |mid-)?(?P<year>(?:19|20)\d0)s\b", re.I, _decade),
        (rf"\b(?:in|since|until|by|from|during|early|late|of|back in|and) {_YEAR}\b(?!-)", re.I, _year),
        (rf"\b(?:on |late |early |by |until |since )?(?:(?P<which>last|next|this|coming|past) )?{_WEEKDAY}(?!\w)", re.I, _weekday),
        (r"\b(?P<near>today|tonight|yesterday|tomorrow|overnight)\b", re.I, _near),
        (r"\b(?:by |in |since |until )?(?:the )?(?:(?P<part>early|late|earlier|later|mid) )?(?:in )?(?:the )?(?P<which>last|past|previous|this|current|next|coming) (?P<unit>week|month|year|spring|summer|autumn|fall|winter)\b", re.I, _span),
        (rf"\b(?:about |around |almost |nearly |more than |over |just |some )?{_COUNT} (?P<unit>day|week|month|year|decade)s? (?:ago|earlier|before)\b", re.I, _ago),
        (r"\b(?P<count>several|many|some) ?(?P<unit>decade|year|month)s ago\b|\b(?:years|decades|months) ago\b", re.I, lambda m, p, a: _Found(None, None, "year", "past")),
    )
)


def _iso(m: re.Match[str], published: dt.date | None) -> _Found | None:
    try:
        day = dt.date(int(m["year"]), int(m["monthnumber"]), int(m["day"]))
    except ValueError:
        return None
    return _Found(day, None, "day", None if published else "past")
