"""Date expressions against the day of publication, for every weekday that an article can be published on."""

import datetime as dt

import pytest

from tests.core.classify.articles import MONDAY, events
from workers.core.when import find_dates

DAY = dt.date(2024, 5, 13)  # a Monday


ON = {  # published on a row's day: how many days from it each named day is
    "Monday":    (0, -6, -5, -4, -3, -2, -1),
    "Tuesday":   (-1, 0, -6, -5, -4, -3, -2),
    "Wednesday": (-2, -1, 0, -6, -5, -4, -3),
    "Thursday":  (-3, -2, -1, 0, -6, -5, -4),
    "Friday":    (-4, -3, -2, -1, 0, -6, -5),
    "Saturday":  (-5, -4, -3, -2, -1, 0, -6),
    "Sunday":    (-6, -5, -4, -3, -2, -1, 0),
}  # fmt: skip
NEXT = {
    "Monday":    (7, 1, 2, 3, 4, 5, 6),
    "Tuesday":   (6, 7, 1, 2, 3, 4, 5),
    "Wednesday": (5, 6, 7, 1, 2, 3, 4),
    "Thursday":  (4, 5, 6, 7, 1, 2, 3),
    "Friday":    (3, 4, 5, 6, 7, 1, 2),
    "Saturday":  (2, 3, 4, 5, 6, 7, 1),
    "Sunday":    (1, 2, 3, 4, 5, 6, 7),
}  # fmt: skip
ROWS = [
    (published, name, at)
    for published in ON
    for name, at in zip(ON, range(7), strict=True)
]  # fmt: skip
PLAIN = (
    "He left on {}.", "He left {}.", "He left early {}.", "He left late on {}.", "He left earlier {}.",
    "He left {} night.", "{}’s vote failed.", "{}'s vote failed.", "The {} attack failed.", "He left this {}.",
)  # fmt: skip
LAST = ("He left last {}.", "He left this past {}.", "He left the previous {}.")
FOLLOWING = ("He leaves next {}.", "He leaves this coming {}.", "He leaves the following {}.")


def _days(published: str, text: str, *, ahead: bool = False) -> int:
    day = DAY + dt.timedelta(days=list(ON).index(published))
    (found,) = find_dates(text, day, ahead)
    assert found.first is not None
    assert (found.granularity, found.last) == ("day", None)
    return (found.first - day).days


@pytest.mark.parametrize(("published", "name", "at"), ROWS)
def test_a_weekday_is_the_last_one_or_today(published: str, name: str, at: int) -> None:
    for text in PLAIN:
        assert _days(published, text.format(name)) == ON[published][at], text


@pytest.mark.parametrize(("published", "name", "at"), ROWS)
@pytest.mark.parametrize(
    "text", ["He left last {}.", "He left this past {}.", "He left the previous {}.", "He left on the past {}."]
)
def test_last_weekday_is_never_today(published: str, name: str, at: int, text: str) -> None:
    assert _days(published, text.format(name)) == (ON[published][at] or -7)


@pytest.mark.parametrize(("published", "name", "at"), ROWS)
def test_next_weekday_is_never_today(published: str, name: str, at: int) -> None:
    for text in FOLLOWING:
        assert _days(published, text.format(name)) == NEXT[published][at], text


@pytest.mark.parametrize(("published", "name", "at"), ROWS)
def test_a_weekday_ahead_is_today_or_the_next_one(published: str, name: str, at: int) -> None:
    wanted = 0 if ON[published][at] == 0 else NEXT[published][at]
    assert _days(published, f"He leaves on {name}.", ahead=True) == wanted
    assert _days(published, f"He must leave by {name}.") == wanted


@pytest.mark.parametrize(("published", "name", "at"), ROWS)
def test_a_weekday_of_a_week_is_in_that_week(published: str, name: str, at: int) -> None:
    monday = -list(ON).index(published)
    for week, shift in (("last", -7), ("this", 0), ("next", 7)):
        assert _days(published, f"It was on {name} {week} week.") == monday + at + shift
        assert _days(published, f"It was on {name} of {week} week.") == monday + at + shift


@pytest.mark.parametrize(
    ("published", "past", "this", "last", "following"),
    [
        ("Monday", -2, 5, -2, 12),
        ("Tuesday", -3, 4, -3, 11),
        ("Wednesday", -4, 3, -4, 10),
        ("Thursday", -5, 2, -5, 9),
        ("Friday", -6, 1, -6, 8),
        ("Saturday", 0, 0, -7, 7),
        ("Sunday", -1, -1, -8, 6),
    ],
)
def test_weekends(published: str, past: int, this: int, last: int, following: int) -> None:
    day = DAY + dt.timedelta(days=list(ON).index(published))
    for text, days in (
        ("It burned over the weekend.", past),
        ("It burned at the weekend.", past),
        ("It opens this weekend.", this),
        ("It burned last weekend.", last),
        ("It opens next weekend.", following),
    ):
        (found,) = find_dates(text, day)
        assert (found.first, found.last) == (day + dt.timedelta(days=days), day + dt.timedelta(days=days + 1)), text


