"""`wiredesk topics plan|apply`: the topics of the wire, as code."""

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from workers.cli.failures import told

if TYPE_CHECKING:
    from workers.broker.topics import Change, Wanted

PENDING = 2
"""Exit code of `plan` when something differs."""

PLANNED = {"keep": "ok", "create": "[green]create[/]", "alter": "[yellow]alter[/]"}
DONE = {"keep": "ok", "create": "[green]created[/]", "alter": "[yellow]altered[/]"}

app = typer.Typer(no_args_is_help=True, help="The topics of the wire, as code.")
AsJson = Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")]


@app.command()
def plan(as_json: AsJson = False) -> None:
    """Show what `apply` would do. Exit code 0: nothing differs; 2: something does; 1: an error."""
    changes = _run("plan")
    _print(changes, PLANNED, as_json)
    if any(change.action != "keep" or change.differences for change in changes):
        raise typer.Exit(PENDING)


@app.command()
def apply(as_json: AsJson = False) -> None:
    """Create what is missing and alter what differs, then wait until all topics can be used. Nothing is deleted."""
    _print(_run("apply"), DONE, as_json)


def _run(verb: str) -> "list[Change]":
    from workers.broker import topics
    from workers.settings import Settings

    with told():
        return asyncio.run({"plan": topics.plan, "apply": topics.apply}[verb](Settings()))


def _print(changes: "list[Change]", words: dict[str, str], as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(change) for change in changes], indent=2))
        return
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("topic", no_wrap=True)
    table.add_column("partitions", justify="right", no_wrap=True)
    table.add_column("kept", no_wrap=True)
    table.add_column("record up to", justify="right", no_wrap=True)
    table.add_column("")
    for change in changes:
        wanted = change.wanted
        size = int(wanted.config["max.message.bytes"]) / 2**20
        there = change.partitions if change.surplus else wanted.partitions
        table.add_row(wanted.name, str(there), _kept(wanted), f"{size:.1f} MiB", words[change.action])
    out = Console(highlight=False, soft_wrap=True)
    out.print(table)
    differing = [(change.wanted.name, difference) for change in changes for difference in change.differences]
    surplus = [change for change in changes if change.surplus]
    if differing or surplus:
        out.print()
    for name, difference in differing:
        out.print(f"{name}: {difference.what} {difference.found} -> {difference.wanted}", end="")
        out.print("" if difference.fixable else " [red](never changed here: it needs your decision)[/]")
    for change in surplus:
        wanted = change.wanted
        out.print(f"{wanted.name}: {change.partitions} partitions, {wanted.partitions} wanted", end="")
        out.print(" [dim](partitions can't be taken away)[/]")
    counts = {action: sum(change.action == action for change in changes) for action in words}
    out.print("\n" + ", ".join(f"{count} {words[action]}" for action, count in counts.items() if count))


def _kept(wanted: "Wanted") -> str:
    if wanted.config["cleanup.policy"] == "compact":
        return "compacted"
    hours = int(wanted.config["retention.ms"]) // 3_600_000
    return f"{hours // 24} days" if hours >= 24 else f"{hours} h"
