"""`wiredesk clock`: the wire's clock by itself, where no supervisor ticks."""

import asyncio
from typing import TYPE_CHECKING

import typer

from workers.cli.process import Parent, Port, begin
from workers.service.exits import Exit

if TYPE_CHECKING:
    from workers.settings import Settings


def clock(port: Port = None, parent: Parent = None) -> None:
    """Tick: a record each ten seconds, without which no story closes. `wiredesk worker` and `wiredesk up` do so by
    themselves; run this where each step runs by itself (`wiredesk worker STEP`), once."""
    from schemas.registry import CLOCK

    settings, port = begin("clock", port, parent, [CLOCK])
    raise typer.Exit(asyncio.run(_run(settings, port)))


async def _run(settings: "Settings", port: int) -> Exit:
    from time import monotonic

    import structlog

    from workers.service.stopping import stop_event
    from workers.stream.clock import INTERVAL, tick
    from workers.telemetry.health import Health
    from workers.telemetry.http import Pages

    log = structlog.get_logger()
    stop = stop_event()
    last = float("-inf")

    def acknowledged() -> None:
        nonlocal last
        last = monotonic()

    health = Health({"ticks are acknowledged": lambda: monotonic() - last < 3 * INTERVAL})
    pages = Pages("clock", health, settings.http_host, port)
    try:
        log.info("clock started", pages=await pages.start())
    except OSError as error:
        log.error("clock can't go on", detail=str(error))
        return Exit.TEMPFAIL
    ticking = asyncio.create_task(tick(settings, acknowledged))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({ticking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if ticking.done():
            ticking.result()  # only a fault of ours ends it
        return Exit.OK
    finally:
        ticking.cancel()
        stopping.cancel()
        await asyncio.gather(ticking, stopping, return_exceptions=True)
        await pages.stop()
