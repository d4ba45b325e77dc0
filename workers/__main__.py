"""The command line: `wiredesk COMMAND`. Each command's module says what it takes; this one only names them."""

import typer
from pydantic_core import ValidationError

from workers.cli import broker, demo, explain, pipe, profile, publish, subscriptions, tail, topics, up, worker
from workers.pool.supplies import SupplyError

app = typer.Typer(
    name="wiredesk",
    help="Event-driven, streaming news enrichment on Kafka.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(broker.app, name="broker")
app.add_typer(profile.app, name="profile")
app.add_typer(topics.app, name="topics")
app.add_typer(subscriptions.app, name="subscriptions")
app.command()(publish.publish)
app.command()(tail.tail)
app.command()(explain.explain)
app.command()(demo.demo)
app.command()(pipe.pipe)
app.command()(worker.worker)
app.command()(up.up)


def main() -> None:
    """Run the command line. A setting that can't be is a message, not a traceback."""
    try:
        app()
    except ValidationError as error:
        for problem in error.errors():
            name = "_".join(map(str, problem["loc"])).upper()
            typer.echo(f"WIREDESK_{name}={problem['input']!r}: {problem['msg']}", err=True)
        raise SystemExit(2) from error
    except SupplyError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()
