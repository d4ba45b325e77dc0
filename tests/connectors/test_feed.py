"""`wiredesk feed` on a real broker: nothing twice and nothing lost, over kills, a second poller and edits."""

import asyncio
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from schemas.codec import decode
from schemas.registry import FEEDS, RAW
from schemas.sources import FeedState
from tests.connectors.site import Site, post
from workers.connectors.polling import ledger
from workers.connectors.polling.ledger import held
from workers.connectors.polling.outcome import Outcome
from workers.connectors.polling.service import pollers
from workers.reading.log import read
from workers.service.exits import Exit
from workers.settings import Settings

EVERY = timedelta(minutes=5)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site().running() as site:
        yield site


@pytest.fixture
def near(topics: Settings) -> Settings:
    """The test's settings, with feeds on this machine allowed."""
    return topics.model_copy(update={"allow_private": True})


@asynccontextmanager
async def polling(settings: Settings, log: Path, *arguments: str) -> AsyncIterator[subprocess.Popen[bytes]]:
    """`wiredesk feed` as a process of its own, killed at the end."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "workers", "feed", *arguments, "--every", "1"],
            env=settings.environment(), stdout=out, stderr=out,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            await asyncio.to_thread(process.wait)


async def until(met: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    async with asyncio.timeout(60):
        while not met():
            assert process is None or process.poll() is None, f"it ended with {process.returncode}"
            await asyncio.sleep(0.02)


async def published(settings: Settings, least: int) -> Counter[tuple[str, str]]:
    """How often each (uri, ce_id) stands on news.raw, once there are `least` records: a commit is to be seen a moment
    after it is acknowledged."""
    found: list[tuple[str, str]] = []
    async with asyncio.timeout(60):
        while len(found) < least:
            async with aclosing(read(settings, [RAW])) as entries:
                found = [(entry.key, entry.message.header("ce_id") or "") async for entry in entries]
    return Counter(found)


async def test_killed_at_any_time_it_repeats_nothing_and_misses_nothing(
    near: Settings, site: Site, tmp_path: Path
) -> None:
    url, wanted = site.url("/feed"), 2
    pick = random.Random(4)
    for _ in range(3):
        async with polling(near, tmp_path / "log", url, "--port", "0") as process:
            before = len(site.asked)
            await until(lambda: len(site.asked) > before, process)  # noqa: B023
            site.items.insert(0, (f"urn:x:{wanted + 1}", f"text {wanted + 1}"))
            wanted += 1
            await asyncio.sleep(pick.uniform(0, 1.2))  # anywhere in a poll or between two
    async with polling(near, tmp_path / "log", url, "--port", "0") as process:
        before = len(site.asked)
        await until(lambda: len(site.asked) >= before + 2, process)
        process.terminate()
        assert await asyncio.to_thread(process.wait, 60) == Exit.OK
    found = await published(near, wanted)
    assert sorted(uri for uri, _ in found) == sorted(f"urn:x:{n + 1}" for n in range(wanted))
    assert set(found.values()) == {1}


async def test_the_state_is_on_its_topic_and_is_what_the_next_poll_goes_on_from(near: Settings, site: Site) -> None:
    url = site.url("/feed")
    async with pollers(near, [url], EVERY) as (first,):
        polled = await first.once()
    assert (await held(near, {url, "https://elsewhere.example/feed"})) == {url: polled.state}
    assert polled.state.etag
    assert polled.state.not_before is not None
    assert polled.state.not_before > datetime.now(UTC)
    async with pollers(near, [url], EVERY) as (second,):
        again = await second.once()
    assert (again.outcome, again.status, again.records) == (Outcome.UNCHANGED, 304, ())
    async with aclosing(read(near, [FEEDS])) as entries:
        states = [decode(entry.message) async for entry in entries]
    assert [(type(state), state.url) for state in states] == [(FeedState, url)] * 2


async def test_a_second_poller_takes_the_feed_over_and_the_first_leaves_it(near: Settings, site: Site) -> None:
    url, other = site.url("/feed"), site.url("/moved")
    async with pollers(near, [url, other], EVERY) as (first, untouched):
        async with pollers(near, [url], EVERY) as (second,):
            late = await first.once()
            assert (late.outcome, late.records) == (Outcome.TAKEN_OVER, ())
            assert "another process polls it" in late.detail
            assert (await second.once()).outcome is Outcome.NEW
            assert not first.ready
        assert (await untouched.once()).outcome is Outcome.NEW
    found = await published(near, 4)
    assert Counter(uri for uri, _ in found.elements()) == {"urn:x:1": 2, "urn:x:2": 2}  # of two feeds


async def test_the_process_whose_feeds_were_all_taken_over_ends_and_says_so(
    near: Settings, site: Site, tmp_path: Path
) -> None:
    url, log = site.url("/feed"), tmp_path / "log"
    async with polling(near, log, url, "--port", "0") as process:
        await until(lambda: len(site.asked) >= 1, process)
        async with pollers(near, [url], EVERY) as (later,):
            await later.once()
            assert await asyncio.to_thread(process.wait, 60) == Exit.SOFTWARE
    assert "another process polls it now" in log.read_text()


async def test_a_write_that_the_broker_did_not_take_is_made_up_for_once(
    near: Settings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it was taken is not known: the poller opens its ledger again and goes on from what is held."""
    async with pollers(near, [site.url("/feed")], timedelta(seconds=0.1)) as (poller,):
        monkeypatch.setattr(ledger, "COMMIT_SECONDS", 0)
        lost = await poller.once()
        assert (lost.outcome, lost.detail) == (Outcome.NOT_ACKNOWLEDGED, "KafkaTimeoutError: not taken in 0 s")
        running = asyncio.create_task(poller.run())
        await until(lambda: len(site.asked) >= 2)  # and is not taken either
        monkeypatch.setattr(ledger, "COMMIT_SECONDS", 40)
        site.items.insert(0, ("urn:x:3", "three"))
        found = await published(near, 3)
        running.cancel()
    assert sorted(uri for uri, _ in found.elements()) == ["urn:x:1", "urn:x:2", "urn:x:3"]


