"""Date expressions against the day of publication, for every weekday that an article can be published on."""

import datetime as dt

import pytest

from tests.core.classify.articles import MONDAY, events
from workers.core.classify.dates import find_dates
from workers.core.classify.resolve import DAYS

DAY = dt.date(2024, 5, 13)  # a Monday


@pytest.mark.parametrize("published", [DAY + dt.timedelta(days=n) for n in range(7)], ids=lambda d: f"{d:%a}")
@pytest.mark.parametrize("name", DAYS)
def test_weekdays(published: dt.date, name: str) -> None:
    def one(text: str, ahead: bool = False) -> dt.date:
        (found,) = find_dates(text, published, ahead)
        assert found.first is not None
        assert (found.granularity, found.last, found.first.weekday()) == ("day", None, wanted)
        return found.first

    week, wanted, name = dt.timedelta(days=7), DAYS.index(name), name.title()
    past, ahead = one(f"He left on {name}."), one(f"He leaves on {name}.", ahead=True)
    assert published - week < past <= published <= ahead < published + week
    assert (past == published) == (ahead == published) == (published.weekday() == wanted)
    last, following = one(f"He left last {name}."), one(f"He leaves next {name}.")
    assert published - week <= last < published < following <= published + week


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
    ],
)
def test_without_a_day_of_publication(text: str, first: str | None, relation: str) -> None:
    (found,) = find_dates(text, None)
    assert (found.first and str(found.first), found.relation) == (first, relation)


@pytest.mark.parametrize(
    "text",
    ["They may march.", "He won 2014 votes.", "Feb. 31 is no day.", "He had 12 friends.", "The 2014-built ship sank."],
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
