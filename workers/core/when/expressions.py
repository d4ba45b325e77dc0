"""Finds the date expressions of a sentence and resolves them against the day of publication.

Without a day of publication only what names its year is resolved; the rest keeps its words.
"""

# ruff: noqa: E501 - a pattern is one line, that the table can be read down

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from schemas.event import Granularity
from workers.core.when import resolve
from workers.core.when.resolve import Parts, Relation, Resolved


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words about time at `start` to `end` of the text read: `first` to `last` day where resolved, and on which side of
    the publication they lie (`past`: at least a week before, or so named)."""

    start: int
    end: int
    text: str
    first: dt.date | None
    last: dt.date | None
    granularity: Granularity
    relation: Relation


def find_dates(text: str, published: dt.date | None, ahead: bool = False) -> list[DateExpression]:
    """The date expressions of `text` in order, not overlapping. `ahead`: what is spoken of lies in the future, so a
    bare weekday or day of a month is the next one, not the last one."""
    found: list[DateExpression] = []
    for pattern, resolver in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            parts = {name: words for name, words in match.groupdict().items() if words}
            value = resolver(parts, published, ahead or "until" in parts)
            if value:
                days = (value.first, value.last, value.granularity, value.relation)
                found.append(DateExpression(start, end, match.group(), *days))
    return sorted(found, key=lambda d: d.start)


_Resolver = Callable[[Parts, dt.date | None, bool], Resolved | None]
_LONG = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_MONTH = rf"(?P<month>{_LONG}|{_SHORT})"
_SURE_MONTH = _MONTH.replace("|March|", "|").replace("|May|", "|").replace("Mar|", "")
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAYS = "|".join(day.title() for day in resolve.DAYS)
_IN = r"(?:(?:in|on|(?P<until>by|until)|since|from|during) )?"
_EDGE = "(?:[Ii]n|(?P<until>[Bb]y|[Uu]ntil)|[Ss]ince|[Dd]uring|[Ee]arly|[Ll]ate)"
_PART = r"(?:(?:early|late|mid)[ -])?"
_ON = "(?:(?:earlier|later|late|early|around midday|overnight|midnight)(?: on)?|on|(?P<until>by|until)|since)"
_WHICH = r"(?:(?:this |the )?(?P<which>last|next|this|coming|past|following|previous) )?"
_WEEK = r"(?:,? (?:of )?(?P<week>last|this|next) week)?"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(resolve.NUMBERS)}|several|many|some|a few)"
_THE = "(?:the )?"
_WHEN = "(?P<part>early|late|earlier|later|mid)"
_SIDE = "(?P<which>last|past|previous|this|current|next|coming)"
_SPAN = "(?P<unit>week|month|year|spring|summer|autumn|fall|winter)"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"

_RULES: tuple[tuple[re.Pattern[str], _Resolver], ...] = tuple(
    (re.compile(text, re.I if loose else 0), resolver)
    for loose, text, resolver in (
        (True, rf"\b{_IN}(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b", resolve.day_of_month),
        (False, rf"\b{_IN}(?:(?:{_DAYS}),? )?{_MONTH} {_DAY}\b(?:,? {_YEAR}\b)?", resolve.day_of_month),
        (False, rf"\b{_IN}(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR}\b)?(?!\w)", resolve.day_of_month),
        (False, rf"\b{_IN}{_PART}{_MONTH},? {_YEAR}\b", resolve.month),
        (False, rf"\b{_EDGE}(?: |-){_PART}{_MONTH}(?!\w| \d)", resolve.month),
        (False, rf"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his) {_MONTH}(?!\w| \d)", resolve.month),
        (True, rf"\b{_IN}the {_PART}(?P<year>(?:19|20)\d0)s\b", resolve.decade),
        (True, rf"\b(?:back )?(?:in|since|until|by|from|during|of|early|late|and) {_YEAR}\b(?!-)", resolve.year),
        (True, rf"\b(?:{_ON} )?{_WHICH}(?P<weekday>{_DAYS})(?!\w){_WEEK}", resolve.weekday),
        (True, rf"\b(?P<near>{'|'.join(resolve.NEAR)})\b", resolve.near),
        (True, r"\b(?:(?:over|at|on|during|by|this|for) )?(?:the |(?P<which>last|this|next|coming|past) )(?:past |coming )?weekend\b", resolve.weekend),
        (True, rf"\b(?:(?:in|over|during|for|within|throughout) )?(?:the )?(?P<which>last|past|previous|next|coming|following) {_COUNT} (?P<unit>day|week|month|year|decade)s\b", resolve.stretch),
        (True, rf"\b(?:in|within) (?:about |the next )?{_COUNT} {_UNIT}['’]? time\b", resolve.hence),
        (
            True,
            rf"\b{_IN}{_THE}(?:{_WHEN}[ -])?(?:in )?{_THE}{_SIDE} {_SPAN}(?! of)\b",
            resolve.span,
        ),
        (
            True,
            rf"\b(?:(?:about|around|almost|nearly|more than|over|just|some) )?(?:{_COUNT} )?{_UNIT} (?:ago|earlier)\b",
            resolve.ago,
        ),
        (False, rf"\b{_SURE_MONTH}(?!\w|\.? ?\d)", resolve.month),
    )
)  # fmt: skip
