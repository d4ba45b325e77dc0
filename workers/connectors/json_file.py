"""A JSON file: one article (an envelope or a WordPress post), or an array of them (a saved WordPress REST page)."""

from collections.abc import Iterator
from typing import Any

import orjson

from workers.connectors import document
from workers.connectors.format import Clock, Format
from workers.connectors.items import Item, Refusal, Refused, json_refusal, wrapped
from workers.connectors.source import Source, TooLargeError

SUFFIX = ".json"


def knows(head: bytes) -> bool:
    """Whether it begins like a JSON object or array."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read(source: Source, now: Clock) -> Iterator[Item]:
    """The article, or the array's. What isn't JSON is text that begins with a bracket, unless it is called `.json`."""
    array = source.head().removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    try:
        payload = source.read(source.limits.container if array else source.limits.record)
    except TooLargeError as error:
        yield Refused(source.label, Refusal.TOO_LARGE, str(error))
        return
    payload = payload.removeprefix(b"\xef\xbb\xbf")
    if not payload.strip():
        yield Refused(source.label, Refusal.EMPTY, "nothing in it")
        return
    try:
        value = orjson.loads(payload)
    except orjson.JSONDecodeError as error:
        yield from _not_json(source, payload, now, error)
        return
    if isinstance(value, list):
        yield from _array(source, value, now)
    elif isinstance(value, dict):
        yield wrapped(source.label, payload, now(), via=source.name)
    else:
        yield Refused(
            source.label, Refusal.WRONG_TYPE, f"an object or an array belongs here, not {type(value).__name__}"
        )


def _array(source: Source, values: list[Any], now: Clock) -> Iterator[Item]:
    if not values:
        yield Refused(source.label, Refusal.EMPTY, "an array without items")
    for number, value in enumerate(values, 1):
        label = f"{source.label}#{number}"
        if isinstance(value, dict):
            yield wrapped(label, orjson.dumps(value), now(), via=source.name)
        else:
            yield Refused(label, Refusal.WRONG_TYPE, f"items are objects, this is {type(value).__name__}")


def _not_json(source: Source, payload: bytes, now: Clock, error: orjson.JSONDecodeError) -> Iterator[Item]:
    kind = document.binary(payload[:4096])
    reason = json_refusal(error)
    if reason is Refusal.TOO_DEEP or source.suffix == SUFFIX:
        yield Refused(source.label, reason, str(error))
    elif kind is not None:
        yield Refused(source.label, Refusal.BINARY, f"{kind}, where text belongs")
    elif len(payload) > source.limits.record:
        yield Refused(source.label, Refusal.TOO_LARGE, f"more than {source.limits.record:,} bytes")
    else:
        yield wrapped(source.label, payload, now(), via=source.name, mimetype="text/plain")


FORMAT = Format("json", frozenset({SUFFIX}), knows, read)
