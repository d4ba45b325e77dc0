"""`wiredesk subscriptions apply|list|delete`: the standing queries of the alert step."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from workers.cli.failures import REFUSED, say, told
from workers.cli.subscription_file import subscriptions_of
from workers.reading.safe import one_line

if TYPE_CHECKING:
    from schemas.control import Query, Subscription
    from workers.connectors.control import Change
    from workers.settings import Settings

COLOUR = {"created": "green", "changed": "yellow", "unchanged": "dim", "deleted": "red"}

app = typer.Typer(no_args_is_help=True, help="The standing queries: a YAML file, put on the control topic.")
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


@app.command()
def apply(
    file: Annotated[Path, typer.Argument(help="YAML; `-` is standard input.", allow_dash=True)],
    prune: Annotated[bool, typer.Option("--prune", help="Delete the subscriptions that FILE does not name.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make the subscriptions of FILE hold: all of them, or none where the file has a mistake.

    Only what differs is written, as a new version; running it again changes nothing. Exit code 1: a mistake in FILE.
    """
    wanted = subscriptions_of(file)
    with told():
        changes = asyncio.run(_apply(wanted, prune))
    _print(changes, as_json)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Show the subscriptions that hold."""
    from schemas.control import SubscriptionControl
    from workers.reading.control import held as read_held
    from workers.settings import Settings

    with told():
        held = asyncio.run(read_held(Settings(), SubscriptionControl))
    if as_json:
        print(orjson.dumps(list(held.values()), option=orjson.OPT_UTC_Z).decode())
        return
    console = Console(highlight=False)
    if not held:
        console.print("No subscription holds. `wiredesk subscriptions apply FILE` makes some.")
        return
    table = Table("id", "version", "since (UTC)", "title and query", box=None, header_style="dim", pad_edge=False)
    for id_, record in held.items():
        about = Text(one_line(record.subscription.title), "bold")
        about.append("\n").append_text(_query(record.subscription.query))
        table.add_row(one_line(id_), str(record.subscription.version), f"{record.issued:%Y-%m-%d %H:%M}", about)
    console.print(table)


@app.command()
def delete(id: Annotated[str, typer.Argument(help="As `list` shows it.")], as_json: AsJson = False) -> None:
    """Delete one. What it was alerted of is cancelled. Exit code 1: there is none of that id."""
    with told():
        changes = asyncio.run(_delete(id))
    if not changes:
        say(f"No subscription is called {one_line(id)!r}; `wiredesk subscriptions list` shows them.")
        raise typer.Exit(REFUSED)
    _print(changes, as_json)


async def _apply(wanted: "tuple[Subscription, ...]", prune: bool) -> "list[Change]":
    from workers.connectors import control
    from workers.settings import Settings

    settings = Settings()
    held = await _held(settings)
    changes = control.plan(held, wanted, prune=prune)
    await control.say(settings, changes, datetime.now(UTC))
    return changes


async def _delete(id_: str) -> "list[Change]":
    from workers.connectors import control
    from workers.settings import Settings

    settings = Settings()
    held = await _held(settings)
    changes = [control.Change(control.Action.DELETED, held[id_])] if id_ in held else []
    await control.say(settings, changes, datetime.now(UTC))
    return changes


async def _held(settings: "Settings") -> "dict[str, Subscription]":
    from schemas.control import SubscriptionControl
    from workers.reading.control import held

    return {id_: record.subscription for id_, record in (await held(settings, SubscriptionControl)).items()}


def _print(changes: "list[Change]", as_json: bool) -> None:
    if as_json:
        rows: list[dict[str, Any]] = [
            {"action": c.action, "id": c.subscription.id, "version": c.subscription.version} for c in changes
        ]
        print(orjson.dumps(rows).decode())
        return
    console = Console(highlight=False)
    for change in changes:
        line = Text(f"{change.action.value:<10}", COLOUR[change.action.value])
        line.append(f"{one_line(change.subscription.id)} v{change.subscription.version}")
        console.print(line.append(f"  {one_line(change.subscription.title)}", "dim"), soft_wrap=True)
    if not changes:
        console.print("Nothing to do")


def _query(query: "Query") -> Text:
    """The clauses as `all country=MLI event_type=SANCTION  none ...`."""
    text = Text()
    for name in ("all", "any", "none"):
        for number, clause in enumerate(getattr(query, name)):
            text.append("" if number else f"{name} ", "dim").append(f"{clause.field}=", "cyan")
            text.append(f"{one_line(str(clause.value))}  ")
    return text
