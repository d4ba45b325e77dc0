"""The desk's process: the fold, the watch and the pages, from start to exit code."""

import asyncio
import os
import sqlite3
from datetime import UTC, datetime

import structlog
from aiohttp import web

from workers.desk.api import Api
from workers.desk.changes import Changes
from workers.desk.following import Following
from workers.desk.guard import guard, protect
from workers.desk.page import Page
from workers.desk.readers import Readers
from workers.desk.store import Store, StoreError
from workers.desk.watch import Watch
from workers.service.exits import Exit
from workers.service.stopping import end, stop_event
from workers.settings import Settings
from workers.telemetry.health import Health
from workers.telemetry.http import Pages

log = structlog.get_logger()


class Desk:
    """Folds the published topics under `<home>/desk` and serves the page on `port` until it is told to stop."""

    def __init__(self, settings: Settings, port: int) -> None:
        self._settings, self._port = settings, port
        self._store = Store(settings.home / "desk")
        self._changes = Changes()
        self._following = Following(settings, self._store, self._changes)
        self._readers = Readers(self._store)
        self._watch = Watch(settings, self._following, self._changes, _now)

    async def run(self) -> Exit:
        """Work until SIGTERM or SIGINT, or until the file can't be written. A broker that is away is waited for: what
        was folded is shown meanwhile."""
        stop = stop_event()
        try:
            await self._following.open()
        except (StoreError, OSError) as error:
            log.error("the desk can't have its file", detail=str(error))
            return Exit.TEMPFAIL
        pages = self._pages()
        try:
            log.info("desk started", page=await pages.start(), file=str(self._store.path), pid=os.getpid())
            return await self._until(stop)
        except OSError as error:
            log.error("desk can't go on", detail=str(error))
            return Exit.TEMPFAIL
        finally:
            self._changes.close()
            await pages.stop()
            self._readers.close()
            await self._following.close()

    async def _until(self, stop: asyncio.Event) -> Exit:
        stopping = asyncio.ensure_future(stop.wait())
        working = [asyncio.ensure_future(self._following.run()), asyncio.ensure_future(self._watch.run())]
        try:
            await asyncio.wait({stopping, *working}, return_when=asyncio.FIRST_COMPLETED)
            for task in working:
                if task.done():
                    task.result()
        except sqlite3.Error as error:
            log.error("the read model can't be written", file=str(self._store.path), detail=str(error))
            return Exit.TEMPFAIL
        except Exception as error:
            log.error("desk failed", error=type(error).__name__, detail=str(error), exc_info=error)
            return Exit.TEMPFAIL
        finally:
            await end([stopping, *working])
        return Exit.OK

    def _pages(self) -> Pages:
        app = web.Application(middlewares=[guard(self._settings.desk_hosts)])
        app.on_response_prepare.append(protect)
        app.router.add_routes(Page().routes())
        api = Api(self._readers, self._changes, self._watch, lambda: self._settings.bootstrap, _now)
        app.router.add_routes(api.routes())
        health = Health(
            {
                "broker answers": lambda: self._watch.last.answers is True and not self._watch.last.fault,
                "topics folded": lambda: self._watch.caught_up,
            }
        )
        return Pages("desk", health, self._settings.http_host, self._port, app)


def _now() -> datetime:
    return datetime.now(UTC)
