"""The channels there are, by the scheme of a webhook's URL: the one registry."""

from collections.abc import Callable
from urllib.parse import urlsplit

from schemas.control import Webhook
from workers.delivery.channel import Channel
from workers.delivery.notice import Notice
from workers.delivery.outcome import DeliveryError, Receipt
from workers.delivery.standard_webhook import StandardWebhook
from workers.service.guarded import is_public
from workers.settings import Settings

CHANNELS: dict[str, Callable[[Settings], Channel]] = {
    "http": StandardWebhook,
    "https": StandardWebhook,
}


class Channels:
    """All channels as one, each opened once: what a lane sends through."""

    def __init__(self, settings: Settings) -> None:
        opened = {kind: kind(settings) for kind in set(CHANNELS.values())}
        self._opened = list(opened.values())
        self._by_scheme = {scheme: opened[kind] for scheme, kind in CHANNELS.items()}

    async def send(self, notice: Notice, webhook: Webhook) -> Receipt:
        """As Channel.send, by the channel that speaks the URL's scheme."""
        scheme = webhook.url.partition(":")[0].lower()
        channel = self._by_scheme.get(scheme)
        if channel is None:
            raise DeliveryError("bad_url", f"no channel speaks {scheme!r}; there are {', '.join(self._by_scheme)}")
        return await channel.send(notice, webhook)

    async def close(self) -> None:
        """Close each."""
        for channel in self._opened:
            await channel.close()


def problem(url: str) -> str | None:
    """What is wrong with `url` as a webhook's, for people; None: nothing that can be seen from here."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is no port
        host = (parts.hostname or "").encode("idna")
    except (ValueError, UnicodeError) as error:
        return f"it is no URL: {error}"
    if parts.scheme not in CHANNELS:
        return f"its scheme is {parts.scheme!r}; {' and '.join(CHANNELS)} are spoken"
    if not host:
        return "it names no host"
    if parts.username is not None or parts.password is not None:
        return "it holds a name or a password, which would be on the control topic; requests are signed instead"
    if any(not character.isprintable() or character.isspace() for character in url):
        return "it holds a blank or a control character"
    return None


def private(url: str) -> str | None:
    """The host of `url` if it is plain to see that it is not on the public internet (a literal address, localhost)."""
    host = urlsplit(url).hostname or ""
    try:
        return None if is_public(host) else host
    except ValueError:
        return host if host == "localhost" or host.endswith(".localhost") else None
