"""A webhook's receiver that behaves as it is told to, well or badly, and keeps what it got."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web
from aiohttp.test_utils import TestServer

FOREVER = 3600.0


@dataclass
class Got:
    """A request, as it came, and the status that it was answered with, once it was."""

    headers: Mapping[str, str]
    body: bytes
    answered: int | None = None

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def alert(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self.body)["data"]
        return found


@dataclass
class Receiver:
    """At `url`; `got` are the requests so far. `behave` answers the next one and may be exchanged at any time."""

    behave: "Behaviour"
    url: str = ""
    got: list[Got] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The alerts that came, in order, repeats included."""
        return [got.alert["identifier"] for got in self.got]


Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answers(status: int, text: str = "", **headers: str) -> Behaviour:
    async def behave(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=text, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return behave


ok = answers(204)


async def after_a_minute(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(FOREVER)
    return web.Response()


def endless(status: int) -> Behaviour:
    """A body that never ends."""

    async def behave(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=status)
        await response.prepare(request)
        while True:
            await response.write(b"and on and on " * 5000)

    return behave


def dripping(status: int) -> Behaviour:
    """A body of which a byte comes, and no more."""

    async def behave(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=status)
        await response.prepare(request)
        await response.write(b".")
        await asyncio.sleep(FOREVER)
        return response

    return behave


async def hangs_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@asynccontextmanager
async def receiver(behave: Behaviour = ok, *, ssl: Any = None, port: int = 0) -> AsyncIterator[Receiver]:
    """A receiver on loopback that runs until the end of the block."""
    it = Receiver(behave)

    async def receive(request: web.Request) -> web.StreamResponse:
        got = Got(request.headers.copy(), await request.read())
        it.got.append(got)
        response = await it.behave(request)
        got.answered = response.status
        return response

    app = web.Application()
    app.router.add_post("/hook", receive)
    server = TestServer(app, host="127.0.0.1", port=port or None, scheme="https" if ssl else "http")
    await server.start_server(shutdown_timeout=0.1, ssl=ssl)
    try:
        it.url = str(server.make_url("/hook"))
        yield it
    finally:
        await server.close()


@asynccontextmanager
async def says(reply: bytes) -> AsyncIterator[str]:
    """A server that says `reply` to whoever connects, HTTP or not, and hangs up; gives its URL."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65_536)
        writer.write(reply)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
