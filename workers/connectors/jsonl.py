"""JSON lines: an article a line, as an envelope (`uri`, `body`, ...) or as a WordPress post."""

from collections.abc import Iterator

import orjson

from workers.connectors.format import Clock, Format
from workers.connectors.items import Item, Refusal, Refused, json_refusal, wrapped
from workers.connectors.source import Source


def knows(head: bytes) -> bool:
    """Whether the first line is a whole JSON object and another one follows."""
    first, _, after = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not (first.startswith(b"{") and after.lstrip().startswith(b"{")):
        return False
    try:
        return isinstance(orjson.loads(first), dict)
    except orjson.JSONDecodeError:
        return False


def read(source: Source, now: Clock) -> Iterator[Item]:
    """An article a line; blank lines are passed over."""
    lines = 0
    for number, line in source.lines(source.limits.record):
        label = f"{source.label}:{number}"
        if line is None:
            yield Refused(label, Refusal.TOO_LARGE, f"a line of more than {source.limits.record:,} bytes")
        elif line := line.removeprefix(b"\xef\xbb\xbf").strip():
            yield _item(label, line, now, source.name)
        else:
            continue
        lines += 1
    if not lines:
        yield Refused(source.label, Refusal.EMPTY, "no line in it")


def _item(label: str, line: bytes, now: Clock, via: str) -> Item:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Refused(label, json_refusal(error), str(error))
    if not isinstance(value, dict):
        return Refused(label, Refusal.WRONG_TYPE, f"a line holds an object, this is {type(value).__name__}")
    return wrapped(label, line, now(), via=via)


FORMAT = Format("jsonl", frozenset({".jsonl", ".ndjson"}), knows, read)
