"""Outgoing HTTP that reaches public addresses only: feeds and webhooks name addresses that nobody here vouches for.

The check is on the address that a socket is about to connect to, at every hop of a redirect: a name that leads
elsewhere a moment later (DNS rebinding) passes no more than a literal address does.
"""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from aiohttp import AddrInfoType, ClientConnectionError, TCPConnector
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver

NAMES = 64
"""Names that are looked up at a time."""
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_IPV4_BITS = 2**32 - 1


class PrivateAddressError(ClientConnectionError):
    """A connection that was not made: the host's address is private, loopback, link-local or otherwise not public."""

    def __init__(self, host: str, *addresses: str) -> None:
        at = ", ".join(addresses)
        super().__init__(f"{host} is at {at}: not a public address" if at else f"{host} is not a public address")
        self.host = host


def look_up_names() -> None:
    """Give the running loop threads enough for the names of many hosts: one whose name server is silent holds one for
    a while, and must not hold the last."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(NAMES, "wiredesk-names"))


def is_public(address: str) -> bool:
    """Whether `address`, an IP address as text, is one of the public internet's. What holds an IPv4 address (mapped,
    NAT64, 6to4) is judged by that one."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        inner = IPv4Address(int(ip) & _IPV4_BITS) if ip in _NAT64 else ip.ipv4_mapped or ip.sixtofour
        if inner is None:
            return ip in _GLOBAL_UNICAST and ip.is_global
        ip = inner
    return ip.is_global and not ip.is_multicast


def connector(*, allow_private: bool, limit: int, limit_per_host: int = 0) -> TCPConnector:
    """A connector for one aiohttp.ClientSession (without `trust_env`: a proxy would connect for us, unchecked), of at
    most `limit` connections, `limit_per_host` to one host (0: no limit).

    Unless `allow_private`, a request raises PrivateAddressError where the host has no public address.
    """
    if allow_private:
        return TCPConnector(limit=limit, limit_per_host=limit_per_host)
    return TCPConnector(
        limit=limit, limit_per_host=limit_per_host, resolver=_PublicResolver(), socket_factory=_public_socket
    )


class _PublicResolver(ThreadedResolver):
    """Names to their public addresses, so that one private address among several is not tried."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await super().resolve(host, port, family)
        public = [result for result in found if is_public(result["host"])]
        if not public:
            raise PrivateAddressError(host, *(result["host"] for result in found))
        return public


def _public_socket(info: AddrInfoType) -> socket.socket:
    """The socket of a connection that is about to be made: the last word, and the only one on literal addresses."""
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise PrivateAddressError(str(address[0]))
    return socket.socket(family, kind, protocol)
