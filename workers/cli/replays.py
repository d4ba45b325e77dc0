"""`wiredesk replays list|delete`: the replays that there are, and clearing them away."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from workers.cli.failures import REFUSED, say, told
from workers.reading.safe import one_line

if TYPE_CHECKING:
    from schemas.control import ReplayControl

app = typer.Typer(no_args_is_help=True, help="The replays that there are; `wiredesk replay` makes one.")


@app.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Show the replays that were begun and not deleted."""
    from schemas.control import ReplayControl
    from workers.reading.control import held as read_held
    from workers.settings import Settings

    with told():
        held = asyncio.run(read_held(Settings(), ReplayControl))
    if as_json:
        print(orjson.dumps(list(held.values()), option=orjson.OPT_UTC_Z).decode())
        return
    console = Console(highlight=False)
    if not held:
        console.print("There is no replay. `wiredesk replay --from TIME` makes one.")
        return
    table = Table("id", "state", "records", "prefix", "asked for", box=None, header_style="dim", pad_edge=False)
    for id_, record in held.items():
        table.add_row(one_line(id_), *_row(record))
    console.print(table)


@app.command()
def delete(
    name: Annotated[str, typer.Argument(metavar="ID", help="Its id or its prefix, as `list` shows them.")],
) -> None:
    """Delete the topics of a replay, and what is known of it. Exit code 1: there is none of that name, or it runs."""
    from workers.replay.errors import ReplayError
    from workers.replay.shelf import delete as delete_
    from workers.settings import Settings

    with told():
        try:
            record, count = asyncio.run(delete_(Settings(), name))
        except ReplayError as error:
            say(str(error))
            raise typer.Exit(REFUSED) from error
    print(f"Deleted replay {record.replay.id}: {count} topics under {record.replay.prefix}")


def _row(record: "ReplayControl") -> tuple[str, str, str, str]:
    replay = record.replay
    state = "[green]finished[/]" if replay.finished else "[yellow]not finished[/]"
    records = "" if replay.records is None else f"{replay.records:,}"
    return state, records, one_line(replay.prefix), one_line(replay.arguments)
