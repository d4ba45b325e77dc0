"""The no-op step's work, the same for every peer: decode, change, encode. orjson only."""

import sys
from typing import NamedTuple

import orjson


class Task(NamedTuple):
    """What a peer is told on its command line."""

    bootstrap: str
    source: str
    target: str
    group: str
    batch: int


def task() -> Task:
    """The task of this process."""
    *names, batch = sys.argv[1:]
    return Task(*names, batch=int(batch))


def change(value: bytes) -> bytes:
    """A ~3 KB JSON object with one field more and one changed."""
    record = orjson.loads(value)
    record["format"] = "bench"
    record["source"] = record["source"].upper()
    return orjson.dumps(record)
