"""What changed, for pages that are open: a short memory of changes, which a reader who was away goes on from."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

REMEMBERED = 500
NAMED = 100
"""Ids in one change; where there are more, it names none, which means any."""


@dataclass(frozen=True, slots=True)
class Change:
    """`id` says how far its reader is. Kinds: `hello` (nothing is missed from here), `reset` (look at everything anew),
    `change` (what `data` names), `health`."""

    id: str
    kind: str
    data: dict[str, Any]


class Changes:
    """The last changes of this process. Lives on one event loop."""

    def __init__(self) -> None:
        self._life = token_hex(4)
        self._held: deque[Change] = deque(maxlen=REMEMBERED)
        self._count = 0
        self._news = asyncio.Event()
        self._closed = False

    def put(self, kind: str, data: dict[str, Any]) -> None:
        """Tell every reader."""
        self._count += 1
        self._held.append(Change(self._id(self._count), kind, data))
        self._wake()

    def close(self) -> None:
        """End every reader."""
        self._closed = True
        self._wake()

    async def follow(self, last_id: str | None) -> AsyncGenerator[Change, None]:
        """What comes after the change `last_id`; none: from now on. Where that is not remembered (another life of this
        process, or too long ago), a `reset` comes first. A reader that is too slow gets one, too."""
        position = self._place(last_id)
        if last_id is None or position is None:
            position = self._count
            yield Change(self._id(position), "hello" if last_id is None else "reset", {})
        while not self._closed:
            news = self._news
            if self._count - position > len(self._held):
                position = self._count
                yield Change(self._id(position), "reset", {})
            elif position < self._count:
                change = self._held[position - self._count]
                position += 1
                yield change
            else:
                await news.wait()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _id(self, count: int) -> str:
        return f"{self._life}-{count}"

    def _place(self, last_id: str | None) -> int | None:
        life, _, count = (last_id or "").partition("-")
        known = life == self._life and count.isdecimal() and int(count[:18]) <= self._count
        return int(count) if known else None


def named(ids: set[str]) -> list[str] | None:
    """`ids` in order; none (any) where there are many."""
    return sorted(ids) if len(ids) <= NAMED else None
