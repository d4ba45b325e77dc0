"""`wiredesk tail TOPIC`: the records of a topic, one a line."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.failures import told
from workers.reading.names import resolve
from workers.reading.since import since

if TYPE_CHECKING:
    from workers.reading.log import Entry, Start


def tail(
    topic: Annotated[
        str,
        typer.Argument(
            help="alerts, stories, raw, clean, tagged, enriched, decisions, deliveries, control, raw.dlq, '*.dlq' ..."
        ),
    ],
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="beginning|end|TIME",
            help="2024-03-01T12:00:00Z, or 15m: that long ago.",
            show_default="beginning",
        ),
    ] = None,
    follow: Annotated[
        bool | None, typer.Option("--follow/--no-follow", "-f/-F", help="Go on with what comes. `--from end` does.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", "-n", min=1, help="The newest N, as `tail -n`; with --from or -f: the first N from there."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line: place, key, headers, value.")
    ] = False,
) -> None:
    """Print the records of a topic, one a line: what is there now, like `kubectl logs`; with -f also what comes.

    In a terminal a line is cut at its width; into a file or a pipe it is whole. Joins no consumer group: nothing of
    the wire is disturbed. Ctrl-C ends it.
    """
    try:
        topics = resolve(topic)
        begin = _start(start or "beginning")
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    following = start == "end" if follow is None else follow
    with told():
        asyncio.run(_print(topics, begin, following, limit, as_json, newest=start is None and not following))


def _start(asked: str) -> "Start":
    return asked if asked in ("beginning", "end") else since(asked, datetime.now(UTC))  # type: ignore[return-value]


async def _print(
    topics: list[str], start: "Start", follow: bool, limit: int | None, as_json: bool, *, newest: bool
) -> None:
    from rich.console import Console

    from workers.reading.as_json import as_object, dumped
    from workers.reading.lines import line
    from workers.reading.log import read
    from workers.settings import Settings

    console = Console(highlight=False)
    printed = 0
    async with aclosing(read(Settings(), topics, start=start, follow=follow)) as entries:
        async for entry in _newest(entries, limit) if newest and limit else entries:
            if as_json:
                sys.stdout.write(dumped(as_object(entry)) + "\n")
                if follow:
                    sys.stdout.flush()
            else:
                shown = line(entry, topic=len(topics) > 1)
                if console.is_terminal:
                    shown.truncate(console.width, overflow="ellipsis")
                console.print(shown, soft_wrap=True)
            printed += 1
            if printed == limit:
                return
    sys.stdout.flush()


async def _newest(entries: "AsyncIterator[Entry]", limit: int) -> "AsyncIterator[Entry]":
    """The newest `limit` of all `entries`, the oldest of them first. All are read, for partitions come in any order
    and offsets don't count records; only `limit` are held."""
    kept: list[tuple[datetime, int, Entry]] = []
    number = 0
    async for entry in entries:
        number += 1  # decides between equal times, before the entries would be compared
        item = (entry.message.timestamp, number, entry)
        if number <= limit:
            heappush(kept, item)
        else:
            heappushpop(kept, item)
    for _, _, entry in sorted(kept):
        yield entry
