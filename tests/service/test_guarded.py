"""Outgoing HTTP reaches public addresses only, whatever name or redirect leads elsewhere."""

import asyncio
import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.resolver import ThreadedResolver
from aiohttp.test_utils import TestServer

from workers.service import guarded
from workers.service.guarded import PrivateAddressError, connector, is_public

NOT_PUBLIC = """
    127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3 192.0.0.1
    198.18.0.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 fc00::1 fd00::1 fe80::1 fe80::1%lo fec0::1 ff02::1 2001:db8::1 2001::1 100::1 4000::1 ::7f00:1
    ::ffff:127.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1::
""".split()


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]
)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    """Answers `/` with 200 and `/to?ADDRESS` with a redirect there."""

    async def root(_: web.Request) -> web.Response:
        return web.Response(text="private")

    async def to(request: web.Request) -> web.Response:
        raise web.HTTPFound(request.query["url"])

    app = web.Application()
    app.add_routes([web.get("/", root), web.get("/to", to)])
    async with TestServer(app, host="127.0.0.1") as running:
        yield running


async def get(url: str, *, allow_private: bool = False) -> int:
    async with (
        aiohttp.ClientSession(connector=connector(allow_private=allow_private, limit=4)) as session,
        asyncio.timeout(30),
        session.get(url) as answer,
    ):
        return answer.status


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
async def test_loopback_is_refused_by_name_and_by_number(server: TestServer, host: str) -> None:
    with pytest.raises(PrivateAddressError, match="not a public address"):
        await get(f"http://{host}:{server.port}/")


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.0.0.1."])
async def test_odd_ways_to_write_it_lead_nowhere(server: TestServer, host: str) -> None:
    with pytest.raises(aiohttp.ClientError):
        await get(f"http://{host}:{server.port}/")


async def test_unless_the_setting_allows_it(server: TestServer) -> None:
    assert await get(f"http://127.0.0.1:{server.port}/", allow_private=True) == 200


@pytest.mark.parametrize("host", ["127.0.0.2", "elsewhere.example"])
async def test_a_redirect_is_checked_like_the_first_address(
    server: TestServer, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded, "is_public", lambda address: address == "127.0.0.1")
    lead(monkeypatch, ["127.0.0.2"])
    assert await get(f"http://127.0.0.1:{server.port}/") == 200
    with pytest.raises(PrivateAddressError, match=host):
        await get(f"http://127.0.0.1:{server.port}/to?url=http://{host}:{server.port}/")


async def test_a_name_with_a_private_and_a_public_address_leads_to_the_public_one(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded, "is_public", lambda address: address == "127.0.0.1")
    lead(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    assert await get(f"http://mixed.example:{server.port}/") == 200


async def test_a_name_that_leads_elsewhere_the_second_time_is_refused(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding, past the resolver as well: the socket has the last word."""
    monkeypatch.setattr(guarded, "is_public", lambda address: address == "127.0.0.1")
    lead(monkeypatch, ["127.0.0.1"])
    guard = connector(allow_private=False, limit=4)
    async with aiohttp.ClientSession(connector=guard) as session:
        async with session.get(f"http://rebound.example:{server.port}/", headers={"Connection": "close"}) as answer:
            assert answer.status == 200
        guard.clear_dns_cache()
        lead(monkeypatch, ["127.0.0.2"])
        with pytest.raises(PrivateAddressError):
            await session.get(f"http://rebound.example:{server.port}/")
    with pytest.raises(PrivateAddressError):
        guarded._public_socket((socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.2", 80)))


def lead(monkeypatch: pytest.MonkeyPatch, addresses: list[str]) -> None:
    """Have every name resolve to `addresses`."""

    async def resolve(_: object, host: str, port: int = 0, family: int = 0) -> list[dict[str, object]]:
        common = {"hostname": host, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
        return [common | {"host": address} for address in addresses]

    monkeypatch.setattr(ThreadedResolver, "resolve", resolve)
