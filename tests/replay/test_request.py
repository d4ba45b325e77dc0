"""What is asked for in words, and which replay that is: a new one, one to go on with, or a refusal that says why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from schemas.control import Clause, Query, Replay, ReplayControl, Subscription
from workers.replay.errors import ReplayError
from workers.replay.request import Request, chosen, request, resumed
from workers.settings import Settings

NOW = datetime(2026, 3, 8, 12, tzinfo=UTC)
LIVE = Settings(prefix="desk.")
SUBSCRIPTION = Subscription(id="s", title="S", query=Query(all=(Clause(field="country", value="KEN"),)), version=1)


def ask(**changed: Any) -> Request:
    """A request for the first week of March, changed."""
    words: dict[str, Any] = {
        "start": "2026-03-01",
        "end": "2026-03-07T00:00:00Z",
        "step": "clean",
        "into": None,
        "subscriptions": None,
        "notify": False,
        "now": NOW,
    }
    return request(**(words | changed))


def known(asked: Request, **changed: Any) -> dict[str, ReplayControl]:
    """The replay that `asked` began an hour ago, changed."""
    fields: dict[str, Any] = {
        "id": "r1", "step": asked.step.name, "topic": asked.step.reads[0], "since": asked.since, "until": asked.until,
        "prefix": asked.prefix or "desk.replay-r1.", "window": (), "ticks": (), "arguments": asked.arguments,
    }  # fmt: skip
    return {"r1": ReplayControl(issued=NOW - timedelta(hours=1), replay=Replay(**(fields | changed)))}


def test_times_are_utc_and_the_end_is_never_ahead() -> None:
    asked = ask(start="2026-03-01T01:00:00+01:00", end="2027-01-01")
    assert (asked.since, asked.until) == (datetime(2026, 3, 1, tzinfo=UTC), NOW)
    assert (ask(start="2d", end="now").since, ask(start="2d", end="now").until) == (NOW - timedelta(days=2), NOW)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"start": "last week"}, "--from: 'last week' is neither a time"),
        ({"end": "2026-13-45"}, "--to: '2026-13-45' is neither a time"),
        ({"start": "2026-03-07"}, "is not before"),
        ({"start": "1d", "end": "2d"}, "is not before"),
        ({"start": "2027-01-01", "end": "2027-01-02"}, "is yet to come"),
        ({"step": "polish"}, "'polish' is no step; the steps are clean, tag, classify, link, alert"),
        ({"into": "my topics."}, "a prefix is up to 200 letters"),
        ({"into": "x" * 201}, "a prefix is up to 200 letters"),
    ],
)
def test_what_can_not_be_is_said_by_name(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        ask(**changed)


@pytest.mark.parametrize(
    "other",
    [
        {"start": "2026-03-02"},
        {"end": "2026-03-06"},
        {"step": "tag"},
        {"into": "mine."},
        {"subscriptions": (SUBSCRIPTION,)},
        {"subscriptions": ()},
        {"notify": True},
        {"start": "8d"},
    ],
)
def test_another_request_is_another_replay(other: dict[str, Any]) -> None:
    assert chosen(ask(**other), known(ask()), LIVE) is None


def test_equal_requests_are_one_replay_however_they_are_written_and_whenever() -> None:
    held = known(ask())
    again = ask(start="2026-03-01T01:00:00+01:00", end="2026-03-07", now=NOW + timedelta(days=3))
    assert chosen(again, held, LIVE) is held["r1"]
    mine = ask(into="mine.", subscriptions=(SUBSCRIPTION,), notify=True)
    assert chosen(mine, known(mine), LIVE) is not None


def test_the_last_of_several_is_gone_on_with() -> None:
    held = known(ask())
    held["r0"] = replace(held["r1"], issued=NOW - timedelta(hours=2))
    held["r2"] = replace(held["r1"], issued=NOW - timedelta(minutes=2))
    assert chosen(ask(), held, LIVE) is held["r2"]


def test_after_a_finished_one_the_same_request_begins_anew() -> None:
    assert chosen(ask(), known(ask(), finished=True), LIVE) is None


@pytest.mark.parametrize(
    ("changed", "before", "says"),
    [
        ({"into": "desk."}, {}, "where live topics are"),
        ({"into": ""}, {}, "where live topics are"),
        ({"into": "mine."}, {"prefix": "mine."}, "has its topics under mine."),
        ({"into": "mine."}, {"prefix": "mine.", "finished": True}, "finished.*wiredesk replays delete r1"),
        ({"start": "2d", "end": "1d"}, {"arguments": ask(start="2d", end="1d").arguments}, "--resume r1"),
    ],
)
def test_a_refusal_says_what_to_do(changed: dict[str, Any], before: dict[str, Any], says: str) -> None:
    with pytest.raises(ReplayError, match=f"(?s){says}"):
        chosen(ask(**changed), known(ask(), **before), LIVE)


def test_a_replay_is_resumed_by_its_id() -> None:
    held = known(ask())
    assert resumed("r1", held) is held["r1"]
    with pytest.raises(ReplayError, match="No replay is called 'r9'; not finished: r1"):
        resumed("r9", held)
    with pytest.raises(ReplayError, match="is finished"):
        resumed("r1", known(ask(), finished=True))
