"""Stories and subscriptions in any order: the same pairs stand alerted; and a memory that can be folded again."""

from itertools import groupby, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.alert import Alert
from schemas.control import Deleted, SubscriptionControl
from tests.core.alert.stories import clauses, control, story, told
from tests.core.link.running import compacted, feed, outputs
from workers.core.alert import build

LINES = [
    [story("s1"), story("s1", 2, events=()), story("s1", 3, num_articles=2)],
    [story("s2", events=(told("AID", "SEN", "MLI", quad_code=2),)), story("s2", 2, num_articles=0)],
    [story("s3"), story("s3", 2, status="merged", merged_into="s1")],
    [control("a", all=clauses(("actor", "MLI"))), control("a", 2, 1, all=clauses(("actor", "SEN"), ("quad", 2)))],
    [control("b", any=clauses(("words", "trade corridor"))), control("b", 2, 2, any=clauses(("sources", 2)))],
    [control("c", all=clauses(("entity", "ECOWAS"))), Deleted(key="subscription/c")],
    [control("d", none=clauses(("event_type", "AID")))],
]
"""Each line keeps its order, as a key of a topic does."""


@st.composite
def interleaved(draw: st.DrawFn) -> list[object]:
    """The records of LINES, each line in its order."""
    turns = draw(st.permutations([i for i, line in enumerate(LINES) for _ in line]))
    left = [iter(line) for line in LINES]
    return [next(left[i]) for i in turns]


def standing(records: list[object]) -> set[tuple[str, str]]:
    """The pairs whose last notice is no cancel."""
    outcomes, _ = feed(build(), records)
    alerts = [output.record for output in outputs(outcomes) if isinstance(output.record, Alert)]
    assert len({alert.identifier for alert in alerts}) == len(alerts)
    for _, group in groupby(sorted(alerts, key=lambda a: a.group_key), key=lambda a: a.group_key):
        kinds = [alert.msgType for alert in group]
        assert kinds[0] == "Alert"
        assert all((now == "Alert") == (before == "Cancel") for before, now in pairwise(kinds))
    last = {(alert.subscription_id, alert.incidents): alert.msgType for alert in alerts}
    return {pair for pair, kind in last.items() if kind != "Cancel"}


@settings(max_examples=150, deadline=None)
@given(interleaved())
def test_any_order_leaves_the_same_pairs_alerted(records: list[object]) -> None:
    assert standing(records) == {("b", "s1"), ("d", "s1")}


@settings(max_examples=100, deadline=None)
@given(interleaved(), st.integers(0, sum(map(len, LINES))))
def test_changes_fold_to_the_same_memory(records: list[object], cut: int) -> None:
    memory = build()
    _, changes = feed(memory, records[:cut])
    for left in (changes, compacted(changes)):
        again = build()
        for change in left:
            again.fold(change.key, change.record)
        assert again.snapshot() == memory.snapshot()
        assert [again.decide(r) for r in records[cut:]] == [memory.decide(r) for r in records[cut:]]


def test_a_subscription_of_the_same_version_said_again_is_known() -> None:
    line = [record for record in LINES[3] if isinstance(record, SubscriptionControl)]
    assert standing([*line, *reversed(line)]) == set()
