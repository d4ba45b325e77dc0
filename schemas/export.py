"""The contracts as documents: a JSON Schema (2020-12) for each topic, and for the headers of its records.

What stands here beside msgspec's own export is what the codec does beside msgspec: a raw article may come without some
fields, a record told apart by `kind` may not come without it.
"""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import orjson

from schemas.article import RawArticle
from schemas.registry import CONTRACTS, PRIVATE, Contract

Document = dict[str, Any]
"""A JSON document."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NOTES = "x-wiredesk"
"""Beside the schema of a topic: its `ce_type`, `version`, and whether it is `private`."""
OPEN = "x-open"
"""Marks a list of values that will grow: a reader takes one that it does not know as it comes."""

OPEN_VALUES = frozenset(
    {
        "CleanArticle.genre", "TaggedArticle.genre", "EnrichedArticle.genre",
        "CleanArticle.date_basis", "TaggedArticle.date_basis", "EnrichedArticle.date_basis",
        "Mention.type", "Event.event_type", "Event.vocabulary", "Quantity.kind", "Answer.failure", "Clause.field",
    }
)  # fmt: skip
"""Fields (record.field) whose values are a vocabulary, and not what steers a reader. All other lists are closed."""


def documents() -> dict[str, Document]:
    """Every exported schema by its name (a topic's, `headers`, `headers.dlq`), as it reads from a file."""
    topics = {contract.topic: topic(contract) for contract in CONTRACTS.values()}
    found: dict[str, Document] = orjson.loads(
        orjson.dumps(topics | {"headers": HEADERS, "headers.dlq": DEAD_LETTER_HEADERS})
    )
    return found


def topic(contract: Contract) -> Document:
    """The schema of the values on a topic; its `$id` is the records' `ce_dataschema`."""
    roots, defs = definitions(contract, "#/$defs/{name}")
    return {
        "$schema": DIALECT,
        "$id": contract.dataschema,
        "title": contract.topic,
        NOTES: {
            "ce_type": contract.ce_type,
            "version": contract.version,
            "private": contract.topic in PRIVATE,
        },
        **(roots[0] if len(roots) == 1 else {"oneOf": roots}),
        "$defs": defs,
    }


def definitions(contract: Contract, reference: str) -> tuple[list[Document], dict[str, Document]]:
    """The schemas of a topic's records, and of all that they refer to, by name. `reference` is how they refer
    ("#/$defs/{name}")."""
    roots, found = msgspec.json.schema_components(contract.records, ref_template=reference)
    told_apart = {record.__name__ for record in contract.records if "kind" in record.__dataclass_fields__}
    defs = {name: _definition(name, schema, name in told_apart) for name, schema in found.items()}
    return list(roots), defs


def _definition(name: str, schema: Document, told_apart: bool) -> Document:
    schema = {**schema, "description": inspect.cleandoc(schema.get("description", ""))}
    if told_apart:
        schema["required"] = ["kind", *schema["required"]]
    for field, value in schema["properties"].items():
        for part in _parts(value):
            if "enum" in part and f"{name}.{field}" in OPEN_VALUES:
                part[OPEN] = True
    return _as_it_is_taken(schema) if name == RawArticle.__name__ else schema


def _parts(schema: Document) -> Iterator[Document]:
    """A field's schema and its alternatives."""
    yield schema
    for part in schema.get("anyOf", ()):
        yield from _parts(part)


def _as_it_is_taken(raw: Document) -> Document:
    """The raw article as schemas.codec.wrap takes it from a foreign producer."""
    nothing = {"type": "null"}
    properties = raw["properties"] | {
        "uri": {"anyOf": [raw["properties"]["uri"], nothing]},
        "collected": {"anyOf": [{"type": "string", "pattern": _MOMENT}, nothing]},
    }
    one_body = [
        {"required": [name], "properties": {name: {"type": "string"}, other: nothing}}
        for name, other in (("body", "body_base64"), ("body_base64", "body"))
    ]
    description = (
        f"{raw['description']} Without a `uri` it gets a hash of its bytes for one, without `collected` its Kafka "
        "timestamp. Bytes that are no such object (text, HTML, a WordPress post) are taken as the body of one."
    )
    return {**raw, "description": description, "properties": properties, "required": [], "oneOf": one_body}


_MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}"
"""RFC 3339, but for the offset: a raw article's time without one is read as UTC."""


