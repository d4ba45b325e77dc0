"""Redrive: dead letters back to the topic they came from, each with a receipt in the same transaction.

The record goes as it stands, its `wd_dlq_*` headers too, so that attempts count on. Kafka's timestamp is that of the
redrive (an old one could be taken by retention before a step reads it); the first one is in a header, and a raw article
counts as collected then (schemas.codec).
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime

from schemas.codec import encode
from schemas.envelope import headers
from schemas.ids import digest
from schemas.registry import CONTRACTS, REDRIVES
from schemas.sources import Redriven
from workers.reading.cluster import TopicMissingError, partitions
from workers.reading.log import Entry, read
from workers.replay.copier import fencing
from workers.replay.letters import Choice, Fate, fate, partition, reason, receipt_key, source, uri
from workers.service.transaction import Transactions, Write
from workers.settings import Settings

BATCH_RECORDS = 100
BATCH_BYTES = 8 * 2**20
"""About what one transaction takes back, at most."""
SOURCE = "/wiredesk/redrive"


@dataclass
class Redrive:
    """What became of the letters so far, by (fate, dead-letter topic, reason); `refused`: those that can't go back."""

    counts: Counter[tuple[Fate, str, str]] = field(default_factory=Counter)
    refused: list[tuple[Entry, Fate]] = field(default_factory=list)

    @property
    def back(self) -> int:
        """How many went back."""
        return sum(count for (fate_, _, _), count in self.counts.items() if fate_ is Fate.BACK)


async def redrive(
    settings: Settings, topics: Sequence[str], choice: Choice, limit: int | None, dry: bool, told: Redrive
) -> None:
    """Take those letters of `topics` (dead-letter topics without prefix) back that `choice` names, `limit` of them at
    most, as they are now: what fails again meanwhile is left for the next time. Fills `told` as it commits; `dry`
    writes nothing and fences nobody.

    Raises TakenOverError where another redrive was started meanwhile: what is in `told` then is done.
    """
    await partitions(settings, [*topics, REDRIVES])
    there = await _there(settings, sorted({source(topic) for topic in topics}))
    transactions = None if dry else Transactions(settings, settings.group("redrive"), "letters")
    if transactions is not None:
        await transactions.start()
    try:  # fenced first, then asked what is done: nobody else can do it any more
        work = _Work(settings, choice, await _done(settings), there, transactions, told)
        async with aclosing(read(settings, topics)) as entries:
            async for entry in entries:
                if limit is not None and told.back + work.waiting >= limit:
                    break
                await work.take(entry)
        await work.commit()
    finally:
        if transactions is not None:
            await transactions.stop()


class _Work:
    """Letters on their way back, in batches of one transaction each."""

    def __init__(
        self,
        settings: Settings,
        choice: Choice,
        done: set[str],
        there: dict[str, int],
        transactions: Transactions | None,
        told: Redrive,
    ) -> None:
        self._settings, self._choice, self._done, self._there = settings, choice, done, there
        self._transactions, self._told = transactions, told
        self._batch: list[Entry] = []
        self._size = 0

    @property
    def waiting(self) -> int:
        """Letters that are chosen and not committed yet."""
        return len(self._batch)

    async def take(self, letter: Entry) -> None:
        """Count what is not to go back, and hold what is until a batch is full."""
        found = fate(letter, self._choice, self._done, self._there, self._settings)
        if found.refused:
            self._told.refused.append((letter, found))
        if found is not Fate.BACK:
            self._count(found, letter)
            return
        self._batch.append(letter)
        self._size += len(letter.message.value or b"")
        if len(self._batch) == BATCH_RECORDS or self._size >= BATCH_BYTES:
            await self.commit()

    async def commit(self) -> None:
        """Write the batch and its receipts, as one."""
        now = datetime.now(UTC)
        if self._transactions is not None and self._batch:
            writes = [write for letter in self._batch for write in self._writes(letter, now)]
            with fencing("redriving"):
                await self._transactions.commit(writes)
        for letter in self._batch:
            self._count(Fate.BACK, letter)
        self._batch, self._size = [], 0

    def _count(self, found: Fate, letter: Entry) -> None:
        self._told.counts[found, letter.place.topic, reason(letter)] += 1

    def _writes(self, letter: Entry, now: datetime) -> list[Write]:
        to = source(letter.place.topic)
        message, key = letter.message, receipt_key(letter)
        receipt = Redriven(
            topic=letter.place.topic,
            partition=letter.place.partition,
            offset=letter.place.offset,
            to=to,
            uri=uri(letter),
            reason=reason(letter),
            time=now,
        )
        ce_id = digest("redrive", key, now.isoformat())
        fields = headers(CONTRACTS[REDRIVES], ce_id=ce_id, source=SOURCE, subject=key, time=now)
        back = partition(letter, self._there[to])
        return [
            Write(self._settings.topic(to), message.key, message.value, list(message.headers), back),
            Write(self._settings.topic(REDRIVES), key.encode(), encode(receipt), fields),
        ]


async def _there(settings: Settings, topics: Sequence[str]) -> dict[str, int]:
    """Those of `topics` that there are, with the number of their partitions."""
    found = {}
    for topic in topics:
        try:
            found[topic] = len((await partitions(settings, [topic]))[topic])
        except TopicMissingError:
            continue
    return found


async def _done(settings: Settings) -> set[str]:
    """The keys of all receipts: the letters that have gone back."""
    async with aclosing(read(settings, [REDRIVES])) as entries:
        return {entry.key async for entry in entries}
