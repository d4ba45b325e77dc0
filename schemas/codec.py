"""Records to bytes and back: JSON by orjson, validated by msgspec on the way in."""

import base64
import codecs
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec
import orjson

from schemas.article import RawArticle
from schemas.base import record
from schemas.control import Deleted
from schemas.envelope import FIRST_TIMESTAMP
from schemas.ids import payload_uri
from schemas.registry import CONTRACTS, CONTROL, RAW, Contract

YEARS = (1900, 2200)
"""The years that a record's times lie in; beyond them they could not be added to."""

_LOOKS_LIKE_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
"""How a JSON object or an array of them begins. Text may begin with a bracket, too ("[Update] ...")."""


_BARE: tuple[tuple[Callable[[dict[str, Any]], bool], tuple[str, ...]], ...] = (
    (lambda v: isinstance(v.get("content"), dict) and isinstance(v.get("title"), dict), ("link",)),
    (lambda v: "uri" in v and ("bodies" in v or any(name.startswith("body_") for name in v)), ("uri",)),
    (lambda v: "@context" in v or "@graph" in v, ("url", "@id")),
)
"""The JSON objects that are payloads of their own (a WordPress post, ninjs, JSON-LD), and their fields that name the
article, best first."""


class Fault(StrEnum):
    """Why bytes are not a record: a bounded set, for metric labels and dead letters."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    NOT_JSON = "not_json"
    WRONG_TYPE = "wrong_type"
    MISSING_FIELD = "missing_field"
    SCHEMA_VERSION = "schema_version"


class DecodeError(ValueError):
    """Bytes that are no record of their topic; `fault` is the reason, the text names the place."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault = fault
        self.detail = detail


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(seconds: float) -> datetime:
    """A Kafka timestamp, in seconds, as a time. A broker takes any number: what is no time is the epoch."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return EPOCH


@record
class Message:
    """A Kafka record as the core sees it: `timestamp` is Kafka's, in UTC; headers as (name, value) pairs."""

    topic: str
    key: bytes | None
    value: bytes | None
    timestamp: datetime
    headers: tuple[tuple[str, bytes], ...] = ()

    def header(self, name: str) -> str | None:
        """The last header called `name`, or none."""
        for given, value in reversed(self.headers):
            if given == name:
                return value.decode("utf-8", "replace")
        return None


def encode(value: Any) -> bytes:
    """A record as JSON: fields in their order, times in RFC 3339 with `Z`. The same record gives the same bytes."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def decode(message: Message) -> Any:
    """The record in `message`, by its topic's contract (topic without prefix).

    A raw article may come without an envelope: see `wrap`; a redriven one counts as collected when it came first. A
    tombstone on the control topic is a `Deleted`. Raises DecodeError.
    """
    contract = CONTRACTS[message.topic]
    _check_version(message, contract)
    if message.value is None and contract.topic == CONTROL:
        return Deleted(key=(message.key or b"").decode("utf-8", "replace"))
    if not message.value or not message.value.strip():
        raise DecodeError(Fault.EMPTY, f"no value on {message.topic}")
    if contract.topic == RAW:
        return wrap(message.value, _came(message), message.header("content-type"))
    return _validate(_parse(message.value), contract)


def wrap(payload: bytes, collected: datetime, mimetype: str | None = None) -> RawArticle:
    """`payload` as a raw article: an envelope as it is (`collected` filled in where it has none), anything else as the
    body of one whose `uri` is a hash of the bytes.

    A JSON object with `body` or `body_base64` is an envelope; a WordPress post, an article in ninjs or JSON-LD is a
    bare payload with its address as `uri`, alone or the only one of an array. Raises DecodeError for JSON that is
    neither.
    """
    text = payload.removeprefix(codecs.BOM_UTF8)
    if _LOOKS_LIKE_JSON.match(text):
        return _wrap_json(_parse(text), payload, collected)
    return _bare(payload, payload_uri(payload), collected, mimetype)


def _came(message: Message) -> datetime:
    """When a record came to the wire: Kafka's timestamp, for a redriven one that of the first time."""
    first = message.header(FIRST_TIMESTAMP) or ""
    time = moment(int(first) / 1000) if first.isdecimal() and len(first) < 15 else message.timestamp
    return time if YEARS[0] <= time.year <= YEARS[1] else message.timestamp


def _wrap_json(value: Any, payload: bytes, collected: datetime) -> RawArticle:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        raise DecodeError(Fault.WRONG_TYPE, "an array where a raw article (an object) belongs: publish its items")
    if "body" in value or "body_base64" in value:
        if (value.get("body") is None) == (value.get("body_base64") is None):
            raise DecodeError(Fault.WRONG_TYPE, "exactly one of `body` and `body_base64` holds the payload")
        if value.get("collected") is None:
            value["collected"] = collected
        if not value.get("uri"):
            value["uri"] = payload_uri(payload)
        return _aware(_validate(value, CONTRACTS[RAW]))
    fields = next((fields for knows, fields in _BARE if knows(value)), None)
    if fields is not None:
        said = next((value[f] for f in fields if isinstance(value.get(f), str) and value[f]), None)
        url = said if said and said.startswith(("http://", "https://")) else None
        return _bare(payload, said or payload_uri(payload), collected, "application/json", url=url)
    raise DecodeError(Fault.MISSING_FIELD, "`body`: a raw article needs `uri` and `body` (or `body_base64`)")


def _aware(article: RawArticle) -> RawArticle:
    """A time without an offset is read as UTC, so that times can be compared."""
    if article.collected.tzinfo is not None:
        return article
    return replace(article, collected=article.collected.replace(tzinfo=UTC))


def _bare(payload: bytes, uri: str, collected: datetime, mimetype: str | None, url: str | None = None) -> RawArticle:
    try:
        text, encoded = payload.decode("utf-8"), None
    except UnicodeDecodeError:
        text, encoded = None, base64.b64encode(payload).decode("ascii")
    return RawArticle(uri=uri, url=url, collected=collected, mimetype=mimetype, body=text, body_base64=encoded)


def _parse(value: bytes) -> Any:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as error:
        fault = Fault.TOO_DEEP if "depth limit" in str(error) else Fault.NOT_JSON
        raise DecodeError(fault, str(error)) from error


def _validate(value: Any, contract: Contract) -> Any:
    if not isinstance(value, dict):
        raise DecodeError(Fault.WRONG_TYPE, f"{contract.topic} carries objects, this is {type(value).__name__}")
    types = contract.records
    if len(types) > 1:
        types = tuple(t for t in types if t.__dataclass_fields__["kind"].default == value.get("kind"))
        if not types:
            raise DecodeError(Fault.WRONG_TYPE, f"kind {value.get('kind')!r} is none of {contract.topic}'s")
    try:
        found = msgspec.convert(value, types[0])
    except msgspec.ValidationError as error:
        fault = Fault.MISSING_FIELD if "missing required field" in str(error) else Fault.WRONG_TYPE
        raise DecodeError(fault, str(error)) from error
    for name in types[0].__dataclass_fields__:
        time = getattr(found, name)
        if isinstance(time, datetime) and not YEARS[0] <= time.year <= YEARS[1]:
            raise DecodeError(Fault.WRONG_TYPE, f"`{name}` is {time}: a time between {YEARS[0]} and {YEARS[1]} is read")
    return found


def _check_version(message: Message, contract: Contract) -> None:
    claimed = message.header("ce_dataschema")
    if claimed is not None and claimed.startswith("urn:wiredesk:") and claimed != contract.dataschema:
        raise DecodeError(Fault.SCHEMA_VERSION, f"{claimed} came, {contract.dataschema} is read here")
