"""One polite request: conditional, within limits of time, bytes and redirects, to public addresses only."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from types import TracebackType

from aiohttp import (
    ClientError,
    ClientPayloadError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ContentTypeError,
    DummyCookieJar,
    InvalidURL,
)
from yarl import URL

from workers.connectors.polling.outcome import Outcome, PollError, of_status
from workers.connectors.polling.pace import fresh_for
from workers.service.guarded import PrivateAddressError, connector
from workers.service.hosts import Hosts
from workers.service.retry_after import retry_after
from workers.settings import Settings

ACCEPT = "application/rss+xml, application/atom+xml, application/json;q=0.9, application/xml;q=0.9, */*;q=0.1"
CHUNK = 64 * 1024
PERMANENT, TEMPORARY = frozenset({301, 308}), frozenset({302, 303, 307})


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one request: `body` in bytes, as they are once decompressed; `seconds` from the request to the body's last
    byte, `connect` of them to connect; `redirects` followed; connections at a time in all, and to one host."""

    body: int
    seconds: float
    connect: float = 10.0
    redirects: int = 5
    connections: int = 50
    per_host: int = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: status 200 with a `body`, or 304. `address` is where to ask next time: where redirects for good led.
    `pages` is WordPress's count of them."""

    status: int
    body: bytes
    address: str
    etag: str | None
    last_modified: str | None
    fresh: timedelta
    pages: int


class Fetcher:
    """Makes requests for all feeds: a slow server holds one of `limits.connections`, and no more than `per_host`."""

    def __init__(self, settings: Settings, limits: Limits) -> None:
        self._limits = limits
        self._allow_private = settings.allow_private
        contact = f"; +{settings.feed_contact}" if settings.feed_contact else ""
        self._agent = f"Wiredesk/{version('wiredesk')} (news feed reader{contact})"
        self._room = asyncio.Semaphore(limits.connections)
        self._hosts = Hosts(limits.per_host)
        self._session: ClientSession

    async def __aenter__(self) -> "Fetcher":
        self._session = ClientSession(
            connector=connector(allow_private=self._allow_private, limit=0),
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": self._agent, "Accept": ACCEPT},
            timeout=ClientTimeout(total=None, sock_connect=self._limits.connect),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(
        self, address: str, now: datetime, *, etag: str | None = None, last_modified: str | None = None
    ) -> Answer:
        """The answer of `address`; redirects are followed. Raises PollError."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value is not None}
        url = lasting = URL(address)
        moved = True
        seen = {url}
        for _ in range(self._limits.redirects + 1):
            async with self._hop(url, headers) as response:
                if response.status not in PERMANENT | TEMPORARY:
                    return await self._answer(response, str(lasting), conditional=bool(headers), now=now)
                target = _target(url, response)
            moved = moved and response.status in PERMANENT and not (url.scheme == "https" and target.scheme == "http")
            lasting = target if moved else lasting
            if target in seen:
                raise PollError(Outcome.REDIRECT_LOOP, f"redirects lead back to {target}", response.status)
            seen.add(target)
            url = target
        raise PollError(Outcome.REDIRECT_LOOP, f"more than {self._limits.redirects} redirects, last to {url}")

    @asynccontextmanager
    async def _hop(self, url: URL, headers: dict[str, str]) -> AsyncIterator[ClientResponse]:
        """One request within its limits, what goes wrong named. The time runs from when there is room for it."""
        async with self._hosts.slots(str(url)), self._room:
            try:
                async with (
                    asyncio.timeout(self._limits.seconds),
                    self._session.get(url, headers=headers, allow_redirects=False) as response,
                ):
                    yield response
            except PrivateAddressError as error:
                raise PollError(
                    Outcome.PRIVATE_ADDRESS, f"{error}; WIREDESK_ALLOW_PRIVATE lets feeds reach it"
                ) from error
            except TimeoutError as error:
                detail = f"not done in {self._limits.seconds:g} s, or not connected in {self._limits.connect:g} s"
                raise PollError(Outcome.TOO_SLOW, detail) from error
            except InvalidURL as error:
                raise PollError(Outcome.BAD_ADDRESS, f"{url} is no address") from error
            except (ClientPayloadError, ContentTypeError) as error:
                raise PollError(Outcome.BROKEN_BODY, f"the body is cut or not as it is said to be: {error}") from error
            except (ClientError, OSError) as error:
                raise PollError(Outcome.UNREACHABLE, f"{type(error).__name__}: {error}") from error

    async def _answer(self, response: ClientResponse, lasting: str, *, conditional: bool, now: datetime) -> Answer:
        headers, status = response.headers, response.status
        unchanged = status == 304 and conditional
        if status != 200 and not unchanged:
            wait = retry_after(headers.get("Retry-After"), now)
            outcome = Outcome.THROTTLED if status == 503 and wait is not None else of_status(status)
            due = None if wait is None else now + wait
            raise PollError(outcome, f"HTTP {status} {response.reason or ''}".rstrip(), status, due)
        pages = headers.get("X-WP-TotalPages", "")
        return Answer(
            status,
            b"" if unchanged else await self._body(response),
            lasting,
            headers.get("ETag"),
            headers.get("Last-Modified"),
            fresh_for(headers.get("Cache-Control"), headers.get("Age")),
            int(pages) if pages.isdecimal() and len(pages) < 9 else 1,
        )

    async def _body(self, response: ClientResponse) -> bytes:
        chunks, size = [], 0
        async for chunk in response.content.iter_chunked(CHUNK):
            size += len(chunk)
            if size > self._limits.body:
                raise PollError(Outcome.TOO_LARGE, f"more than {self._limits.body:,} bytes", response.status)
            chunks.append(chunk)
        return b"".join(chunks)


def _target(url: URL, response: ClientResponse) -> URL:
    """Where a redirect leads: http or https, its fragment and any password left out."""
    location = response.headers.get("Location")
    try:
        target = url.join(URL(location or "")).with_fragment(None)
        if location and target.scheme in ("http", "https") and target.host:
            return target.with_user(None)
    except ValueError:
        pass
    raise PollError(Outcome.BAD_ADDRESS, f"a redirect to {location!r}", response.status)
