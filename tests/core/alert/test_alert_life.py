"""One alert, updates that the subscriber can see, a cancel: and each decision on the record."""

import dataclasses
import datetime as dt

import pytest

from schemas.alert import Alert, Decision
from schemas.control import Deleted
from tests.core.alert.stories import clauses, control, story, told
from tests.core.link.running import feed, outputs
from workers.core.alert import build
from workers.core.outcome import Drop

SUB = control("mali", all=clauses(("actor", "MLI")))
PICKY = control("mali", version=2, hours=9, all=clauses(("actor", "NGA")))


def run(*records: object) -> tuple[list[Alert], list[Decision]]:
    outcomes, _ = feed(build(), records)
    published = [output.record for output in outputs(outcomes)]
    return [r for r in published if isinstance(r, Alert)], [r for r in published if isinstance(r, Decision)]


@pytest.mark.parametrize(
    ("then", "verdict", "reason"),
    [
        (story(version=2, num_articles=2), "update", "independent sources: 1 -> 2"),
        (story(version=2, num_articles=2, num_independent_sources=1), "hold", "nothing that the subscriber can see"),
        (story(version=2, events=(told(plover_score=-10.0),)), "update", "severity: Moderate -> Severe"),
        (
            story(version=2, events=(told(actor="MLI", recipient="SEN"),)),
            "update",
            "recipient: Name of CIV -> Name of SEN",
        ),
        (story(version=2, retracted=("u9",)), "update", "retracted: - -> u9"),
        (story(version=2, num_articles=0, retracted=("u1",)), "cancel", "every article was retracted"),
        (story(version=2, events=()), "cancel", "actor:MLI is not met"),
        (story(version=2, status="merged", merged_into="s2"), "cancel", "merged into story s2"),
        (PICKY, "cancel", "actor:NGA is not met"),
        (Deleted(key="subscription/mali"), "cancel", "the subscription was deleted"),
        (control("mali", version=2, all=SUB.subscription.query.all), "hold", "nothing that the subscriber can see"),
    ],
)
def test_what_follows_an_alert(then: object, verdict: str, reason: str) -> None:
    alerts, decisions = run(SUB, story(), then)
    assert [a.msgType for a in alerts] == ["Alert", *([verdict.capitalize()] if verdict != "hold" else [])]
    assert decisions[-1].decision == verdict
    assert reason in decisions[-1].reason
    assert len({a.identifier for a in alerts}) == len(alerts)
    assert len({a.group_key for a in alerts}) == 1
    if len(alerts) > 1:
        assert alerts[1].references == (f"wiredesk,{alerts[0].identifier},{alerts[0].sent}",)
        assert decisions[-1].identifier == alerts[1].identifier


def test_the_heir_of_a_merged_story_is_named() -> None:
    merged = story("s1", 2, status="merged", merged_into="s2")
    _, decisions = run(SUB, story("s1"), story("s2", 1, num_articles=2), merged)
    assert decisions[-1].reason == "merged into story s2, which is alerted"


def test_a_story_that_is_closed_stands() -> None:
    alerts, _ = run(SUB, story(), story(version=2, status="closed"), control("late", all=clauses(("actor", "MLI"))))
    assert [a.msgType for a in alerts] == ["Alert"]


def test_nothing_is_said_twice() -> None:
    alerts, decisions = run(SUB, story(), story(), SUB, story(version=1, num_articles=5))
    assert (len(alerts), len(decisions)) == (1, 1)


def test_it_matches_again() -> None:
    alerts, _ = run(SUB, story(), story(version=2, events=()), story(version=3))
    assert [a.msgType for a in alerts] == ["Alert", "Cancel", "Alert"]
    assert len(alerts[2].references) == 2


def test_who_does_not_ask_is_not_decided_on() -> None:
    memory = build()
    outcomes, _ = feed(memory, [control("nigeria", all=clauses(("actor", "NGA"))), story()])
    assert all(isinstance(outcome, Drop) for outcome in outcomes)


def test_sent_is_when_the_news_came_or_the_subscription() -> None:
    alerts, _ = run(SUB, story(hours=2))
    assert alerts[0].sent == "2024-03-04T10:00:00-00:00"
    late = dataclasses.replace(SUB, issued=SUB.issued + dt.timedelta(hours=5))
    alerts, _ = run(story(hours=2), late)
    assert alerts[0].sent == "2024-03-04T13:00:00-00:00"


def test_the_info_block_says_what_the_table_says() -> None:
    (alert,), _ = run(SUB, story(num_articles=2))
    assert alert.info.category == "Security"
    assert alert.info.event == "SANCTION"
    assert (alert.info.urgency, alert.info.severity, alert.info.certainty) == ("Expected", "Moderate", "Likely")
    assert alert.info.area is not None
    assert alert.info.area.country_code == "MLI"
