"""The AsyncAPI 3 document of the wire: its topics, their records, keys and headers, and who sends and receives them.

Payloads are JSON Schemas of 2020-12, so each carries a `schemaFormat`; the Kafka bindings are of version 0.5.0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from schemas.alert import Alert, Decision
from schemas.article import CleanArticle, EnrichedArticle, RawArticle, TaggedArticle
from schemas.control import ReplayControl, SubscriptionControl, Tick, WebhookControl
from schemas.delivery import Answer, Attempt
from schemas.export import DEAD_LETTER_HEADERS, HEADERS, Document, definitions
from schemas.registry import CONTRACTS, PRIVATE, RAW, Contract
from schemas.sources import FeedState, Redriven
from schemas.state import ArticleState, HeldStory, StoryState, Told, Watermark
from schemas.story import Story

VERSION = "3.0.0"
SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"
BINDING = {"bindingVersion": "0.5.0"}
DEAD_LETTER = "DeadLetter"

KEYS: Mapping[type[Any], str] = {
    RawArticle: "{uri}",
    CleanArticle: "{uri}",
    TaggedArticle: "{uri}",
    EnrichedArticle: "{uri}",
    Story: "{story_id}",
    Alert: "{group_key}",
    Decision: "{subscription_id}/{story_id}/{story_version}",
    Tick: "tick",
    SubscriptionControl: "subscription/{subscription.id}",
    WebhookControl: "webhook/{webhook.id}",
    ReplayControl: "replay/{replay.id}",
    ArticleState: "article/{uri}",
    StoryState: "story/{story_id}",
    Watermark: "watermark",
    HeldStory: "story/{story.story_id}",
    Told: "told/{subscription_id}/{story_id}",
    FeedState: "{url}",
    Attempt: "{webhook}/{alert}",
    Answer: "{webhook}/{alert}",
    Redriven: "{topic}/{partition}/{offset}",
}
"""The key of each record (UTF-8), with its fields in braces, as str.format takes it. A foreign producer's raw article
may have any."""

_HEADERS: Mapping[str, Document] = {
    "Headers": HEADERS,
    "RawHeaders": HEADERS | {"required": []},  # a foreign producer need not know of any
    "DeadLetterHeaders": DEAD_LETTER_HEADERS,
}


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic as it is made. `partitions` None: as the deployment sets; `dead_letters`: the topic of those."""

    name: str
    partitions: int | None
    config: Mapping[str, object]
    dead_letters: "Channel | None" = None


@dataclass(frozen=True, slots=True)
class Operation:
    """A step of the wire sends to, or receives from, a topic. `group` is its consumer group."""

    step: str
    action: Literal["send", "receive"]
    topic: str
    group: str | None = None


def document(version: str, channels: Sequence[Channel], operations: Sequence[Operation]) -> Document:
    """The whole document, `version` being the application's. Every channel but those of dead letters has a contract."""
    messages: Document = {DEAD_LETTER: _dead_letter()}
    schemas: Document = {name: _formatted(schema) for name, schema in _HEADERS.items()}
    for channel in channels:
        contract = CONTRACTS[channel.name]
        _, found = definitions(contract, "#/components/schemas/{name}/schema")
        schemas |= {name: {"schemaFormat": SCHEMA_FORMAT, "schema": schema} for name, schema in found.items()}
        messages |= {
            f"{contract.topic}.{r.__name__}": _message(contract, r, found[r.__name__]) for r in contract.records
        }
    every = [c for channel in channels for c in (channel, channel.dead_letters) if c is not None]
    return {
        "asyncapi": VERSION,
        "id": "urn:wiredesk",
        "info": {
            "title": "Wiredesk",
            "version": version,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {channel.name: _channel(channel) for channel in every},
        "operations": {f"{o.step}.{o.action}.{o.topic}": _operation(o) for o in operations},
        "components": {"messages": messages, "schemas": schemas},
    }


_ABOUT = """\
Raw news articles in; clean, tagged and enriched articles, stories and alerts out. Topic and group names are without
the prefix that a deployment may set (WIREDESK_PREFIX). Read with `isolation_level=read_committed`: what a step writes
is a transaction.

What readers may rely on: fields are added, never taken away or given another meaning under the same version (the
number at the end of `ce_dataschema`). Ignore a field that you do not know, skip a record of a `kind` that you do not
know, and take a value that you do not know as it comes where its list is marked `x-open`. Topics marked as private are
a step's own memory.
"""


def _channel(channel: Channel) -> Document:
    kafka: Document = {"topic": channel.name, "topicConfiguration": dict(channel.config), **BINDING}
    if channel.partitions is not None:
        kafka["partitions"] = channel.partitions
    contract = CONTRACTS.get(channel.name)
    return {
        "address": channel.name,
        "description": _purpose(channel.name, contract),
        "messages": {name: {"$ref": f"#/components/messages/{full}"} for name, full in _names(contract).items()},
        "bindings": {"kafka": kafka},
    }


def _purpose(name: str, contract: Contract | None) -> str:
    if contract is None:
        return f"What could not be processed of {name.removesuffix('.dlq')}, with its original bytes and the reason."
    records = ", ".join(record.__name__ for record in contract.records)
    return f"{'Private: ' if name in PRIVATE else ''}{records}; contract {contract.dataschema}."


def _names(contract: Contract | None) -> dict[str, str]:
    """The messages of a channel: the name there, and the one among the components."""
    if contract is None:
        return {DEAD_LETTER: DEAD_LETTER}
    return {record.__name__: f"{contract.topic}.{record.__name__}" for record in contract.records}


def _message(contract: Contract, record: type[Any], schema: Document) -> Document:
    name = record.__name__
    key = {"type": "string", "description": f"`{KEYS[record]}`"}
    headers = "RawHeaders" if contract.topic == RAW else "Headers"
    return {
        "name": name,
        "title": name,
        "description": schema["description"],
        "contentType": "application/json",
        "headers": {"$ref": f"#/components/schemas/{headers}"},
        "payload": {"schemaFormat": SCHEMA_FORMAT, "schema": {"$ref": f"#/components/schemas/{name}/schema"}},
        "bindings": {"kafka": {"key": key, **BINDING}},
    }


def _dead_letter() -> Document:
    return {
        "name": DEAD_LETTER,
        "title": DEAD_LETTER,
        "description": "A record that a step refused: key, value and headers as they came, and why in further headers.",
        "contentType": "application/octet-stream",
        "headers": {"$ref": "#/components/schemas/DeadLetterHeaders"},
        "bindings": {"kafka": {"key": {"type": "string", "description": "The key as it came, if any."}, **BINDING}},
    }


def _formatted(schema: Document) -> Document:
    """A schema of ours within the document: `$schema` and `$id` would begin a document of its own."""
    inner = {name: value for name, value in schema.items() if name not in ("$schema", "$id")}
    return {"schemaFormat": SCHEMA_FORMAT, "schema": inner}


def _operation(operation: Operation) -> Document:
    reference = f"#/channels/{operation.topic}"
    names = _names(CONTRACTS.get(operation.topic))
    does = "reads" if operation.action == "receive" else "writes"
    found: Document = {
        "action": operation.action,
        "channel": {"$ref": reference},
        "summary": f"The step {operation.step} {does} {operation.topic}.",
        "messages": [{"$ref": f"{reference}/messages/{name}"} for name in names],
    }
    if operation.group is not None:
        group = {"type": "string", "enum": [operation.group]}
        found["bindings"] = {"kafka": {"groupId": group, **BINDING}}
    return found
