"""Figures, places, forms of words, merging."""

import pytest

from tests.core.classify.articles import events, names
from workers.core.classify import tables
from workers.core.classify.forms import Inflector
from workers.core.classify.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells killed 30 people.", [("killed", None, 30, None, None)]),
        ("Shells killed at least 30 people.", [("killed", 30, None, None, None)]),
        ("Up to 40 people were killed.", [("killed", None, None, 40, None)]),
        ("Dozens were killed.", [("killed", 24, None, None, None)]),
        ("Between 20 and 30 villagers died, he said, and 20 to 30 were injured.", [("injured", 20, None, 30, None)]),
        ("Forty-three protesters were detained.", [("detained", None, 43, None, None)]),
        ("Police made more than 40 arrests.", [("detained", 40, None, None, None)]),
        ("The death toll rose to 1,234.", [("killed", None, 1234, None, None)]),
        ("Nine soldiers are missing and thousands were displaced.",
         [("missing", None, 9, None, None), ("displaced", 2000, None, None, None)]),
        ("It sent 600 more soldiers.", [("troops", None, 600, None, None)]),
        ("It lent $1.2 billion.", [("money", None, 1.2e9, None, "USD")]),
        ("It gave 28 million euros.", [("money", None, 28e6, None, "EUR")]),
        ("In 2023 workers were killed.", []),
        ("Prices fell by 30 percent.", []),
    ],
)  # fmt: skip
def test_quantities(text: str, found: list[tuple[object, ...]]) -> None:
    got = find_quantities(text, 5)
    counted = [(q.kind, q.low, q.value, q.high, q.unit) for q in got]
    assert [row for row in counted if row in found] == found
    assert not (counted and not found)
    assert all(5 <= q.start < q.end <= 5 + len(text) for q in got)


def test_an_event_has_the_figures_of_its_kind() -> None:
    (event,) = events("Gunmen killed at least 30 people and stole $2 million in Port Elma.")
    assert [(q.kind, q.low) for q in event.quantities] == [("killed", 30)]


@pytest.mark.parametrize(
    ("text", "dateline", "place", "by"),
    [
        ("Anna Morel met Tomas Ruud in Karsk.", "PORT ELMA", "Karsk", "clause"),
        ("Tomas Ruud was detained.\nHe comes from Port Elma.", "PORT ELMA, Veltria", "Port Elma", "dateline"),
        ("Ostran police detained Tomas Ruud.", None, None, None),
        ("Tomas Ruud was detained in Karsk's capital.", None, "Karsk", "clause"),
    ],
)
def test_the_place_is_where_it_was_never_whose(text: str, dateline: str | None, place: str | None, by: str) -> None:
    (event,) = events(text, dateline=dateline)
    assert (event.location and event.location.resolved, event.location and event.location.resolution) == (place, by)


def test_a_dateline_in_the_body_is_no_party() -> None:
    (event,) = events("KARSK (ABC) — Workers in Port Elma went on strike.", dateline="KARSK")
    assert names(event) == (["workers"], [])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Veltria expelled Ostran diplomats.\nThe expulsion of the Ostran diplomats by Veltria came at night.", 1),
        ("Veltria attacked Karsk with drones.\nVeltria bombed Karsk.", 1),
        ("Veltria expelled Ostran diplomats.\nVeltria expelled Ostran diplomats in 2014.", 2),
        ("Veltria expelled Ostran diplomats.\nKarsk expelled Ostran diplomats.", 2),
        ("Veltria expelled Ostran diplomats.\nVeltria did not expel the Ostran ambassador.", 2),
    ],
)
def test_one_event_told_twice_is_kept_once(text: str, count: int) -> None:
    assert len(events(text)) == count


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("attack", "attack attacks attacked attacking"),
        ("accuse", "accuse accuses accused accusing"),
        ("deny", "deny denies denied denying"),
        ("ban", "ban bans banned banning"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
        ("free", "free frees freed freeing"),
        ("veto", "veto vetoes vetoed vetoing"),
        ("cut", "cut cuts cutting"),
    ],
)
def test_verb_forms(verb: str, forms: str) -> None:
    assert sorted(Inflector(tables.irregular()).verb(verb)) == sorted(forms.split())


def test_a_phrase_inflects_its_first_word() -> None:
    assert set(Inflector(tables.irregular()).verb("call off")) == {"call off", "calls off", "called off", "calling off"}


def test_every_type_has_patterns_and_scores() -> None:
    patterns, weights = tables.patterns(), tables.weights()
    for kind in {kind for kind, _ in weights}:
        assert sum(len(p.triggers) for p in patterns if p.event_type == kind) >= 12, kind
    for pattern in patterns:
        assert (pattern.event_type, pattern.mode) in weights, pattern
    for rule in tables.modes():
        assert (rule.kind, rule.label) in weights, rule
    for content in tables.contents():
        assert (content.event_type, content.mode) in weights, content
