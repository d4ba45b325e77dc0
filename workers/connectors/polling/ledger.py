"""What is remembered of a feed: folded from `wiredesk.feeds`, written in one transaction with what a poll found."""

import asyncio
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import aclosing, suppress
from datetime import datetime

from aiokafka.errors import KafkaError, KafkaTimeoutError

from schemas.codec import encode
from schemas.envelope import headers
from schemas.ids import digest
from schemas.registry import CONTRACTS, FEEDS, RAW
from schemas.sources import FeedState
from workers.connectors.door import Outgoing
from workers.reading.cluster import answered
from workers.reading.log import decoded, read
from workers.service.transaction import Transactions, Write
from workers.settings import Settings

SOURCE = "/wiredesk/feed"
COMMIT_SECONDS = 40.0
"""A broker that does not take a transaction for so long is taken for gone; after 60 s it would end it by itself."""
STOP_SECONDS = 5.0


async def held(settings: Settings, urls: AbstractSet[str]) -> dict[str, FeedState]:
    """The state of each feed of `urls` that has one. What can't be read there counts as none. Raises as
    workers.reading.log.read."""
    found: dict[str, FeedState] = {}
    async with aclosing(read(settings, [FEEDS])) as entries:
        async for entry in entries:
            if entry.key not in urls:
                continue
            state = decoded(entry)
            if state is None:
                found.pop(entry.key, None)
            else:
                found[entry.key] = state
    return found


class Ledger:
    """The one writer of a feed's state. Who opens it last has it: an earlier one's next `write` raises ProducerFenced,
    so that of two that poll a feed none publishes what the other has."""

    def __init__(self, settings: Settings, url: str) -> None:
        self._settings, self._url = settings, url
        self._transactions: Transactions | None = None

    async def open(self) -> None:
        """Take it over from whoever has it; the state is to be read after that. Raises NoBrokerError, KafkaError."""
        await self.close()
        self._transactions = Transactions(self._settings, self._settings.group("feed"), digest(self._url))
        async with answered(self._settings):
            await self._transactions.start()

    async def close(self) -> None:
        """Disconnect; a broker that is gone is not waited for."""
        transactions, self._transactions = self._transactions, None
        if transactions is not None:
            with suppress(TimeoutError, KafkaError):
                async with asyncio.timeout(STOP_SECONDS):
                    await transactions.stop()

    async def write(self, records: Sequence[Outgoing], state: FeedState, now: datetime) -> None:
        """Put `records` on `news.raw` and `state` beside them, all or nothing; a cancelled caller waits for it.

        Raises ProducerFenced where another has taken over, KafkaError where the broker did not take it: then nothing
        was written, but after a timeout (KafkaTimeoutError) that is not known, and it is to be opened and read again.
        """
        assert self._transactions is not None, "open it first"
        raw = self._settings.topic(RAW)
        writes = [Write(raw, record.key, record.value, record.headers) for record in records]
        committing = asyncio.ensure_future(self._transactions.commit([*writes, self._state(state, now)]))
        try:
            await asyncio.wait({committing}, timeout=COMMIT_SECONDS)
        except asyncio.CancelledError:
            await asyncio.wait({committing}, timeout=STOP_SECONDS)
            raise
        finally:
            if not committing.done():
                committing.cancel()
        if committing.cancelled() or not committing.done():
            raise KafkaTimeoutError(f"not taken in {COMMIT_SECONDS:g} s")
        committing.result()

    def _state(self, state: FeedState, now: datetime) -> Write:
        ce_id = digest("feed", self._url, now.isoformat())
        fields = headers(CONTRACTS[FEEDS], ce_id=ce_id, source=SOURCE, subject=self._url, time=now)
        return Write(self._settings.topic(FEEDS), self._url.encode(), encode(state), fields)
