"""A request's body, received within its limits: bytes as they are once decompressed, and time."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from workers.connectors.ingest.answers import Fault, problem


class Budget:
    """The bytes that all requests together may hold."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.held = 0

    @contextmanager
    def share(self) -> Iterator["Share"]:
        """A request's part of it, given back at the end."""
        share = Share(self)
        try:
            yield share
        finally:
            self.held -= share.taken

    def take(self, size: int) -> None:
        """Raises Problem where it is not there."""
        if self.held + size > self._limit:
            raise problem(Fault.BUSY, "Too many bytes are being received at once. Try again in a moment.")
        self.held += size


class Share:
    """What one request holds of a budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.taken = 0

    def take(self, size: int) -> None:
        """Take `size` bytes more. Raises Problem."""
        self._budget.take(size)
        self.taken += size


def check_length(request: web.Request, limit: int) -> None:
    """Refuse what says itself that it is over `limit` bytes. Raises Problem."""
    if (request.content_length or 0) > limit:
        raise _too_large(limit)


async def receive(request: web.Request, limit: int, seconds: float, share: Share) -> bytes:
    """The body, of `limit` bytes at most, which came within `seconds`. Raises Problem, having held no more."""
    check_length(request, limit)
    chunks: list[bytes] = []
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.content.iter_any():
                if share.taken + len(chunk) > limit:
                    raise _too_large(limit)
                share.take(len(chunk))
                chunks.append(chunk)
    except TimeoutError as error:
        raise problem(Fault.TOO_SLOW, f"The body did not come within {seconds:g} s.") from error
    except web.RequestPayloadError as error:
        raise problem(Fault.BROKEN_BODY, "The body is not encoded as its headers say.") from error
    return b"".join(chunks)


def _too_large(limit: int) -> Exception:
    return problem(Fault.TOO_LARGE, f"More than {limit:,} bytes. Post less at a time; many articles as JSON lines.")
