"""The exported schemas take what the wire writes, and refuse what the codec refuses."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemas.asyncapi import KEYS
from schemas.codec import DecodeError, Message, decode, encode
from schemas.export import OPEN, OPEN_VALUES, documents
from schemas.registry import CONTRACTS, RAW
from tests.contract import wire
from tests.contract.made_up import made_up
from tests.samples.test_samples import COLLECTED
from workers.contracts import EXPORTED, read

EVERY = [(contract.topic, record) for contract in CONTRACTS.values() for record in contract.records]
each_record = pytest.mark.parametrize(("topic", "record"), EVERY, ids=[f"{t}-{r.__name__}" for t, r in EVERY])
each_topic = pytest.mark.parametrize("topic", CONTRACTS)


@cache
def schema(name: str) -> Draft202012Validator:
    """What stands in schemas/exported."""
    return Draft202012Validator(read(EXPORTED)[name], format_checker=Draft202012Validator.FORMAT_CHECKER)


def decoded(topic: str, value: bytes) -> Any:
    """`value` as the codec reads it."""
    return decode(Message(topic=topic, key=b"k", value=value, timestamp=COLLECTED))


@pytest.mark.parametrize("name", documents())
def test_each_is_a_schema_of_2020_12(name: str) -> None:
    found = read(EXPORTED)[name]
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(found)


@each_topic
def test_what_the_wire_writes_is_taken(topic: str) -> None:
    validator = schema(topic)
    for key, value in wire.records().get(topic, []):
        if topic != RAW:
            validator.validate(orjson.loads(value))
            record = decoded(topic, value)
            fields = {name: getattr(record, name) for name in record.__dataclass_fields__}
            assert key == KEYS[type(record)].format(**fields)
        else:
            validator.validate(orjson.loads(encode(decoded(topic, value))))


def test_the_samples_reach_every_topic_of_the_steps() -> None:
    named = {"news.raw", "news.clean", "news.tagged", "news.enriched", "news.stories", "news.alerts", "news.decisions"}
    assert wire.records().keys() == named | {
        "news.link.state",
        "news.alert.state",
        "wiredesk.clock",
        "wiredesk.control",
    }


@each_record
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_codec_writes_is_taken(topic: str, record: type[Any], data: st.DataObject) -> None:
    made = data.draw(made_up(record))
    if topic == RAW:
        made = replace(made, body_base64=None, body=made.body or "b", uri=made.uri or "u")
    value = encode(made)
    schema(topic).validate(orjson.loads(value))
    assert decoded(topic, value) == made


def _example(topic: str, record: type[Any]) -> Any:
    """A record of that kind as JSON, the longest that the wire made; one made up where it made none."""
    kind = record.__dataclass_fields__.get("kind")
    found = [orjson.loads(value) for _, value in wire.records().get(topic, ()) if topic != RAW]
    found = [value for value in found if kind is None or value["kind"] == kind.default]
    if not found:
        once = settings(database=None, derandomize=True, phases=[Phase.generate])
        made = find(made_up(record), lambda _: True, settings=once)
        found = [orjson.loads(encode(replace(made, body="b", body_base64=None) if topic == RAW else made))]
    return max(found, key=lambda value: len(orjson.dumps(value)))


def _broken(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """`value` with one thing at a time that belongs to no field: an object in a list, a list in the place of another
    thing; each with its place."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from ((where, {**value, name: bad}) for where, bad in _broken(inner, f"{place}.{name}"))
    elif isinstance(value, list):
        yield place, [["no such"]]
        if value:
            yield from ((where, [bad, *value[1:]]) for where, bad in _broken(value[0], f"{place}[0]"))
    else:
        yield place, ["no such"]


@each_record
def test_what_the_codec_refuses_is_refused(topic: str, record: type[Any]) -> None:
    example = _example(topic, record)
    validator = schema(topic)
    validator.validate(example)
    broken = list(_broken(example))
    broken += [(f"no {n}", {k: v for k, v in example.items() if k != n}) for n in _required(topic, record)]
    assert len(broken) >= len(record.__dataclass_fields__)
    assert [place for place, value in broken if validator.is_valid(value)] == []
    assert [place for place, value in broken if _is_decoded(topic, value)] == []


def _required(topic: str, record: type[Any]) -> list[str]:
    found: list[str] = documents()[topic]["$defs"][record.__name__]["required"]
    return found


def _is_decoded(topic: str, value: Any) -> bool:
    try:
        decoded(topic, orjson.dumps(value))
    except DecodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ({"body": "b"}, True),
        ({"body_base64": "Yg=="}, True),
        ({"body": "b", "body_base64": None}, True),
        ({"uri": None, "collected": None, "body": "b"}, True),
        ({"uri": "u", "body": "b", "collected": "2026-03-02T12:00:00"}, True),
        ({"uri": "u", "body": "b", "collected": "2026-03-02T12:00:00+01:00", "more": 1}, True),
        ({"uri": "u", "body": "b", "collected": "yesterday"}, False),
        ({"uri": "u", "body": "b", "collected": 5}, False),
        ({"uri": "u"}, False),
        ({"body": None, "body_base64": None}, False),
        ({"body": "b", "body_base64": "Yg=="}, False),
        ({"body": 5}, False),
    ],
)
def test_a_raw_article_as_a_foreign_producer_may_write_it(value: Any, good: bool) -> None:
    assert schema(RAW).is_valid(value) == good
    assert _is_decoded(RAW, value) == good


def test_open_lists_are_those_that_are_named() -> None:
    marked = {
        f"{name}.{field}"
        for document in documents().values()
        for name, definition in document.get("$defs", {}).items()
        for field, value in definition["properties"].items()
        if any(OPEN in part for part in (value, *value.get("anyOf", ())))
    }
    assert marked == OPEN_VALUES


def test_docstrings_are_descriptions() -> None:
    found = documents()["news.alerts"]["$defs"]["Match"]["description"]
    assert found.startswith("What met a clause of the query. `text` is `body_text[start:end]` of article `uri`; no")
    assert all(d["description"] for doc in documents().values() for d in doc.get("$defs", {}).values())