def _header_schema(name: str, about: str, fields: Mapping[str, tuple[Document, str]], required: int) -> Document:
    """The first `required` of `fields` are on every such record."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:wiredesk:schema:{name}",
        "title": name,
        "description": about,
        "type": "object",
        "properties": {field: {**schema, "description": text} for field, (schema, text) in fields.items()},
        "required": list(fields)[:required],
    }


_TEXT: Document = {"type": "string"}
_DIGITS: Document = {"type": "string", "pattern": "^[0-9]+$"}
_TIME: Document = {"type": "string", "format": "date-time"}

HEADERS = _header_schema(
    "headers",
    "The headers of our records: CloudEvents 1.0 in Kafka's binary binding, W3C trace context, and where the record "
    "came from. A foreign producer may leave all of them out. Names and values are UTF-8.",
    {
        "ce_specversion": ({"const": "1.0"}, "CloudEvents' version."),
        "ce_id": (_TEXT, "The same for the same input: repeats are known by it, together with `ce_source`."),
        "ce_source": (_TEXT, "Who wrote it: `/wiredesk/<step>`."),
        "ce_type": (_TEXT, "What it is, as the topic's contract names it."),
        "ce_subject": (_TEXT, "What it is about: the record's key."),
        "ce_time": (_TIME, "When it was written; never in a value, so that a replay gives the same values."),
        "ce_dataschema": (_TEXT, "`urn:wiredesk:schema:<topic>:<version>`; another version is refused."),
        "content-type": ({"const": "application/json"}, "Of the value."),
        "traceparent": ({"type": "string", "pattern": "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"}, "The trace."),
        "wd_input_topic": (_TEXT, "The input that it was made from: its topic,"),
        "wd_input_partition": (_DIGITS, "partition"),
        "wd_input_offset": (_DIGITS, "and offset."),
        "wd_replay": (_TEXT, "On replayed records: the replay's id. Delivery leaves them alone."),
    },
    required=9,
)
"""Schema of schemas.envelope.headers, and of what a step adds."""

DEAD_LETTER_HEADERS = _header_schema(
    "headers.dlq",
    "The headers of a dead letter beside its own, which are untouched, as its key and value are.",
    {
        "wd_dlq_topic": (_TEXT, "Where it came from: topic, with the deployment's prefix,"),
        "wd_dlq_partition": (_DIGITS, "partition"),
        "wd_dlq_offset": (_DIGITS, "and offset."),
        "wd_dlq_step": (_TEXT, "The step that refused it"),
        "wd_dlq_version": (_TEXT, "and its application's version."),
        "wd_dlq_reason": (_TEXT, "Why: one of a bounded set (workers.core.outcome.RejectReason)."),
        "wd_dlq_error_class": (_TEXT, "The exception behind it, or `Reject`."),
        "wd_dlq_error_message": (_TEXT, "The reason in words."),
        "wd_dlq_attempts": (_DIGITS, "How often it has failed, redrives counted."),
        "wd_dlq_first_failed": (_TIME, "When it failed first"),
        "wd_dlq_last_failed": (_TIME, "and last."),
        "wd_dlq_timestamp": (_DIGITS, "Kafka's timestamp that it came with, in ms."),
        "wd_dlq_truncated": (_TEXT, "Where the value was too large to keep: its length and digest."),
    },
    required=12,
)
"""Schema of what workers.stream.deadletter adds."""
