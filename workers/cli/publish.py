"""`wiredesk publish PATH...`: articles that people have, onto `news.raw`."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from workers.cli.failures import INTERRUPTED, NO_CLUSTER, REFUSED, say, told
from workers.connectors.formats import FORMATS
from workers.reading.safe import one_line

if TYPE_CHECKING:
    from workers.connectors.paths import Reading
    from workers.connectors.publisher import Tally

SHOWN = 20
"""Refusals that are listed one by one."""


def publish(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders; `-` is standard input.")],
    format: Annotated[
        str | None, typer.Option(help=f"Read all as {', '.join(FORMATS)}; else each by its name and beginning.")
    ] = None,
    collected: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d"],
            help="Stamp articles with this time (UTC where it has no offset) instead of now.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Publish articles: text, HTML, JSON articles or WordPress posts, saved REST pages, RSS and Atom, JSON lines.

    What can't be an article is refused by name, and the rest goes on. Prints what the broker acknowledged and what
    was refused. Exit code 0: all is published; 1: something was refused; 2: no broker, or one that lacks the topic.
    """
    from workers.connectors.paths import Reading
    from workers.connectors.publisher import BrokerGoneError, Tally

    if format is not None and format not in FORMATS:
        raise typer.BadParameter(f"{format!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    stamp = None if collected is None else collected if collected.tzinfo else collected.replace(tzinfo=UTC)
    reading = Reading(paths, lambda: stamp or datetime.now(UTC), format=FORMATS[format] if format else None)
    tally, code, began = Tally(), 0, time.monotonic()
    with told():
        try:
            asyncio.run(_run(reading, tally))
        except BrokerGoneError as error:
            say(f"The broker stopped acknowledging: {error}")
            code = NO_CLUSTER
        except KeyboardInterrupt:
            code = INTERRUPTED
    _report(tally, time.monotonic() - began, as_json)
    raise typer.Exit(code or (REFUSED if tally.refused else 0))


async def _run(reading: "Reading", tally: "Tally") -> None:
    from schemas.registry import RAW
    from workers.connectors.feeder import feed
    from workers.connectors.publisher import publish as send
    from workers.reading import cluster
    from workers.settings import Settings

    settings = Settings()
    await cluster.partitions(settings, [RAW])
    with _progress(reading, tally) as shown:
        async with aclosing(feed(reading)) as items:
            await send(settings, items, tally, now=lambda: datetime.now(UTC), on_change=shown)


@contextmanager
def _progress(reading: "Reading", tally: "Tally") -> Iterator[Callable[[], None]]:
    """A bar on standard error while it is a terminal: bytes read of all, articles acknowledged and refused."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("[dim]published[/] {task.fields[acknowledged]}"),
        TextColumn("[red]refused {task.fields[refused]}[/]"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    task = bar.add_task("publish", total=reading.total, acknowledged=0, refused=0)

    def shown() -> None:
        bar.update(task, completed=reading.consumed, acknowledged=tally.acknowledged, refused=len(tally.refused))

    with bar:
        yield shown


def _report(tally: "Tally", seconds: float, as_json: bool) -> None:
    if as_json:
        summary = {
            "acknowledged": tally.acknowledged,
            "bytes": tally.bytes,
            "seconds": round(seconds, 3),
            "refused": tally.reasons,
            "refusals": [asdict(refused) for refused in tally.refused],
        }
        print(orjson.dumps(summary).decode())
        return
    console = Console(highlight=False)
    for refused in tally.refused[:SHOWN]:
        line = Text.assemble(("refused ", "red"), one_line(refused.label), (f"  {refused.reason.value}: ", "yellow"))
        console.print(line.append(one_line(refused.detail), "dim"), soft_wrap=True)
    if len(tally.refused) > SHOWN:
        console.print(f"... and {len(tally.refused) - SHOWN} more; `--json` lists all", style="dim")
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row("acknowledged", f"[green]{tally.acknowledged:,}[/]", f"{decimal(tally.bytes)} in {seconds:.1f} s")
    for reason, count in tally.reasons.items():
        table.add_row("refused", f"[red]{count:,}[/]", reason)
    console.print(table)
