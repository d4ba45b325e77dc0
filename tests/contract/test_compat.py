"""What breaks readers is found, with the field's name; one row a rule."""

import re
from copy import deepcopy
from typing import Any

import pytest

from schemas.changes import RULES, Change
from schemas.compat import breaks, compare
from schemas.export import NOTES, documents
from workers.contracts import RELEASED, read, refusal

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
NUMBER = {"type": "number"}
NOTHING = {"type": "null"}
FEW = {"enum": ["a", "b"]}
MORE = {"enum": ["a", "b", "c"]}
LESS = {"enum": ["a"]}


def either(*types: Any) -> dict[str, Any]:
    return {"anyOf": list(types)}


def list_of(inside: Any) -> dict[str, Any]:
    return {"type": "array", "items": inside}


def map_of(inside: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": inside}


def document(
    f: Any = TEXT, *, needed: bool = True, version: int = 1, private: bool = False, ce_type: str = "t", **fields: Any
) -> dict[str, Any]:
    """A topic with one record, `R`, of the field `f` (None: without it)."""
    properties = ({} if f is None else {"f": f}) | fields
    record = {"title": "R", "type": "object", "properties": properties, "required": ["f"] if needed and f else []}
    notes = {"ce_type": ce_type, "version": version, "private": private}
    return {NOTES: notes, "$ref": "#/$defs/R", "$defs": {"R": record}}


def several(*names: str) -> dict[str, Any]:
    """A topic with a record for each kind."""
    defs = {
        name: {"title": name.title(), "type": "object", "properties": {"kind": {"enum": [name]}}, "required": ["kind"]}
        for name in names
    }
    return {NOTES: document()[NOTES], "oneOf": [{"$ref": f"#/$defs/{name}"} for name in names], "$defs": defs}


ROWS: list[tuple[Change, Any, Any, str]] = [
    (Change.TOPIC_GONE, document(), None, "topic: the topic is gone"),
    (Change.VERSION_LOWERED, document(version=3), document(version=2), "topic: version 3 became 2"),
    (Change.CE_TYPE, document(), document(ce_type="u"), "topic: ce_type 't' became 'u'"),
    (Change.RECORD_GONE, several("a", "b"), several("a"), "topic B: this kind of record is gone"),
    (Change.RECORD_NEW, several("a"), several("a", "b"), "topic B: this kind of record is new"),
    (Change.FIELD_GONE, document(g=TEXT), document(), "topic R.g: the field is gone"),
    (Change.FIELD_NEW, document(), document(g=TEXT), "topic R.g: the field is new, and may be left out"),
    (Change.FIELD_DEMANDED, document(None), document(), "topic R.f: the field is new, and must be there"),
    (
        Change.MAY_BE_ABSENT,
        document(),
        document(needed=False),
        "topic R.f: the field was always there, and may be left out now",
    ),
    (
        Change.MUST_BE_THERE,
        document(needed=False),
        document(),
        "topic R.f: the field could be left out, and must be there now",
    ),
    (
        Change.DEFAULT,
        document(TEXT | {"default": "x"}, needed=False),
        document(TEXT | {"default": "y"}, needed=False),
        "topic R.f: left out, it meant 'x' and means 'y' now",
    ),
    (Change.TYPE, document(TEXT), document(WHOLE), "topic R.f: the type was string, and is integer"),
    (Change.TYPE, document(NUMBER), document(WHOLE), "topic R.f: the type was number, and is integer"),
    (
        Change.TYPE,
        document(either(TEXT, NOTHING)),
        document(either(WHOLE, NOTHING)),
        "topic R.f: the type was null or string, and is integer or null",
    ),
    (
        Change.TYPE,
        document(list_of(TEXT)),
        document(list_of(WHOLE)),
        "topic R.f[]: the type was string, and is integer",
    ),
    (Change.TYPE, document(map_of(TEXT)), document(map_of(WHOLE)), "topic R.f{}: the type was string, and is integer"),
    (Change.TYPE_NEW, document(TEXT), document(either(TEXT, NOTHING)), "topic R.f: the type may be null, too"),
    (Change.TYPE_NEW, document(WHOLE), document(NUMBER), "topic R.f: the type may be number, too"),
    (Change.TYPE_NEW, document(FEW), document(TEXT), "topic R.f: the type may be any string, too"),
    (
        Change.TYPE_GONE,
        document(either(TEXT, NOTHING)),
        document(TEXT),
        "topic R.f: the type may not be null any more",
    ),
    (Change.TYPE_GONE, document(TEXT), document(FEW), "topic R.f: the type may not be any string any more"),
    (Change.VALUE_NEW, document(FEW), document(MORE), "topic R.f: value 'c' is new"),
    (
        Change.VALUE_NEW_OPEN,
        document(FEW | {"x-open": True}),
        document(MORE | {"x-open": True}),
        "topic R.f: value 'c' is new, in an open list",
    ),
    (Change.VALUE_GONE, document(FEW), document(LESS), "topic R.f: value 'b' is gone"),
    (
        Change.VALUE_GONE,
        document(either(list_of(FEW), NOTHING)),
        document(either(list_of(LESS), NOTHING)),
        "topic R.f[]: value 'b' is gone",
    ),
    (
        Change.VALUES_OPENED,
        document(FEW),
        document(FEW | {"x-open": True}),
        "topic R.f: the list of values was closed, and is open now",
    ),
    (
        Change.VALUES_CLOSED,
        document(FEW | {"x-open": True}),
        document(FEW),
        "topic R.f: the list of values was open, and is closed now",
    ),
    (
        Change.LIMIT,
        document(TEXT | {"format": "date-time"}),
        document(TEXT),
        "topic R.f: format was 'date-time', and is None",
    ),
    (
        Change.LIMIT,
        document({"type": "object", "additionalProperties": TEXT}),
        document({"type": "object", "additionalProperties": False}),
        "topic R.f: additionalProperties was {'type': 'string'}, and is False",
    ),
    (
        Change.LIMIT,
        document(TEXT),
        document(TEXT | {"anyOf": [{"maxLength": 5}]}),
        "topic R.f: anyOf was None, and is [{'maxLength': 5}]",
    ),
]
each_row = pytest.mark.parametrize(("change", "old", "new", "said"), ROWS, ids=[said[6:50] for *_, said in ROWS])


def found(old: Any, new: Any) -> list[Any]:
    return compare({"topic": old}, {} if new is None else {"topic": new})


@each_row
def test_each_change_is_told_by_its_place(change: Change, old: Any, new: Any, said: str) -> None:
    assert [(finding.change, str(finding)) for finding in found(old, new)] == [(change, said)]


@each_row
def test_a_public_topic_is_held_to_both_promises(change: Change, old: Any, new: Any, said: str) -> None:
    rule = RULES[change]
    assert [finding.breaks for finding in found(old, new)] == [rule.reading_on or rule.reading_back]


@each_row
def test_a_private_topic_is_held_to_reading_back(change: Change, old: Any, new: Any, said: str) -> None:
    private = deepcopy(old)
    private[NOTES]["private"] = True
    assert [finding.breaks for finding in found(private, new)] == [RULES[change].reading_back]


@each_row
def test_under_a_raised_version_anything_may_change(change: Change, old: Any, new: Any, said: str) -> None:
    if new is not None:
        raised = deepcopy(new)
        raised[NOTES]["version"] = 4
        assert found(old, raised) == []


def test_every_change_has_its_row_and_its_rule() -> None:
    assert {change for change, *_ in ROWS} == set(Change) == set(RULES)


def test_a_record_may_get_another_name() -> None:
    """The name of a class is nowhere in a value."""
    renamed = deepcopy(document())
    renamed["$defs"] = {"Other": renamed["$defs"]["R"] | {"title": "Other"}}
    renamed["$ref"] = "#/$defs/Other"
    assert found(document(), renamed) == []


EVERY_FIELD = [
    (topic, name, field)
    for topic, found_ in read(RELEASED).items()
    for name, definition in found_.get("$defs", {}).items()
    for field in definition["properties"]
    if field != "kind"  # without it, it is another record
]


@pytest.mark.parametrize("topic", sorted({topic for topic, *_ in EVERY_FIELD}))
def test_each_field_that_goes_is_named(topic: str) -> None:
    """Of the contracts as they are: wherever a record is used, the field that it loses is told."""
    old = read(RELEASED)
    assert breaks(old, old) == []
    for _, name, field in (row for row in EVERY_FIELD if row[0] == topic):
        new = deepcopy(old)
        definition = new[topic]["$defs"][name]
        del definition["properties"][field]
        definition["required"] = [n for n in definition["required"] if n != field]
        said = [str(finding) for finding in compare(old, new)]
        assert said, (name, field)
        assert [line for line in said if not re.fullmatch(rf"{topic} \w+\S*\.{field}: the field is gone", line)] == []


def test_the_message_names_topic_record_and_field() -> None:
    new = deepcopy(documents())
    severity = new["news.alerts"]["$defs"]["AlertInfo"]["properties"]["severity"]
    severity["enum"].remove("Minor")
    said = refusal(breaks(documents(), new))
    assert "\n  news.alerts Alert.info.severity: value 'Minor' is gone\n" in said
    assert "schemas/registry.py" in said
