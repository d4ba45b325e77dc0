"""What a channel is: one way to reach a receiver. Another one is a file beside these and a line in `channels`."""

from typing import Protocol

from schemas.control import Webhook
from workers.delivery.notice import Notice
from workers.delivery.outcome import Receipt


class Channel(Protocol):
    """Calls receivers. Made on the running loop by its type, which takes the settings."""

    async def send(self, notice: Notice, webhook: Webhook) -> Receipt:
        """Make one attempt. Returns once the receiver has it. Raises DeliveryError, and nothing else, where it does not
        or may not have it.

        It ends within the settings' `webhook_timeout` and a few seconds whatever the receiver does, holds no more than
        a few KB of what that says, never blocks the event loop, and is called for several notices at a time. It does
        not try again: that is the lane's.
        """
        ...

    async def close(self) -> None:
        """Let go of connections; no `send` is under way."""
        ...
