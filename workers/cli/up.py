"""`wiredesk up`: the whole desk on one machine, under one supervisor."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from workers.stream.supervisor import Child


def up() -> None:
    """Run everything: all steps, the ingest server, delivery and the desk page, a process each, started again when it
    fails. SIGTERM or Ctrl-C stops them in good order."""
    from workers.stream.supervisor import USES, WORKERS

    supervised([*WORKERS, *USES])


def supervised(children: "Sequence[Child]") -> NoReturn:
    """Run `children` until told to stop; exit code 1 where one of them gave up."""
    from workers.cli.failures import told
    from workers.pipeline import all_topics
    from workers.reading.cluster import partitions
    from workers.settings import Settings
    from workers.stream.supervisor import supervise
    from workers.telemetry.logs import configure

    settings = Settings()
    with told():
        asyncio.run(partitions(settings, [topic.name for topic in all_topics()]))
    configure(settings.log_level, settings.log_format, step="supervisor")
    raise typer.Exit(asyncio.run(supervise(children, settings)))
