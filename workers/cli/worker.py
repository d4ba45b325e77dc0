"""`wiredesk worker [STEP]`: run one step, or all of them under the supervisor."""

import asyncio
from typing import Annotated

import typer

from workers.cli.process import Parent, Port, begin
from workers.pipeline import STEPS, TOPICS


def worker(
    step: Annotated[str | None, typer.Argument(help=f"One of {', '.join(STEPS)}; all of them without it.")] = None,
    port: Port = None,
    parent: Parent = None,
) -> None:
    """Run the steps: a process each, started again when it fails. SIGTERM finishes the batch in hand."""
    if step is None:
        from workers.cli.up import supervised
        from workers.stream.supervisor import WORKERS

        supervised(WORKERS)
    if step not in STEPS:
        raise typer.BadParameter(f"{step!r} is no step; the steps are {', '.join(STEPS)}")
    row = STEPS[step]
    letters = [TOPICS[name].dlq.name for name in row.reads]
    names = [*row.reads, *row.writes, *letters, *([row.state] if row.state else [])]
    settings, port = begin(step, port, parent, names)

    from workers.stream.worker import Worker

    async def run() -> int:
        return await Worker(row, settings, port).run()

    raise typer.Exit(asyncio.run(run()))
