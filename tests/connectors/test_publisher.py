"""Publishing on a real broker: what is acknowledged is there, what is refused is named."""

import asyncio
import base64
import json
import os
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.article import RawArticle
from schemas.codec import decode, encode
from schemas.registry import RAW
from workers.connectors.door import BATCH_BYTES
from workers.connectors.feeder import feed
from workers.connectors.items import Found, Item, Refusal, Refused
from workers.connectors.publisher import BrokerGoneError, Tally, publish
from workers.pipeline import TOPICS
from workers.reading.log import Entry, read
from workers.settings import Settings

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


def run(settings: Settings, items: list[Item]) -> tuple[Tally, list[Entry]]:
    """Publish `items`, then read the topic back."""

    async def go() -> tuple[Tally, list[Entry]]:
        tally = Tally()
        async with aclosing(feed(items)) as stream:
            await publish(settings, stream, tally, now=lambda: NOW)
        async with aclosing(read(settings, [RAW])) as entries:
            return tally, [entry async for entry in entries]

    return asyncio.run(go())


def article(number: int, body: str = "words") -> Found:
    return Found(f"a:{number}", RawArticle(uri=f"u:{number}", collected=NOW, body=body))


def test_what_is_acknowledged_is_there(topics: Settings) -> None:
    items: list[Item] = [article(n) for n in range(2500)]
    items.insert(7, Refused("b", Refusal.EMPTY, "nothing"))
    tally, entries = run(topics, items)
    assert (tally.acknowledged, tally.reasons) == (2500, {"empty": 1})
    assert sorted(e.key for e in entries) == sorted(f"u:{n}" for n in range(2500))
    assert len({e.place.partition for e in entries}) == topics.partitions
    assert all(decode(e.message).uri == e.key for e in entries)


def test_the_largest_record_that_passes_the_door_passes_the_broker(topics: Settings) -> None:
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=TOPICS[RAW].max_bytes))
    empty = run(topics, [article(1, "")])[0].bytes
    room = TOPICS[RAW].max_bytes - BATCH_BYTES - empty
    tally, entries = run(topics, [article(2, noise[:room]), article(3, noise[: room + 1]), article(4)])
    assert (tally.acknowledged, tally.reasons) == (2, {"too_large": 1})
    assert {e.key for e in entries} == {"u:1", "u:2", "u:4"}


def test_the_limit_holds_for_what_does_not_compress(topics: Settings) -> None:
    data = base64.b64encode(random.Random(1).randbytes(3_000_000)).decode()
    found = Found("noise", RawArticle(uri="u", collected=NOW, body_base64=data))
    assert run(topics, [found])[0].acknowledged == 1


def test_cancelled_it_still_awaits_what_is_on_its_way(topics: Settings) -> None:
    async def endless() -> AsyncIterator[Item]:
        for number in range(50):
            yield article(number)
        await asyncio.Event().wait()

    async def go() -> int:
        tally = Tally()
        task = asyncio.create_task(publish(topics, endless(), tally, now=lambda: NOW))
        while tally.acknowledged < 50:
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return tally.acknowledged

    assert asyncio.run(asyncio.wait_for(go(), 20)) == 50


def test_a_broker_that_acknowledges_nothing_is_gone(topics: Settings) -> None:
    """Less patience than the producer lingers: as if the broker were frozen."""

    async def go() -> Tally:
        tally = Tally()
        async with aclosing(feed([article(1), article(2)])) as stream:
            with pytest.raises(BrokerGoneError, match="nothing for"):
                await publish(topics, stream, tally, now=lambda: NOW, stall=0.0005)
        return tally

    tally = asyncio.run(go())
    assert tally.acknowledged + tally.reasons.get("not_acknowledged", 0) in (1, 2)  # the second may not be sent at all


def test_what_the_source_raises_is_raised(topics: Settings) -> None:
    def broken() -> Iterator[Item]:
        yield article(1)
        raise RuntimeError("a fault of ours")

    async def go() -> None:
        async with aclosing(feed(broken())) as stream:
            await publish(topics, stream, Tally(), now=lambda: NOW)

    with pytest.raises(RuntimeError, match="a fault of ours"):
        asyncio.run(go())


def command(settings: Settings, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {
        "WIREDESK_KAFKA_BOOTSTRAP": settings.bootstrap,
        "WIREDESK_PREFIX": settings.prefix,
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }
    return subprocess.run(
        [sys.executable, "-m", "workers", "publish", *arguments],
        input=stdin, capture_output=True, env=environment, check=False, timeout=60,
    )  # fmt: skip


def test_the_command_counts_and_says_why(topics: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b.json").write_text("[1, {}]")
    done = command(topics, str(tmp_path), "-", "--json", stdin=encode(article(1).article))
    summary = json.loads(done.stdout)
    assert (summary["acknowledged"], summary["refused"]) == (2, {"missing_field": 1, "wrong_type": 1})
    assert done.returncode == 1
    told = command(topics, str(tmp_path))
    assert b"b.json#1  wrong_type: items are objects, this is int" in told.stdout
    assert (told.returncode, told.stderr) == (1, b"")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"prefix": "absent."}, b"has no topic absent.news.raw"),
        ({"kafka_bootstrap": "127.0.0.1:9"}, b"No Kafka broker answers at 127.0.0.1:9"),
    ],
)
def test_without_a_cluster_it_says_what_to_do(settings: Settings, change: dict[str, str], message: bytes) -> None:
    done = command(settings.model_copy(update=change), "-", stdin=b"text")
    assert done.returncode == 2
    assert message in done.stderr
    assert b"Traceback" not in done.stderr
