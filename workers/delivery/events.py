"""Server-sent events: `GET /events` streams alerts as they come; a client that was away resumes by `Last-Event-ID`.

An event's id is its alert's offset on the topic, and resuming reads the topic: nothing is kept for a client, and a
restart of ours makes neither gap nor repeat.
"""

import asyncio

import structlog
from aiohttp import web
from aiohttp_sse import EventSourceResponse
from aiokafka.errors import KafkaError

from schemas.codec import encode
from schemas.registry import ALERTS
from workers.delivery.alerts import AlertLog
from workers.reading.cluster import ClusterError
from workers.reading.log import bounds
from workers.service.access import allowed
from workers.settings import Settings
from workers.telemetry import metrics

log = structlog.get_logger()

PING_SECONDS = 15.0
STALL_SECONDS = 20.0
"""A client that takes nothing for so long is cut off: it resumes where it was."""
RETRY_MS = 2000
LAST_ID = "Last-Event-ID"


class Events:
    """The stream of alerts for any number of clients up to the settings' `events_clients`."""

    def __init__(self, settings: Settings, alerts: AlertLog) -> None:
        self._settings, self._alerts = settings, alerts
        self._clients: set[EventSourceResponse] = set()
        self._closing = False

    def routes(self) -> list[web.RouteDef]:
        """What it serves."""
        return [web.get("/events", self._events, allow_head=False)]

    def close(self) -> None:
        """Let all clients go; they come back, and resume."""
        self._closing = True
        for client in self._clients:
            client.stop_streaming()

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """`?subscription=ID`, any number of times: alerts of these only."""
        self._check(request)
        cursor = self._cursor(request)
        wanted = frozenset(request.query.getall("subscription", ()))
        response = EventSourceResponse(ping_interval=PING_SECONDS, send_timeout=STALL_SECONDS)
        self._clients.add(response)
        metrics.EVENT_CLIENTS.set(len(self._clients))
        try:
            await response.prepare(request)
            async with response:
                await self._until_gone(response, cursor, wanted)
        finally:
            self._clients.discard(response)
            metrics.EVENT_CLIENTS.set(len(self._clients))
        return response

    def _check(self, request: web.Request) -> None:
        """Raise what refuses `request`, if anything does."""
        if not allowed(request, self._settings.api_key, by_query=True):
            raise web.HTTPUnauthorized(
                text="The API key is missing or wrong: `Authorization: Bearer KEY`, or `?api_key=KEY`.\n",
                headers={"WWW-Authenticate": "Bearer"},
            )
        if self._closing or not self._alerts.ready.is_set():
            raise _later("Not ready: the log of alerts is being read.\n")
        if len(self._clients) >= self._settings.events_clients:
            raise _later("All places are taken; WIREDESK_EVENTS_CLIENTS says how many there are.\n")

    def _cursor(self, request: web.Request) -> int:
        """The offset to begin at: behind the last event that the client has, else at the end."""
        given = request.headers.get(LAST_ID) or request.query.get("last_event_id")
        if not given:
            return self._alerts.end
        known = given.isascii() and given.isdecimal() and len(given) < 19 and int(given) < self._alerts.end
        if not known:
            raise web.HTTPBadRequest(text=f"{LAST_ID}: no event of this stream; leave it out to begin with the next.\n")
        return int(given) + 1

    async def _until_gone(self, response: EventSourceResponse, cursor: int, wanted: frozenset[str]) -> None:
        """Stream until the client, or we, go away. Its pings find out that it went."""
        streaming = asyncio.create_task(self._stream(response, cursor, wanted))
        gone = asyncio.create_task(response.wait())
        try:
            await asyncio.wait({streaming, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (streaming, gone):
                task.cancel()
            await asyncio.gather(streaming, gone, return_exceptions=True)

    async def _stream(self, response: EventSourceResponse, cursor: int, wanted: frozenset[str]) -> None:
        try:
            await response.write(f"retry: {RETRY_MS}\r\n\r\n".encode())
            await self._tell_gap(response, cursor)
            async for published in self._alerts.since(cursor):
                alert = published.alert
                if not wanted or alert.subscription_id in wanted:
                    await response.send(encode(alert).decode(), id=str(published.offset), event=alert.msgType)
        except (ConnectionError, TimeoutError):
            return  # the client is gone, or takes nothing
        except (ClusterError, KafkaError) as error:
            log.warning("a stream of events ended: the broker failed", detail=str(error))

    async def _tell_gap(self, response: EventSourceResponse, cursor: int) -> None:
        """Say so where the topic no longer holds all that a client asks for: an event `gap`."""
        if cursor == self._alerts.end or self._alerts.holds(cursor):
            return
        begin, _ = (await bounds(self._settings, [ALERTS]))[ALERTS, 0]
        if cursor < begin:
            gap = {"from": cursor, "to": begin, "why": "older than the topic keeps; the stream begins at its beginning"}
            await response.send(encode(gap).decode(), event="gap")


def _later(text: str) -> web.HTTPServiceUnavailable:
    return web.HTTPServiceUnavailable(text=text, headers={"Retry-After": "5"})
