"""The page's questions over HTTP: JSON of workers.desk.reads, health, and the live channel. For the page, not for
programs: those read the topics."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar, get_args

import orjson
from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from workers.desk import reads
from workers.desk.card import LEVELS, millis
from workers.desk.changes import Changes
from workers.desk.readers import Readers
from workers.desk.watch import Watch
from workers.service.problems import Problem

T = TypeVar("T")
LIVE = 200
"""Pages that may listen at the same time."""
RETRY_MS = 2_000
LONGEST_SEARCH = 300
COMPRESSED = 1_024
"""Bytes from which an answer is compressed."""


class Api:
    """The routes under /api; `bootstrap` is the broker's address as people know it."""

    def __init__(
        self,
        readers: Readers,
        changes: Changes,
        watch: Watch,
        bootstrap: Callable[[], str],
        now: Callable[[], datetime],
    ) -> None:
        self._readers, self._changes, self._watch, self._bootstrap, self._now = readers, changes, watch, bootstrap, now
        self._live = 0

    def routes(self) -> list[web.RouteDef]:
        """What to add to the application."""
        return [
            web.get("/api/stories", self._stories),
            web.get("/api/stories/{id}", self._story),
            web.get("/api/articles/{id}", self._article),
            web.get("/api/alerts", self._alerts),
            web.get("/api/health", self._health),
            web.get("/api/live", self._follow, allow_head=False),
        ]

    async def _stories(self, request: web.Request) -> web.Response:
        query = request.query
        text = query.get("q", "")
        if len(text) > LONGEST_SEARCH:
            raise Problem(HTTPStatus.BAD_REQUEST, f"q: at most {LONGEST_SEARCH} characters are searched for.")
        asked = reads.Asked(
            text=text,
            sort=one_of(query, "sort", get_args(reads.Sort)),
            sources=number(query, "sources", 0, 0, 1_000),
            severity=LEVELS[one_of(query, "severity", tuple(LEVELS))],
            alerted=one_of(query, "alerted", ("0", "1")) == "1",
            limit=number(query, "limit", 50, 1, 200),
            offset=number(query, "offset", 0, 0, 100_000),
        )
        return answer(await self._readers.ask(reads.stories, asked))

    async def _story(self, request: web.Request) -> web.Response:
        return self._found(await self._readers.ask(reads.story, request.match_info["id"]), "story")

    async def _article(self, request: web.Request) -> web.Response:
        return self._found(await self._readers.ask(reads.article, request.match_info["id"]), "article")

    async def _alerts(self, request: web.Request) -> web.Response:
        limit, offset = number(request.query, "limit", 50, 1, 200), number(request.query, "offset", 0, 0, 100_000)
        return answer(await self._readers.ask(reads.alerts, limit, offset))

    async def _health(self, _: web.Request) -> web.Response:
        found = self._watch.health(self._bootstrap())
        refused = await self._readers.ask(reads.refused, millis(self._now()))
        return answer(found | {"refused": refused, "held": await self._readers.ask(reads.counts)})

    async def _follow(self, request: web.Request) -> web.StreamResponse:
        if self._live >= LIVE:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "Too many pages listen already.", {"Retry-After": "10"})
        self._live += 1
        try:
            async with sse_response(request) as response:
                await self._send(response, request.headers.get("Last-Event-ID"))
            return response
        finally:
            self._live -= 1

    async def _send(self, response: EventSourceResponse, last_id: str | None) -> None:
        """Tell a page of changes until it leaves, or the desk ends."""
        gone = asyncio.ensure_future(response.wait())
        try:
            async with aclosing(self._changes.follow(last_id)) as changes:
                while (change := await _unless(gone, anext(changes, None))) is not None:
                    data = orjson.dumps(change.data).decode()
                    await response.send(data, id=change.id, event=change.kind, retry=RETRY_MS)
        except (ConnectionResetError, TimeoutError):
            return
        finally:
            gone.cancel()

    def _found(self, what: Mapping[str, Any] | None, kind: str) -> web.Response:
        if what is None:
            raise Problem(
                HTTPStatus.NOT_FOUND,
                f"There is no such {kind} here: it never was, or it is older than what its topic keeps.",
            )
        return answer(what)


async def _unless(gone: "asyncio.Future[None]", work: Awaitable[T]) -> T | None:
    """What `work` gives; none where `gone` came first."""
    working = asyncio.ensure_future(work)
    both: set[asyncio.Future[Any]] = {gone, working}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def number(query: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """The whole number `name` of a query. Raises Problem where it is none, or out of bounds."""
    text = query.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise Problem(HTTPStatus.BAD_REQUEST, f"{name}: a whole number from {least} to {most} belongs here.")
    return int(text)


def one_of(query: Mapping[str, str], name: str, choices: tuple[Any, ...]) -> Any:
    """The choice `name` of a query; the first where it names none. Raises Problem where it is none of them."""
    text = query.get(name, choices[0])
    if text not in choices:
        raise Problem(HTTPStatus.BAD_REQUEST, f"{name}: one of {', '.join(choices)} belongs here.")
    return text


def answer(what: Any) -> web.Response:
    """`what` as JSON that no cache keeps."""
    response = web.Response(body=orjson.dumps(what), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    if response.content_length and response.content_length > COMPRESSED:
        response.enable_compression()
    return response
