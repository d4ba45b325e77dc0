"""`wiredesk delivery`: alerts to webhooks and to the clients of `GET /events`."""

import asyncio
from typing import Annotated

import typer

from workers.cli.process import Parent, Port, begin


def delivery(
    port: Port = None,
    parent: Parent = None,
    exercise: Annotated[
        bool, typer.Option("--exercise", help="Deliver replayed alerts only, with status Exercise.")
    ] = False,
    until_done: Annotated[
        bool, typer.Option("--until-done", help="End when each alert that there is was delivered, or given up.")
    ] = False,
) -> None:
    """Deliver alerts to the webhooks (`wiredesk webhooks`), and stream them at `GET /events`. SIGTERM ends it when the
    requests under way have an answer. One process a wire: a second one takes over."""
    from schemas.registry import ALERTS, CONTROL, DELIVERIES

    settings, port = begin("delivery", port, parent, [ALERTS, CONTROL, DELIVERIES])

    from workers.delivery.deliverer import Deliverer

    async def run() -> int:
        return await Deliverer(settings, port, exercise=exercise).run(until_done=until_done)

    raise typer.Exit(asyncio.run(run()))