async def test_a_revision_is_published_as_a_new_version_of_its_uri(near: Settings, site: Site) -> None:
    site.posts = [post(1, "text", "2026-03-01T10:00:00"), post(2, "text", "2026-03-01T10:01:00")]
    url = site.url("/wp-json/wp/v2/posts")
    for edited in (None, "2026-03-02T09:00:00", None):
        if edited:
            site.posts[0] = post(1, "text, corrected", edited)
        async with pollers(near, [url], EVERY) as (poller,):
            await poller.once()
    found = await published(near, 3)
    uris = Counter(uri for uri, _ in found.elements())
    assert uris == {"https://paper.example/1/": 2, "https://paper.example/2/": 1}
    assert set(found.values()) == {1}


async def test_its_pages_tell_how_it_does(near: Settings, site: Site, tmp_path: Path, free_port: int) -> None:
    arguments = (site.url("/feed"), site.url("/page"), "--port", str(free_port))
    async with polling(near, tmp_path / "log", *arguments) as process, aiohttp.ClientSession() as client:

        async def page(path: str) -> tuple[int, str]:
            async with client.get(f"http://127.0.0.1:{free_port}{path}") as answer:
                return answer.status, await answer.text()

        await until(lambda: len(site.asked) >= 4, process)
        status, ready = await page("/readyz")
        assert (status, json.loads(ready)["conditions"]) == (200, {"every feed is polled": True})
        _, text = await page("/metrics")
        assert 'wiredesk_polls_total{outcome="new"} 1.0' in text
        assert 'wiredesk_polls_total{outcome="not_a_feed"}' in text
        assert 'wiredesk_source_published_total{step="feed"} 2.0' in text
        assert 'wiredesk_ready{step="feed"} 1.0' in text


def once(settings: Settings, *urls: str) -> "asyncio.Future[subprocess.CompletedProcess[bytes]]":
    command = [sys.executable, "-m", "workers", "feed", "--once", *urls]
    environment = settings.environment() | {"NO_COLOR": "1", "COLUMNS": "100"}
    run = asyncio.to_thread(subprocess.run, command, env=environment, capture_output=True, timeout=60, check=False)
    return asyncio.ensure_future(run)


async def test_once_it_prints_what_came_of_each_and_its_code_says_whether_all_is_well(
    near: Settings, site: Site
) -> None:
    well = await once(near, site.url("/feed"))
    assert (well.returncode, well.stderr) == (0, b"")
    assert well.stdout.split()[-5:] == [b"new", b"200", b"2", b"0", site.url("/feed").encode()]
    mixed = await once(near, site.url("/feed"), site.url("/page"), site.url("/some-empty"), "--json")
    summaries = {line["url"]: line for line in map(json.loads, mixed.stdout.splitlines())}
    assert [(s["outcome"], s["new"]) for s in summaries.values()] == [("unchanged", 0), ("not_a_feed", 0), ("new", 1)]
    assert [r["reason"] for r in summaries[site.url("/some-empty")]["refused"]] == ["empty"]
    assert mixed.returncode == 1
    waiting = await once(near, site.url("/page"))
    assert waiting.returncode == 1
    assert b"waiting" in waiting.stdout
    assert b"failures in a row: 1; not asked before" in waiting.stderr


@pytest.mark.parametrize(
    ("change", "url", "message"),
    [
        ({"prefix": "absent."}, "https://a.example/feed", b"has no topic absent.news.raw"),
        ({"kafka_bootstrap": "127.0.0.1:9"}, "https://a.example/feed", b"No Kafka broker answers at 127.0.0.1:9"),
        ({}, "https://desk:secret@a.example/feed", b"an address with a password would stand on a topic"),
        ({}, "feed.xml", b"no address of http://"),
    ],
)
async def test_what_cannot_be_polled_is_told_at_once(
    settings: Settings, change: dict[str, str], url: str, message: bytes
) -> None:
    done = await once(settings.model_copy(update=change), url)
    assert done.returncode == 2
    assert message in b" ".join(done.stderr.replace("│".encode(), b"").split())
    assert b"Traceback" not in done.stderr
