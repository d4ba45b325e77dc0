"""What a source format is: how it is recognised and how it is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from workers.connectors.items import Item
from workers.connectors.source import Source

Clock = Callable[[], datetime]
"""Gives the time (aware, UTC) that an article is stamped with as `collected`."""


@dataclass(frozen=True, slots=True)
class Format:
    """A source format.

    `suffixes` are name endings that mean this format whatever the content, `knows` tells it from the first bytes.
    `read` yields what it finds in order and refuses what it can't take; one bad item stops no other. It raises only
    OSError, as the stream does; it holds no more than the source's limits in memory.
    """

    name: str
    suffixes: frozenset[str]
    knows: Callable[[bytes], bool]
    read: Callable[[Source, Clock], Iterator[Item]]
