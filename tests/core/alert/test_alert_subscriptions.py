"""The subscriptions file: what is taken, and every mistake with its line."""

import pytest

from schemas.control import Clause
from workers.core.alert.subscriptions import SubscriptionError, parse

GOOD = """
subscriptions:
  - id: sahel-sanctions
    title: Sanctions in the Sahel
    all: [ {event_type: SANCTION}, {actor: MLI} ]
    any: [ {entity: ECOWAS}, {words: trade corridor}, {quad: 4} ]
    none: [ {place: NGA} ]
  - id: confirmed
    any:
      - sources: 2
      - words: 2024
"""


def test_a_good_file() -> None:
    first, second = parse(GOOD)
    assert (first.id, first.title, first.version) == ("sahel-sanctions", "Sanctions in the Sahel", 1)
    assert first.query.all == (Clause(field="event_type", value="SANCTION"), Clause(field="actor", value="MLI"))
    assert first.query.none == (Clause(field="place", value="NGA"),)
    assert second.title == "confirmed"
    assert second.query.any == (Clause(field="sources", value=2), Clause(field="words", value=2024))


def one(clause: str) -> str:
    return f"subscriptions:\n  - id: x\n    title: X\n    all:\n      - {clause}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: the file needs a list called `subscriptions`"),
        ("- a", "line 1: the file needs a list"),
        ("subscriptions: {a: 1}", "line 1: the file needs a list"),
        ("subscriptions:\n  - [", "not YAML"),
        ("subscriptions:\n  - id: x\n    title: 2024-13-45\n", "not YAML"),
        ("[" * 5000, "not YAML"),
        ("subscriptions:\n  - text", "line 2: a subscription is a mapping"),
        ("subscriptions:\n  - title: X", "line 2: `id` is missing"),
        ("subscriptions:\n  - title: X", "line 2: subscription 1: at least one clause"),
        ("subscriptions:\n  - id:\n    title: X", "line 2: `id` is missing"),
        ("subscriptions:\n  - id: NO\n    any: [{words: x}]", "line 2: NO: `id` must be 1 to 64 letters"),
        ("subscriptions:\n  - id: NO\n    any: [{words: x}]", "; `NO` is read as false by YAML: quote it"),
        ("subscriptions:\n  - id: [x]\n    any: [{words: x}]", "line 2: a list: `id` must be"),
        ("subscriptions:\n  - id: x\n    title: On\n    any: [{words: x}]", "`On` is read as true by YAML: quote it"),
        ("subscriptions:\n  - id: a/b\n    any: [{words: x}]", "line 2: a/b: `id` must be"),
        ("subscriptions:\n  - id: x\n    title: X", "line 2: x: at least one clause"),
        ("subscriptions:\n  - id: x\n    none: [{words: y}]", "line 2: x: at least one clause"),
        ("subscriptions:\n  - id: x\n    some: []\n    any: [{words: y}]", "line 3: x: `some` is not known"),
        ("subscriptions:\n  - id: x\n    any: words", "line 3: x: `any` must be a list"),
        (
            "subscriptions:\n  - {id: x, any: [{words: y}]}\n  - {id: x, any: [{words: y}]}",
            "line 3: x: this id stands twice",
        ),
        (one("{words: y, entity: z}"), "line 5: x: a clause is one field"),
        (one("verb: y"), "line 5: x: `verb` is not a field; there are words"),
        (one("event_type: SANCTIONS"), "line 5: x: `event_type: SANCTIONS`: must be one of PLOVER's types: AGREE"),
        (one("quad: 5"), "line 5: x: `quad: 5`: must be a number from 1 to 4"),
        (one("country: Mali"), "line 5: x: `country: Mali`: must be an ISO 3166"),
        (one("country: no"), "line 5: x: `country: no`: must be an ISO 3166"),
        (one("country: NO"), "such as MLI; `NO` is read as false by YAML: quote it"),
        (one("words: yes"), "at least one word; `yes` is read as true by YAML: quote it"),
        (one("sources: many"), "line 5: x: `sources: many`: must be a number"),
        (one("words: '...'"), "line 5: x: `words: ...`: must be at least one word"),
        (one("words: [a, b]"), "line 5: x: `words: a list`: must be at least one word"),
    ],
)
def test_a_mistake(text: str, says: str) -> None:
    with pytest.raises(SubscriptionError) as caught:
        parse(text)
    assert any(says in problem for problem in caught.value.problems), caught.value.problems


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(SubscriptionError) as caught:
        parse("subscriptions:\n  - id: x\n    any: [{quad: 9}]\n  - id: y\n    any: [{sources: 0}]\n")
    assert len(caught.value.problems) == 2


def test_a_boolean_for_a_number_is_not_to_be_quoted() -> None:
    with pytest.raises(SubscriptionError) as caught:
        parse(one("quad: yes"))
    assert caught.value.problems == ("line 5: x: `quad: yes`: must be a number from 1 to 4",)


def test_all_of_a_subscription_is_checked_and_told_in_the_order_of_lines() -> None:
    with pytest.raises(SubscriptionError) as caught:
        parse(
            "subscriptions:\n  - none: [{quad: 9}]\n    all: [{country: Mali}]\n    id: a/b\n"
            "  - {id: x, any: [{words: y}]}\n  - {id: x, any: [{words: y}]}\n  - any: [{sources: 0}]\n"
        )
    assert [problem.split(": ")[:2] for problem in caught.value.problems] == [
        ["line 2", "a/b"],
        ["line 3", "a/b"],
        ["line 4", "a/b"],
        ["line 6", "x"],
        ["line 7", "`id` is missing"],
        ["line 7", "subscription 4"],
    ]
