"""The channel of webhooks: an HTTP POST, signed as Standard Webhooks 1.0.0 says, by its own library."""

import asyncio
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientSSLError,
    ClientTimeout,
    DummyCookieJar,
    InvalidURL,
)
from standardwebhooks import Webhook as Signer

from schemas.control import Webhook
from schemas.delivery import Failure
from workers.delivery import secrets
from workers.delivery.notice import Notice, payload
from workers.delivery.outcome import DeliveryError, Receipt, meaning
from workers.service.guarded import PrivateAddressError, connector
from workers.service.retry_after import retry_after
from workers.settings import Settings

BODY_BYTES = 4096
BODY_SECONDS = 2.0
"""What is read of an answer, for people, and so that the connection can serve again; more is cut off."""

FAILURES: tuple[tuple[type[Exception], Failure], ...] = (
    (PrivateAddressError, "private_address"),
    (InvalidURL, "bad_url"),
    (UnicodeError, "bad_url"),  # a host that is no name (a label of more than 63 characters)
    (ClientSSLError, "tls"),
    (ssl.SSLError, "tls"),
    (TimeoutError, "timeout"),
    (ClientError, "connection"),
    (OSError, "connection"),
)
"""What aiohttp raises, and what it means; the first that fits holds."""


class StandardWebhook:
    """Posts notices. Cookies, redirects and proxies are not for it, and private addresses only where settings say."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session = ClientSession(
            connector=connector(allow_private=settings.allow_private, limit=0),  # the lanes limit themselves
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            timeout=ClientTimeout(total=None, sock_connect=None),
            headers={"User-Agent": f"wiredesk/{version('wiredesk')}", "Content-Type": "application/json"},
        )

    async def send(self, notice: Notice, webhook: Webhook) -> Receipt:
        """As Channel.send. Any answer of 2xx is a receipt, whatever its body does."""
        body = payload(notice)
        headers = self._signed(notice, webhook, body, datetime.now(UTC))
        try:
            async with asyncio.timeout(self._settings.webhook_timeout):
                response = await self._session.post(webhook.url, data=body, headers=headers, allow_redirects=False)
        except tuple(kind for kind, _ in FAILURES) as error:
            reason = next(failure for kind, failure in FAILURES if isinstance(error, kind))
            raise DeliveryError(reason, str(error) or type(error).__name__) from error
        said = await _beginning(response)
        failure = meaning(response.status)
        if failure is None:
            return Receipt(response.status)
        wait = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        seconds = None if wait is None else wait.total_seconds()
        raise DeliveryError(failure, said, status=response.status, retry_after=seconds)

    async def close(self) -> None:
        """As Channel.close."""
        await self._session.close()

    def _signed(self, notice: Notice, webhook: Webhook, body: bytes, now: datetime) -> dict[str, str]:
        """The three headers; a signature for each secret that the webhook has."""
        try:
            keys = secrets.load(self._settings, webhook.secret)
        except secrets.SecretError as error:
            raise DeliveryError("no_secret", str(error)) from error
        text = body.decode()
        return {
            "webhook-id": notice.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(Signer(key).sign(notice.id, now, text) for key in keys),
        }


async def _beginning(response: ClientResponse) -> str:
    """The first bytes of the answer, as text. Ends in time whatever comes; a connection with more on it is closed."""
    read = bytearray()
    with suppress(ClientError, OSError):
        async with asyncio.timeout(BODY_SECONDS):
            while len(read) < BODY_BYTES and (chunk := await response.content.read(BODY_BYTES - len(read))):
                read += chunk
    if response.content.at_eof():
        response.release()
    else:
        response.close()
    return read.decode("utf-8", "replace")
