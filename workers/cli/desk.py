"""`wiredesk desk`: the desk page."""

import asyncio

import typer

from workers.cli.process import Parent, Port, begin


def desk(port: Port = None, parent: Parent = None) -> None:
    """Serve the desk page: live stories and alerts, each story with its articles and their evidence, health of the
    steps. Folds the published topics into <home>/desk/desk.sqlite; deleted, that is folded again.

    Whoever reaches its port can read it: it asks for no key. It listens on loopback unless WIREDESK_HTTP_HOST says
    otherwise, and answers by loopback names unless WIREDESK_DESK_HOSTS names others.
    """
    from workers.desk.schema import FOLDED

    settings, port = begin("desk", port, parent, FOLDED)

    from workers.desk.desk import Desk

    async def run() -> int:
        return await Desk(settings, port).run()

    raise typer.Exit(asyncio.run(run()))
