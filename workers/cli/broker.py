"""`wiredesk broker start|stop|status|reset`: the local Kafka broker."""

import asyncio
import signal
import sys
import time
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.filesize import decimal
from rich.table import Table

from workers.broker.errors import BrokerError
from workers.cli.failures import console, told

if TYPE_CHECKING:
    from workers.broker.local import LocalBroker
    from workers.settings import Settings

NOT_RUNNING = 3
"""Exit code of `status` when no local broker answers, as service managers have it."""

app = typer.Typer(no_args_is_help=True, help="The local broker: a real Apache Kafka in a folder of its own.")


@app.command()
def start() -> None:
    """Start it and wait until it answers. Its address is printed on standard output."""
    with told():
        signal.signal(signal.SIGTERM, _leave)
        print(_local("start").start())


@app.command()
def stop() -> None:
    """Stop it; its data is kept."""
    with told():
        stopped = _local("stop").stop()
        console.print("The broker is stopped" if stopped else "No broker runs here")


@app.command()
def status() -> None:
    """Say what runs, where, and whether it answers. Exit code 3: no local broker does; 1: the cluster set does not."""
    from workers.settings import Settings

    settings = Settings()
    with told():
        answers = _show_cluster(settings) if settings.kafka_bootstrap else _show_local(_local("status"))
    if not answers:
        raise typer.Exit(NOT_RUNNING)


@app.command()
def reset(yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False) -> None:
    """Stop it and delete all of its data: topics, records, offsets."""
    with told():
        local = _local("reset")
        if not yes and sys.stdin.isatty():
            typer.confirm(f"Delete all records in {local.data}?", abort=True, err=True)
        local.reset()
        console.print(f"{local.data} is gone")


def _local(verb: str) -> "LocalBroker":
    from workers.settings import Settings

    settings = Settings()
    if settings.kafka_bootstrap:
        raise BrokerError(
            f"WIREDESK_KAFKA_BOOTSTRAP is set ({settings.kafka_bootstrap}): that cluster is used, and `wiredesk broker "
            f"{verb}` is for the local one. Unset it to use the local broker."
        )
    from workers.broker.local import LocalBroker

    return LocalBroker(settings.home, settings, lambda text: console.print(text, markup=False))


def _show_local(local: "LocalBroker") -> bool:
    found = local.status()
    if found is None:
        console.print(f"No broker runs here ({local.folder}). `wiredesk broker start` starts one.")
        return False
    minutes = (time.time() - found.started) / 60
    _show(
        address=found.bootstrap,
        answers="yes" if found.answers else "no",
        process=f"{found.pid}, up {minutes:.0f} min, {decimal(found.memory)} of memory",
        cluster=found.cluster_id,
        data=f"{local.data} ({decimal(local.data_bytes())})",
        logs=str(local.logs),
    )
    return found.answers


def _show_cluster(settings: "Settings") -> bool:
    from workers.broker import probe

    found = asyncio.run(probe.cluster(settings.kafka))
    _show(
        address=f"{settings.bootstrap} (WIREDESK_KAFKA_BOOTSTRAP)",
        answers="yes",
        cluster=found.cluster_id,
        brokers=", ".join(found.brokers),
        topics=str(found.topics),
    )
    return True


def _show(**rows: str) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    for name, value in rows.items():
        table.add_row(name, value)
    Console(highlight=False, markup=False).print(table)


def _leave(number: int, frame: FrameType | None) -> None:
    """SIGTERM in the middle of a start ends it as Ctrl-C does: with nothing left behind."""
    sys.exit(128 + number)
