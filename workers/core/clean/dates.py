"""When an article was published and updated, by whose word, and whether that can be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from dateutil import parser

from schemas.article import DateBasis
from workers.core.clean.months import MONTH, MONTHS

CALENDAR = (
    rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th|\.|º)?(?: de)? {MONTH}(?: de)?,? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}[年년] ?\d{1,2}[月월] ?\d{1,2}[日일])"
)
"""A day with its year, as people write it (case aside). One with strokes may be read in two ways, and is not."""
_ZONES = {
    name: int(hours * 3600)
    for names, hours in (
        (("UTC", "GMT", "WET", "Z"), 0), (("BST", "CET", "WAT", "IST1"), 1), (("CEST", "EET", "SAST", "CAT"), 2),
        (("EEST", "MSK", "EAT"), 3), (("IST",), 5.5), (("SGT", "HKT", "AWST"), 8), (("JST", "KST"), 9),
        (("AEST",), 10), (("AEDT",), 11), (("NZST",), 12), (("EDT", "ET1"), -4), (("EST", "CDT"), -5),
        (("CST", "MDT"), -6), (("MST", "PDT"), -7), (("PST", "AKDT"), -8),
    )
    for name in names
}  # fmt: skip
_DAY = re.compile(
    rf"(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.|º)?(?: de)? (?P<month2>{MONTH})(?: de)?,? (?P<year2>\d{{4}})"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)"
    r"|(?P<day4>\d{1,2})\.(?P<month4>\d{1,2})\.(?P<year4>\d{4})"
    r"|(?P<year5>\d{4})[年년] ?(?P<month5>\d{1,2})[月월] ?(?P<day5>\d{1,2})[日일]",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?P<clock>\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
    r"\s{0,2}\(?(?P<zone>[A-Z]{2,4}|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC|Z)")
_WIRE = re.compile(r"\b(\d\d)(\d\d)(\d\d) ?(?:GMT|UTC|Z) ([A-Z]{3}) (\d\d)\b")
"""The day, time, month and year that a wire signs off with: 031442 GMT MAR 26."""
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_UNSAID = datetime(1, 1, 1)  # noqa: DTZ001 - the zone is what the text says
_LONGEST = 100
_NEAR = 24
"""Characters between a day and the time of day that belongs to it."""


@dataclass(frozen=True)
class Dates:
    """Times in UTC; `zone` is the offset that the first was said in (+02:00), none where it was said without.
    `reliable` is false for a date after `collected`, and for one that only a claim says."""

    firstcreated: datetime | None = None
    versioncreated: datetime | None = None
    basis: DateBasis | None = None
    reliable: bool = False
    zone: str | None = None


def dates(
    published: Iterable[tuple[DateBasis, str]], modified: Iterable[tuple[DateBasis, str]], collected: datetime
) -> Dates:
    """The first of `published` ((basis, time as written), best first) that is a date; the update likewise."""
    for basis, said in published:
        first, zone = _said(said)
        if first is None:
            continue
        updates = [at for _, text in modified if (at := read(text)) and at >= first]
        reliable = basis != "claimed" and first <= collected
        return Dates(first, updates[0] if updates else first, basis, reliable, zone)
    return Dates()


def read(said: str) -> datetime | None:
    """A time as machines or people write it, in UTC; one without a zone counts as UTC, one without a time of day as
    its midnight. None for what names no full day."""
    return _said(said)[0]


def _said(said: str) -> tuple[datetime | None, str | None]:
    said = " ".join(said.split())[:_LONGEST]
    found = _machine(said) or _written(said)
    if found is None:
        return None, None
    zone = f"{found:%z}" if found.tzinfo else ""
    try:
        at = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None, None
    return (at, f"{zone[:3]}:{zone[3:5]}" if zone else None) if at >= _EARLIEST else (None, None)


def _machine(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        pass
    if _EPOCH.fullmatch(said):
        return datetime.fromtimestamp(int(said[:10]), UTC)
    if wire := _WIRE.search(said):
        said = f"{wire[1]} {wire[4]} 20{wire[5]} {wire[2]}:{wire[3]} GMT"
    elif not _MAIL.fullmatch(said):
        return None
    try:
        return parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(said: str) -> datetime | None:
    match = _DAY.search(said)
    if match is None:
        return None
    parts = {name[:-1] if name[-1].isdigit() else name: value for name, value in match.groupdict().items() if value}
    month = parts["month"].lower().rstrip(".")
    day = f"{parts['year']}-{int(month) if month.isdigit() else MONTHS[month]:02}-{int(parts['day']):02}"
    around = said[match.end() : match.end() + _NEAR + 24] + " | " + said[max(0, match.start() - _NEAR) : match.start()]
    clock = _CLOCK.search(around)
    time = ""
    if clock:
        zone = clock["zone"] or ""
        time = clock["clock"].replace(".", ":") if re.match(r"\d+\.\d", clock["clock"]) else clock["clock"]
        time = f" {time}" + (f" {zone}" if zone.upper() in _ZONES or zone[:1] in ("+", "-") else "")
    for attempt in (day + time, day):
        try:
            found: datetime = parser.parse(
                attempt.replace("a.m.", "am").replace("p.m.", "pm"), tzinfos=_ZONES, default=_UNSAID
            )
            return found
        except (ValueError, TypeError, OverflowError):
            continue
    return None
