"""`wiredesk worker [STEP]`: run one step, or all of them under the supervisor."""

import asyncio
import signal
from typing import TYPE_CHECKING, Annotated

import typer

from workers.pipeline import STEPS

if TYPE_CHECKING:
    from workers.settings import Settings


def worker(
    step: Annotated[str | None, typer.Argument(help=f"One of {', '.join(STEPS)}; all of them without it.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port of /metrics, /healthz, /readyz; 0: any.")
    ] = None,
    parent: Annotated[int | None, typer.Option(hidden=True, help="End when this process ends.")] = None,
) -> None:
    """Run the steps: a process each, started again when it fails. SIGTERM finishes the batch in hand."""
    from workers.settings import Settings
    from workers.telemetry.logs import configure

    settings = Settings()
    if step is not None and step not in STEPS:
        raise typer.BadParameter(f"{step!r} is no step; the steps are {', '.join(STEPS)}")
    if parent is None:
        _look(settings, step)
    configure(settings.log_level, settings.log_format, step=step or "supervisor")
    if step is None:
        raise typer.Exit(asyncio.run(_all(settings)))
    if parent is not None:
        from workers.pool.lifeline import die_with

        die_with(parent)
    if port is None:
        port = settings.http_port and settings.http_port + list(STEPS).index(step)
    raise typer.Exit(asyncio.run(_one(step, settings, port)))


def _look(settings: "Settings", step: str | None) -> None:
    """Say what is missing before anything starts: a broker, or topics."""
    from workers.cli.failures import told
    from workers.pipeline import TOPICS, all_topics
    from workers.reading.cluster import partitions

    names = [topic.name for topic in all_topics()]
    if step is not None:
        row = STEPS[step]
        letters = [TOPICS[name].dlq.name for name in row.reads]
        names = [*row.reads, *row.writes, *letters, *([row.state] if row.state else [])]
    with told():
        asyncio.run(partitions(settings, names))


async def _one(step: str, settings: "Settings", port: int) -> int:
    from workers.stream.worker import Worker

    return await Worker(STEPS[step], settings, port).run()


async def _all(settings: "Settings") -> int:
    from workers.stream.supervisor import Supervisor

    supervisor = Supervisor(list(STEPS), settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, supervisor.stop)
    await supervisor.run()
    return 1 if supervisor.gave_up else 0
