"""Whether the demo's subscriptions hear of what they ask for, and of nothing else."""

import datetime as dt
import itertools

import pytest

from schemas.alert import Alert
from schemas.control import SubscriptionControl
from tests.core.link.running import feed, outputs
from tests.eval.wire import ROOT, SHARED, answers, real, samples
from workers.core import alert, link
from workers.core.alert.subscriptions import parse

SUBSCRIPTIONS = ROOT / "workers" / "demo" / "subscriptions.yaml"
REAL = """
subscriptions:
  - id: nato
    all: [ {event_type: SANCTION}, {actor: RUS}, {recipient: NATO} ]
  - id: confirmed
    all: [ {words: mission}, {sources: 3} ]
  - id: aid
    all: [ {event_type: AID} ]
"""


def controls(text: str) -> list[SubscriptionControl]:
    return [SubscriptionControl(issued=dt.datetime(2021, 1, 1, tzinfo=dt.UTC), subscription=s) for s in parse(text)]


def alerts(records: list[object]) -> list[Alert]:
    """All notices, in order."""
    outcomes, _ = feed(alert.build(), records)
    return [output.record for output in outputs(outcomes) if isinstance(output.record, Alert)]


def test_the_samples_raise_their_alerts() -> None:
    outcomes, _ = feed(link.build(), samples())
    versions = [output.record for output in outputs(outcomes)]
    told_of = {row["uri"]: row["story"] or row["id"] for row in answers()["articles"]}
    named = {v.story_id: told_of[uri] for v in versions for uri in (*(a.uri for a in v.articles), *v.retracted)}
    subscriptions = controls(SUBSCRIPTIONS.read_text("utf-8"))
    found: dict[tuple[str, str], str] = {}
    for notice in alerts([*subscriptions, *versions]):
        found[notice.subscription_id, named[notice.incidents]] = notice.msgType
    want = {(row["subscription"], row["story"]): row for row in answers()["alerts"]}
    assert found.keys() <= want.keys(), "nobody hears of what they did not ask for"
    assert found.keys() == want.keys(), "everybody hears of what they asked for"
    assert all((found[pair] == "Cancel") == row.get("cancelled", False) for pair, row in want.items())
    late = alerts([*versions, *subscriptions])
    standing = {pair for pair, kind in found.items() if kind != "Cancel"}
    assert {(n.subscription_id, named[n.incidents]) for n in late if n.msgType != "Cancel"} == standing


@pytest.mark.skipif(not (SHARED / "samples").exists(), reason="the real articles are not part of the project")
def test_the_three_real_articles_alert_once() -> None:
    for order in itertools.permutations(real()):
        outcomes, _ = feed(link.build(), order)
        notices = alerts([*controls(REAL), *(output.record for output in outputs(outcomes))])
        kinds = [(notice.subscription_id, notice.msgType) for notice in notices]
        assert kinds == [("nato", "Alert"), ("nato", "Update"), ("confirmed", "Alert"), ("nato", "Update")]
        bodies = {article.uri: article.body_text for article in order}
        for match in (match for notice in notices for match in notice.matched if match.start is not None):
            assert bodies[match.uri][match.start : match.end] == match.text
