"""The command line: `wiredesk COMMAND`. Each command's module says what it takes; this one only names them."""

import typer
from pydantic_core import ValidationError

from workers.cli import (
    broker,
    clock,
    delivery,
    demo,
    desk,
    explain,
    feed,
    ingest,
    pipe,
    profile,
    publish,
    redrive,
    replay,
    replays,
    subscriptions,
    tag,
    tail,
    topics,
    up,
    webhooks,
    worker,
)
from workers.pool.supplies import SupplyError
from workers.settings import SettingsError

GROUPS = {
    "Set up": {"broker": broker.app, "topics": topics.app, "profile": profile.app},
    "Subscribe": {"subscriptions": subscriptions.app, "webhooks": webhooks.app},
    "Go back": {"replays": replays.app},
}
COMMANDS = {
    "Set up": (demo.demo,),
    "Run": (up.up, worker.worker, ingest.ingest, feed.feed, delivery.delivery, desk.desk, clock.clock),
    "Put in": (publish.publish,),
    "Look": (tail.tail, explain.explain, tag.tag, pipe.pipe),
    "Go back": (replay.replay, redrive.redrive),
}

app = typer.Typer(
    name="wiredesk",
    help="Event-driven, streaming news enrichment on Kafka.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for panel, groups in GROUPS.items():
    for name, group in groups.items():
        app.add_typer(group, name=name, rich_help_panel=panel)
for panel, commands in COMMANDS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)


def main() -> None:
    """Run the command line. A setting that can't be is a message, not a traceback."""
    try:
        app()
    except ValidationError as error:
        for problem in error.errors():
            name = "_".join(map(str, problem["loc"])).upper()
            given = "..." if "PASSWORD" in name or "KEY" in name else repr(problem["input"])
            typer.echo(f"WIREDESK_{name}={given}: {problem['msg']}", err=True)
        raise SystemExit(2) from error
    except (SettingsError, SupplyError) as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()
