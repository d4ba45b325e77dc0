"""A record with its place as one JSON object: what `--json` prints."""

from typing import Any

import orjson

from workers.reading.log import Entry
from workers.reading.safe import safe_json


def as_object(entry: Entry) -> dict[str, Any]:
    """Place, time, key, headers and value. A value that is no JSON is text (`value_text`); bytes that are no UTF-8
    are shown with U+FFFD."""
    message = entry.message
    shown: dict[str, Any] = {
        "topic": entry.place.topic,
        "partition": entry.place.partition,
        "offset": entry.place.offset,
        "timestamp": message.timestamp,
        "key": None if message.key is None else entry.key,
        "headers": {name: value.decode("utf-8", "replace") for name, value in message.headers},
    }
    if message.value is None:
        return shown | {"value": None}
    try:
        return shown | {"value": orjson.loads(message.value)}
    except orjson.JSONDecodeError:
        return shown | {"value_text": message.value.decode("utf-8", "replace")}


def dumped(value: Any) -> str:
    """`value` as JSON on one line, safe for a terminal."""
    return safe_json(orjson.dumps(value, option=orjson.OPT_UTC_Z).decode())
