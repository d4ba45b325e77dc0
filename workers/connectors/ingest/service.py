"""The ingest server as a process: from start to exit code."""

import asyncio
from ipaddress import ip_address

import structlog

from workers.connectors.ingest.app import application
from workers.connectors.ingest.articles import Articles
from workers.connectors.ingest.broker import Broker
from workers.service.exits import Exit
from workers.service.stopping import stop_event
from workers.settings import Settings
from workers.telemetry.health import Health
from workers.telemetry.http import Pages

log = structlog.get_logger()

FINISH_SECONDS = 20.0
"""For the requests in hand at the end: less than the supervisor's patience."""


async def serve(settings: Settings, port: int) -> int:
    """Serve until SIGTERM or SIGINT; requests in hand are finished then. The exit code: TEMPFAIL where the port is
    taken."""
    stop = stop_event()
    broker = Broker(settings)
    articles = Articles(settings, broker)
    pages = Pages(
        "ingest",
        Health({"broker answers": lambda: broker.answers}),
        settings.http_host,
        port,
        application(settings, articles),
    )
    keeping = asyncio.create_task(broker.keep())
    stopping = asyncio.create_task(stop.wait())
    try:
        address = await pages.start()
        log.info("ingest started", address=address, key=settings.api_key is not None)
        if settings.api_key is None and not _is_loopback(settings.http_host):
            log.warning("everyone who reaches it may post: set WIREDESK_API_KEY", host=settings.http_host)
        await asyncio.wait({keeping, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if keeping.done():
            keeping.result()  # it never returns: a fault of ours
        await pages.close_port()
        await articles.idle(FINISH_SECONDS)
        return Exit.OK
    except OSError as error:
        log.error("can't listen", detail=str(error))
        return Exit.TEMPFAIL
    finally:
        await pages.stop()
        for task in (keeping, stopping):
            task.cancel()
        await asyncio.gather(keeping, stopping, return_exceptions=True)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
