"""The AsyncAPI document says what the map says, and hangs together.

Its form was checked against AsyncAPI's own JSON Schema for 3.0.0 (docs/decisions/0013 says why that is not here); what
we use of it is checked again by hand.
"""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from schemas.asyncapi import KEYS, SCHEMA_FORMAT
from schemas.registry import CONTRACTS
from tests.contract import wire
from workers.contracts import asyncapi
from workers.pipeline import STEPS, TOPICS, all_topics
from workers.settings import Settings

DOCUMENT: dict[str, Any] = orjson.loads(orjson.dumps(asyncapi()))
CHANNELS, OPERATIONS = DOCUMENT["channels"], DOCUMENT["operations"]
MESSAGES, SCHEMAS = DOCUMENT["components"]["messages"], DOCUMENT["components"]["schemas"]


def resolve(reference: str) -> Any:
    """What a reference within the document points to."""
    found: Any = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def references(value: Any) -> Iterator[str]:
    """Every reference in `value`."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_the_document_as_a_whole() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert DOCUMENT.keys() == {
        "asyncapi", "id", "info", "defaultContentType", "channels", "operations", "components",
    }  # fmt: skip
    assert {"title", "version"} <= DOCUMENT["info"].keys()
    found = list(references(DOCUMENT))
    assert len(found) > 100
    assert all(resolve(reference) is not None for reference in found)


@pytest.mark.parametrize("topic", all_topics(), ids=lambda topic: topic.name)
def test_each_topic_is_a_channel_as_it_is_made(topic: Any) -> None:
    channel = CHANNELS[topic.name]
    kafka = channel["bindings"]["kafka"]
    assert channel["address"] == kafka["topic"] == topic.name
    assert kafka.get("partitions") == topic.partitions
    made = kafka["topicConfiguration"]
    assert made["cleanup.policy"] == ["compact" if topic.compacted else "delete"]
    assert made.get("retention.ms") == (None if topic.compacted else topic.retention_ms)
    assert made["max.message.bytes"] == topic.max_bytes
    contract = CONTRACTS.get(topic.name)
    names = {"DeadLetter"} if contract is None else {record.__name__ for record in contract.records}
    assert channel["messages"].keys() == names


def test_there_are_no_other_channels() -> None:
    assert CHANNELS.keys() == {topic.name for topic in all_topics()}
    assert CONTRACTS.keys() == TOPICS.keys()


@pytest.mark.parametrize("name", MESSAGES)
def test_each_message_says_its_format(name: str) -> None:
    message = MESSAGES[name]
    headers = resolve(message["headers"]["$ref"])
    assert headers["schemaFormat"] == SCHEMA_FORMAT
    Draft202012Validator.check_schema(headers["schema"])
    assert message["bindings"]["kafka"]["key"]["type"] == "string"
    if name != "DeadLetter":
        payload = message["payload"]
        assert payload["schemaFormat"] == SCHEMA_FORMAT == "application/schema+json;version=draft-2020-12"
        assert resolve(payload["schema"]["$ref"])["title"] == message["name"]


@pytest.mark.parametrize("topic", wire.records())
def test_payloads_take_what_the_wire_writes(topic: str) -> None:
    """The schemas of the document itself: their references go from its root."""
    messages = [resolve(ref["$ref"]) for ref in CHANNELS[topic]["messages"].values()]
    schema = {"oneOf": [message["payload"]["schema"] for message in messages], "components": {"schemas": SCHEMAS}}
    validator = Draft202012Validator(schema)
    values = [value for _, value in wire.records()[topic] if value.startswith(b"{")][:10]
    if topic != "news.raw":  # most raw samples are bare payloads
        assert values
        assert [value for value in values if not validator.is_valid(orjson.loads(value))] == []
        assert not validator.is_valid({})


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_each_step_receives_and_sends_what_it_reads_and_writes(step: Any) -> None:
    mine = {name: op for name, op in OPERATIONS.items() if name.startswith(f"{step.name}.")}
    received = {op["channel"]["$ref"].removeprefix("#/channels/") for op in mine.values() if op["action"] == "receive"}
    sent = {op["channel"]["$ref"].removeprefix("#/channels/") for op in mine.values() if op["action"] == "send"}
    assert received == set(step.reads)
    assert sent == {*step.writes, *(f"{name}.dlq" for name in step.reads), *([step.state] if step.state else [])}
    for operation in mine.values():
        channel = operation["channel"]["$ref"]
        assert all(ref["$ref"].startswith(f"{channel}/messages/") for ref in operation["messages"])
        group = operation.get("bindings", {}).get("kafka", {}).get("groupId", {}).get("enum")
        expected = [Settings(prefix="").group(step.name)] if operation["action"] == "receive" else None
        assert group == expected


def test_every_record_has_its_key() -> None:
    assert KEYS.keys() == {record for contract in CONTRACTS.values() for record in contract.records}