@pytest.mark.parametrize(
    ("text", "first", "last", "granularity", "relation"),
    [
        ("He left yesterday.", "2024-05-12", None, "day", "present"),
        ("He leaves tomorrow.", "2024-05-14", None, "day", "future"),
        ("He left on May 2.", "2024-05-02", None, "day", "past"),
        ("He left on May 10.", "2024-05-10", None, "day", "present"),
        ("He must leave by Nov. 1.", "2024-11-01", None, "day", "future"),
        ("He must leave by Friday.", "2024-05-17", None, "day", "future"),
        ("He left on Nov. 1.", "2023-11-01", None, "day", "past"),
        ("He left on 4 October 2007.", "2007-10-04", None, "day", "past"),
        ("He left on October 4th, 2007.", "2007-10-04", None, "day", "past"),
        ("He left on 2023-12-31.", "2023-12-31", None, "day", "past"),
        ("He left three days ago.", "2024-05-10", None, "day", "present"),
        ("He left two weeks ago.", "2024-04-29", "2024-05-05", "week", "past"),
        ("He left a decade ago.", "2014-01-01", "2014-12-31", "year", "past"),
        ("He left years ago.", None, None, "year", "past"),
        ("He left last week.", "2024-05-06", "2024-05-12", "week", "past"),
        ("He left earlier this week.", "2024-05-13", "2024-05-13", "week", "present"),
        ("He left earlier this month.", "2024-05-01", "2024-05-13", "month", "past"),
        ("He leaves later this month.", "2024-05-13", "2024-05-31", "month", "future"),
        ("He left last month.", "2024-04-01", "2024-04-30", "month", "past"),
        ("He leaves by early next month.", "2024-06-01", "2024-06-30", "month", "future"),
        ("He left last year.", "2023-01-01", "2023-12-31", "year", "past"),
        ("He left last spring.", None, None, "month", "past"),
        ("He left in October.", "2023-10-01", "2023-10-31", "month", "past"),
        ("He left last October.", "2023-10-01", "2023-10-31", "month", "past"),
        ("He left in October 2019.", "2019-10-01", "2019-10-31", "month", "past"),
        ("He left in 2014.", "2014-01-01", "2014-12-31", "year", "past"),
        ("He left in the 1990s.", "1990-01-01", "1999-12-31", "year", "past"),
        ("He left last night.", "2024-05-12", None, "day", "present"),
        ("He left this morning.", "2024-05-13", None, "day", "present"),
        ("He left the day before yesterday.", "2024-05-11", None, "day", "present"),
        ("He leaves the day after tomorrow.", "2024-05-15", None, "day", "future"),
        ("He left two days ago.", "2024-05-11", None, "day", "present"),
        ("He left a week ago.", "2024-05-06", "2024-05-12", "week", "past"),
        ("The trial, May 20, is his second.", "2024-05-20", None, "day", "future"),
        ("The trial, June 13, is his second.", "2024-06-13", None, "day", "future"),
        ("The trial, June 14, was his second.", "2023-06-14", None, "day", "past"),
        ("Over the past three days he left twice.", "2024-05-10", "2024-05-13", "day", "present"),
        ("In the last two weeks he left twice.", "2024-04-29", "2024-05-13", "week", "present"),
        ("Over the past six months he left twice.", "2023-11-13", "2024-05-13", "month", "present"),
        ("In the next two years he will leave twice.", "2024-05-13", "2026-05-13", "year", "future"),
        ("He leaves in three weeks’ time.", "2024-06-03", "2024-06-09", "week", "future"),
        ("He leaves in two days' time.", "2024-05-15", None, "day", "future"),
        ("He left in early 2014.", "2014-01-01", "2014-12-31", "year", "past"),
        ("He left late last year.", "2023-01-01", "2023-12-31", "year", "past"),
        ("He leaves later this year.", "2024-05-13", "2024-12-31", "year", "future"),
        ("He leaves early next year.", "2025-01-01", "2025-12-31", "year", "future"),
        ("He left on Jan. 31.", "2024-01-31", None, "day", "past"),
        ("He left on Dec. 31.", "2023-12-31", None, "day", "past"),
        ("He left on Feb. 29.", "2024-02-29", None, "day", "past"),
    ],
)
def test_expressions(text: str, first: str | None, last: str | None, granularity: str, relation: str) -> None:
    (found,) = find_dates(text, DAY)
    assert (found.first and str(found.first), found.last and str(found.last)) == (first, last)
    assert (found.granularity, found.relation) == (granularity, relation)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "first", "relation"),
    [
        ("He left on Monday.", None, "open"),
        ("He left on Nov. 1.", None, "open"),
        ("He left last week.", None, "past"),
        ("He leaves early next month.", None, "future"),
        ("He left in 2014.", "2014-01-01", "past"),
        ("He left on 4 October 2007.", "2007-10-04", "past"),
        ("He left over the weekend.", None, "open"),
        ("He left yesterday.", None, "present"),
        ("He leaves next Monday.", None, "future"),
        ("He left over the past three days.", None, "present"),
    ],
)
def test_without_a_day_of_publication(text: str, first: str | None, relation: str) -> None:
    (found,) = find_dates(text, None)
    assert (found.first and str(found.first), found.relation) == (first, relation)


@pytest.mark.parametrize(
    "text",
    [
        "They may march.",
        "He won 2014 votes.",
        "Feb. 31 is no day.",
        "He had 12 friends.",
        "On Mondays he rests.",
        "In two days of fighting he fell.",
        "The 2014-built ship sank.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, DAY) == []


@pytest.mark.parametrize(
    ("text", "published", "date", "raw"),
    [
        ("Veltria on Monday expelled Ostran diplomats.", True, "2024-05-13", "on Monday"),
        ("Veltria will expel Ostran diplomats on Friday.", True, "2024-05-17", "on Friday"),
        ("Veltria expelled Ostran diplomats, officials said on Friday.", True, None, None),
        ("Veltria accused Karsk of burning a farm last month.", True, None, None),
        ("Veltria on Monday expelled Ostran diplomats.", False, None, "on Monday"),
        ("Veltria annexed Karsk in 2014.", False, "2014-01-01", "in 2014"),
    ],
)
def test_the_date_of_an_event(text: str, published: bool, date: str | None, raw: str | None) -> None:
    (event,) = events(text, firstcreated=MONDAY if published else None)
    assert (event.date and str(event.date), event.date_raw) == (date, raw)
