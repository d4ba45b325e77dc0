"""The inputs of a chain: articles by the connectors for the first step, JSONL of records for any other."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from schemas.codec import Message, encode
from schemas.registry import RAW
from workers.connectors.items import Refusal
from workers.connectors.items import Refused as RefusedAtTheDoor
from workers.connectors.paths import STDIN, Reading
from workers.pipe.chain import Refused
from workers.pipeline import TOPICS, Step


class Articles:
    """The raw articles of `paths` (`-`: standard input), read as they are asked for, and what was refused on the way.
    `stamp` is the `collected` of articles that bring none. `total` is the bytes to read, where that is known."""

    def __init__(self, paths: Sequence[str], stamp: datetime) -> None:
        self._stamp = stamp
        self._reading = Reading(paths, lambda: stamp)
        self.total = self._reading.total
        self.refused: list[Refused] = []

    @property
    def consumed(self) -> int:
        """Bytes read so far."""
        return self._reading.consumed

    def __iter__(self) -> Iterator[Message]:
        for item in self._reading:
            if isinstance(item, RefusedAtTheDoor):
                self.refused.append(Refused(item.label, "door", item.reason, item.detail))
            else:
                key, value = item.article.uri.encode(), encode(item.article)
                yield Message(topic=RAW, key=key, value=value, timestamp=self._stamp)


class Records:
    """The records of `topic` in `paths`, one a line."""

    def __init__(self, topic: str, paths: Sequence[str], stamp: datetime) -> None:
        self._topic, self._paths, self._stamp = topic, paths, stamp
        self._limit = TOPICS[topic].max_bytes
        self.total = None if STDIN in paths else sum(Path(path).stat().st_size for path in paths)
        self.consumed = 0
        self.refused: list[Refused] = []

    def __iter__(self) -> Iterator[Message]:
        for path in self._paths:
            # A buffer of our own over standard input: a thread that waits in the interpreter's would break its exit.
            file = sys.stdin.fileno() if path == STDIN else path
            with open(file, "rb", closefd=path != STDIN) as lines:
                for number, line in enumerate(lines, 1):
                    self.consumed += len(line)
                    label = f"{path}:{number}"
                    if len(line) > self._limit:
                        self.refused.append(Refused(label, "door", Refusal.TOO_LARGE, f"{len(line):,} bytes"))
                    elif line.strip():
                        yield Message(topic=self._topic, key=label.encode(), value=line, timestamp=self._stamp)


def inputs(step: Step, paths: Sequence[str], stamp: datetime) -> Articles | Records:
    """What `step` reads, out of `paths`. Raises OSError for a file of records that can't be read."""
    topic = step.reads[0]
    return Articles(paths, stamp) if topic == RAW else Records(topic, paths, stamp)
