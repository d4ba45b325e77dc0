"""What every long-running command does first: its options, its logs, and a look at the cluster before it starts."""

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from workers.settings import Settings

Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port of its pages; 0: any. [by WIREDESK_HTTP_PORT]")]
Parent = Annotated[int | None, typer.Option(hidden=True, help="End when this process ends.")]


def begin(name: str, port: int | None, parent: int | None, topics: Iterable[str]) -> "tuple[Settings, int]":
    """The settings and the port of process `name` (one of workers.pipeline.PROCESSES), its logs configured.

    Started by a person, it ends with a message where the broker or one of `topics` is missing; started by a supervisor
    (`parent` is its process id), it goes on, for the supervisor has looked, and ends with its parent.
    """
    from workers.cli.failures import told
    from workers.pipeline import PROCESSES
    from workers.reading.cluster import partitions
    from workers.service.lifeline import die_with
    from workers.settings import Settings
    from workers.telemetry.logs import configure

    settings = Settings()
    if parent is None:
        with told():
            asyncio.run(partitions(settings, topics))
    else:
        die_with(parent)
    configure(settings.log_level, settings.log_format, step=name)
    return settings, settings.port(PROCESSES.index(name)) if port is None else port
