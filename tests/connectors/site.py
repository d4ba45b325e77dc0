"""A publisher's web server that plays every role, the bad ones too: one path a role."""

import asyncio
import gzip
import itertools
import json
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def rss(*items: tuple[str, str], title: str = "The Ledger", extra: str = "") -> bytes:
    """A feed of (id, text) pairs, the first the newest."""
    told = "".join(
        f"<item><guid isPermaLink='false'>{uri}</guid><title>On {uri}</title><description>{text}</description></item>"
        for uri, text in items
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{extra}{told}</channel></rss>".encode()


def post(number: int, text: str, edited: str) -> dict[str, Any]:
    """A WordPress post, edited at a time."""
    return {
        "id": number,
        "link": f"https://paper.example/{number}/",
        "modified_gmt": edited,
        "title": {"rendered": f"Title {number}"},
        "content": {"rendered": f"<p>{text}</p>"},
    }


@dataclass
class Site:
    """What the server answers with; `asked` are the requests that came, as (path with query, headers)."""

    items: list[tuple[str, str]] = field(default_factory=lambda: [("urn:x:1", "one"), ("urn:x:2", "two")])
    posts: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    failing_pages: set[int] = field(default_factory=set)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""

    def url(self, path: str) -> str:
        """The address of a role."""
        return self.address + path

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Site"]:
        """Listen on the loopback."""
        app = web.Application()
        app.add_routes([web.get(path, self._noted(handler)) for path, handler in self._roles().items()])
        app.add_routes([web.get("/status/{status}", self._noted(self._status))])
        async with TestServer(app, host="127.0.0.1", skip_url_asserts=True) as server:
            self.address = f"http://127.0.0.1:{server.port}"
            yield self

    def _noted(self, handler: Handler) -> Handler:
        async def noted(request: web.Request) -> web.StreamResponse:
            self.asked.append((request.path_qs, dict(request.headers)))
            return await handler(request)

        return noted

    def _roles(self) -> dict[str, Handler]:
        return {
            "/feed": self._feed,
            "/wp-json/wp/v2/posts": self._posts,
            "/page": _fixed(b"<!doctype html><html><body>Not found</body></html>", "text/html"),
            "/empty": _fixed(b"", "application/rss+xml"),
            "/error": _fixed(b'{"code": "rest_no_route", "message": "No route"}', "application/json"),
            "/cut.json": _fixed(b'[{"id": 1, "link"', "application/json"),
            "/deep": _fixed(b"[" * 100_000 + b"]" * 100_000, "application/json"),
            "/hostile": _fixed(
                b"<rss><channel><item><author>" + b"a" * 400_000 + b"</author><description>x</description></item>"
                b"</channel></rss>",
                "application/rss+xml",
            ),
            "/some-empty": _fixed(rss(("urn:x:1", "one"), ("urn:x:9", "")), "application/rss+xml"),
            "/relative": _fixed(
                b"<rss><channel><ttl>90</ttl><item><link>/news/7</link><description>x</description></item></channel></rss>",
                "application/rss+xml",
            ),
            "/no-items": _fixed(rss(), "application/rss+xml"),
            "/slow": _slow,
            "/silent": _silent,
            "/endless": _endless,
            "/said-large": _said_large,
            "/bomb": _bomb,
            "/not-gzip": _not_gzip,
            "/short": _short,
            "/here": _to("/there"),
            "/there": _to("/here"),
            "/self": _to("/self"),
            "/far": _far,
            "/moved": _to("/feed", 301),
            "/moved-twice": _to("/moved", 308),
            "/lent": _to("/feed", 302),
            "/moved-then-lent": _to("/lent", 301),
            "/mail": _to("mailto:desk@paper.example"),
            "/file": _to("file:///etc/hostname"),
            "/nowhere": _to(""),
            "/metadata": _to("http://169.254.169.254/latest/meta-data/"),
        }

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        body = rss(*self.items)
        tag = f'"{zlib.crc32(body):x}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers=self.headers)
        return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": tag, **self.headers})

    async def _posts(self, request: web.Request) -> web.StreamResponse:
        size, page = int(request.query.get("per_page", "10")), int(request.query.get("page", "1"))
        if page in self.failing_pages:
            return web.Response(status=500)
        ordered = sorted(self.posts, key=lambda p: p["modified_gmt"], reverse=True)
        body = json.dumps(ordered[(page - 1) * size : page * size] or []).encode()
        pages = str(-(-len(ordered) // size))
        return web.Response(body=body, content_type="application/json", headers={"X-WP-TotalPages": pages})

    async def _status(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=int(request.match_info["status"]), headers=self.headers)


def _fixed(body: bytes, kind: str) -> Handler:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=body, content_type=kind)

    return answer


def _to(place: str, status: int = 302) -> Handler:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Location": place} if place else {})

    return answer


async def _far(request: web.Request) -> web.StreamResponse:
    step = int(request.query.get("n", "0")) + 1
    return web.Response(status=302, headers={"Location": f"/far?n={step}"})


async def _slow(request: web.Request) -> web.StreamResponse:
    """A slow loris: a byte at a time, for ever."""
    response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
    await response.prepare(request)
    for byte in itertools.cycle(rss(("urn:x:1", "one"))):
        await response.write(bytes([byte]))
        await asyncio.sleep(0.02)
    return response


async def _silent(_: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
    await response.prepare(request)
    while True:
        await response.write(b"<rss> " * 10_000)


async def _said_large(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": str(10**12)})
    await response.prepare(request)
    await asyncio.Event().wait()
    return response


async def _bomb(_: web.Request) -> web.StreamResponse:
    """100 MB of blanks in 100 KB."""
    return web.Response(body=gzip.compress(b" " * 100_000_000), headers={"Content-Encoding": "gzip"})


async def _not_gzip(_: web.Request) -> web.StreamResponse:
    return web.Response(body=b"certainly not gzip", headers={"Content-Encoding": "gzip"})


async def _short(request: web.Request) -> web.StreamResponse:
    """Less than it said."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"<rss>")
    assert request.transport is not None
    request.transport.close()
    return response
