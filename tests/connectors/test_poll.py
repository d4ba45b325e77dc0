"""One poll of a feed: every way that a server can answer, what is new, and how long it is left alone."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from schemas.codec import Message, decode
from schemas.registry import RAW
from schemas.sources import FeedState
from tests.connectors.site import Site, post
from workers.connectors.polling.fetch import Fetcher, Limits
from workers.connectors.polling.outcome import Outcome
from workers.connectors.polling.poll import Pace, Polled, poll
from workers.connectors.polling.reader import Reader
from workers.service import guarded
from workers.settings import Settings

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERY = timedelta(minutes=5)
PACE = Pace(EVERY, 0.0)
QUICK = Limits(body=200_000, seconds=0.5, connect=0.5)
ROOMY = Limits(body=2_000_000, seconds=60)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader(Settings(), seconds=3)
    yield reader
    reader.stop()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site().running() as site:
        yield site


@asynccontextmanager
async def asking(limits: Limits = ROOMY, *, allow_private: bool = True) -> AsyncIterator[Fetcher]:
    async with Fetcher(Settings(allow_private=allow_private), limits) as fetcher:
        yield fetcher


def fresh(url: str) -> FeedState:
    return FeedState(url=url, polled=NOW - EVERY)


async def polled(state: FeedState, reader: Reader, now: datetime = NOW, limits: Limits = ROOMY) -> Polled:
    async with asking(limits) as fetcher, asyncio.timeout(60):
        return await poll(state, fetcher, reader, now, PACE)


def uris(result: Polled) -> list[str]:
    return [record.key.decode() for record in result.records]


BAD = {
    "/page": (Outcome.NOT_A_FEED, 200),
    "/empty": (Outcome.NOT_A_FEED, 200),
    "/error": (Outcome.NOT_A_FEED, 200),
    "/cut.json": (Outcome.NOT_A_FEED, 200),
    "/deep": (Outcome.NOT_A_FEED, 200),
    "/here": (Outcome.REDIRECT_LOOP, 302),
    "/self": (Outcome.REDIRECT_LOOP, 302),
    "/far": (Outcome.REDIRECT_LOOP, None),
    "/mail": (Outcome.BAD_ADDRESS, 302),
    "/file": (Outcome.BAD_ADDRESS, 302),
    "/nowhere": (Outcome.BAD_ADDRESS, 302),
    "/endless": (Outcome.TOO_LARGE, 200),
    "/bomb": (Outcome.TOO_LARGE, 200),
    "/not-gzip": (Outcome.BROKEN_BODY, None),
    "/short": (Outcome.BROKEN_BODY, None),
    "/status/401": (Outcome.FORBIDDEN, 401),
    "/status/403": (Outcome.FORBIDDEN, 403),
    "/status/404": (Outcome.NOT_FOUND, 404),
    "/status/410": (Outcome.GONE, 410),
    "/status/429": (Outcome.THROTTLED, 429),
    "/status/500": (Outcome.SERVER_ERROR, 500),
    "/status/503": (Outcome.SERVER_ERROR, 503),
    "/status/304": (Outcome.BAD_STATUS, 304),  # which nobody asked for
    "/status/204": (Outcome.BAD_STATUS, 204),
}


@pytest.mark.parametrize(("path", "outcome", "status"), [(path, *wanted) for path, wanted in BAD.items()])
async def test_what_is_no_feed_is_named_and_disturbs_no_other(
    path: str, outcome: Outcome, status: int | None, site: Site, reader: Reader
) -> None:
    async with asking(replace(ROOMY, body=200_000)) as fetcher, asyncio.timeout(60):
        states = (fresh(site.url(path)), fresh(site.url("/feed")))
        bad, good = await asyncio.gather(*(poll(state, fetcher, reader, NOW, PACE) for state in states))
    assert (bad.outcome, bad.status, bad.records) == (outcome, status, ())
    assert bad.detail
    assert bad.outcome.failed
    assert (bad.state.failures, bad.state.not_before) == (1, NOW + EVERY)
    assert good.outcome is Outcome.NEW


@pytest.mark.parametrize("path", ["/slow", "/silent", "/said-large"])
async def test_a_slow_loris_is_left_when_its_time_is_over(path: str, site: Site, reader: Reader) -> None:
    result = await polled(fresh(site.url(path)), reader, limits=QUICK)
    assert result.outcome is Outcome.TOO_SLOW
    assert "0.5 s" in result.detail


async def test_slow_servers_do_not_delay_a_good_one(site: Site, reader: Reader) -> None:
    """Not even on the same host: they are asked two at a time, and each is left when its time is over."""
    async with asking(replace(QUICK, seconds=3.0)) as fetcher, asyncio.timeout(60):
        slow = [asyncio.create_task(poll(fresh(site.url("/slow")), fetcher, reader, NOW, PACE)) for _ in range(2)]
        good = await poll(fresh(site.url("/feed")), fetcher, reader, NOW, PACE)
        assert good.outcome is Outcome.NEW
        assert {task.outcome for task in await asyncio.gather(*slow)} == {Outcome.TOO_SLOW}


async def test_a_feed_that_keeps_its_reader_busy_is_left(site: Site, reader: Reader) -> None:
    """400 KB of an author without an `@` take feedparser minutes; the loop goes on, and so does the next feed."""
    async with asking() as fetcher, asyncio.timeout(60):
        states = (fresh(site.url("/hostile")), fresh(site.url("/feed")))
        bad, good = await asyncio.gather(*(poll(state, fetcher, reader, NOW, PACE) for state in states))
    assert (bad.outcome, good.outcome) == (Outcome.TOO_COSTLY, Outcome.NEW)
    assert (await polled(fresh(site.url("/feed")), reader)).outcome is Outcome.NEW


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
async def test_private_addresses_are_not_asked(host: str, site: Site, reader: Reader) -> None:
    url = site.url("/feed").replace("127.0.0.1", host)
    async with asking(allow_private=False) as fetcher, asyncio.timeout(60):
        result = await poll(fresh(url), fetcher, reader, NOW, PACE)
    assert result.outcome is Outcome.PRIVATE_ADDRESS
    assert "WIREDESK_ALLOW_PRIVATE" in result.detail
    assert site.asked == []


async def test_nor_by_a_redirect(site: Site, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    public = guarded.is_public
    monkeypatch.setattr(guarded, "is_public", lambda address: address == "127.0.0.1" or public(address))
    async with asking(allow_private=False) as fetcher, asyncio.timeout(60):
        result = await poll(fresh(site.url("/metadata")), fetcher, reader, NOW, PACE)
    assert result.outcome is Outcome.PRIVATE_ADDRESS
    assert "169.254.169.254" in result.detail


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://no-such-host.invalid/"])
async def test_nobody_there(url: str, reader: Reader) -> None:
    assert (await polled(fresh(url), reader)).outcome is Outcome.UNREACHABLE


async def test_what_is_new_is_taken_once(site: Site, reader: Reader) -> None:
    url = site.url("/feed")
    first = await polled(fresh(url), reader)
    article = decode(Message(topic=RAW, key=None, value=first.records[0].value, timestamp=NOW))
    assert (article.uri, article.source, article.via, article.collected) == ("urn:x:1", "The Ledger", url, NOW)
    assert dict(first.records[0].headers)["ce_source"] == b"/wiredesk/feed"
    second = await polled(first.state, reader)
    assert (second.outcome, second.status, second.records) == (Outcome.UNCHANGED, 304, ())
    site.items.insert(0, ("urn:x:3", "three"))
    third = await polled(second.state, reader)
    assert (third.outcome, uris(third)) == (Outcome.NEW, ["urn:x:3"])


async def test_who_asks_says_so(site: Site, reader: Reader) -> None:
    async with Fetcher(Settings(allow_private=True, feed_contact="desk@wire.example"), ROOMY) as fetcher:
        await poll(fresh(site.url("/feed")), fetcher, reader, NOW, PACE)
    headers = site.asked[0][1]
    assert headers["User-Agent"].startswith("Wiredesk/")
    assert "desk@wire.example" in headers["User-Agent"]
    assert "application/rss+xml" in headers["Accept"]


async def test_without_an_etag_the_same_bytes_are_not_read_again(site: Site, reader: Reader) -> None:
    first = await polled(fresh(site.url("/some-empty")), reader)
    assert (uris(first), [r.reason for r in first.refused]) == (["urn:x:1"], ["empty"])
    second = await polled(first.state, reader)
    assert (second.outcome, second.status, second.refused) == (Outcome.UNCHANGED, 200, ())


async def test_an_edited_item_is_a_new_version_and_markup_is_not(site: Site, reader: Reader) -> None:
    first = await polled(fresh(site.url("/feed")), reader)
    site.items[1] = ("urn:x:2", "two&lt;img src='https://counter.example/8261'/&gt;")
    second = await polled(first.state, reader)
    assert second.outcome is Outcome.UNCHANGED
    site.items[1] = ("urn:x:2", "two, corrected")
    third = await polled(second.state, reader)
    assert uris(third) == ["urn:x:2"]
    assert third.records[0].ce_id != first.records[1].ce_id


async def test_an_item_that_was_away_for_once_is_not_new(site: Site, reader: Reader) -> None:
    first = await polled(fresh(site.url("/feed")), reader)
    site.items.pop()
    second = await polled(first.state, reader)
    site.items.append(("urn:x:2", "two"))
    assert (await polled(second.state, reader)).records == ()


async def test_a_feed_without_items_is_fine(site: Site, reader: Reader) -> None:
    result = await polled(fresh(site.url("/no-items")), reader)
    assert (result.outcome, result.refused) == (Outcome.UNCHANGED, ())


@pytest.mark.parametrize(
    ("path", "remembered"),
    [("/moved", "/feed"), ("/moved-twice", "/feed"), ("/lent", None), ("/moved-then-lent", "/lent")],
)
async def test_a_move_for_good_is_remembered(path: str, remembered: str | None, site: Site, reader: Reader) -> None:
    first = await polled(fresh(site.url(path)), reader)
    assert (first.outcome, first.state.address) == (Outcome.NEW, remembered and site.url(remembered))
    site.asked.clear()
    again = await polled(first.state, reader)
    assert (again.outcome, again.state.address) == (Outcome.UNCHANGED, first.state.address)
    assert site.asked[0][0] == (remembered or path)


async def test_a_new_address_that_is_gone_is_forgotten(site: Site, reader: Reader) -> None:
    state = replace(fresh(site.url("/feed")), address=site.url("/status/410"))
    lost = await polled(state, reader)
    assert (lost.outcome, lost.state.address) == (Outcome.GONE, None)
    assert (await polled(lost.state, reader)).outcome is Outcome.NEW


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({}, 5),
        ({"Cache-Control": "public, max-age=1800"}, 30),
        ({"Cache-Control": "max-age=60"}, 5),
        ({"Cache-Control": "max-age=1800", "Age": "900"}, 15),
        ({"Cache-Control": "max-age=99999999"}, 24 * 60),
    ],
)
async def test_it_is_left_alone_as_long_as_it_asks(
    headers: dict[str, str], minutes: int, site: Site, reader: Reader
) -> None:
    site.headers = headers
    first = await polled(fresh(site.url("/feed")), reader)
    assert first.state.not_before == NOW + timedelta(minutes=minutes)
    assert (await polled(first.state, reader)).state.not_before == NOW + timedelta(minutes=minutes)


async def test_a_ttl_is_kept_and_a_relative_link_is_the_sites_own(site: Site, reader: Reader) -> None:
    first = await polled(fresh(site.url("/relative")), reader)
    assert uris(first) == [site.url("/news/7")]
    assert first.state.not_before == NOW + timedelta(minutes=90)
    again = await polled(first.state, reader)  # the same bytes are not read again, and mean the same
    assert (again.outcome, again.state.not_before) == (Outcome.UNCHANGED, NOW + timedelta(minutes=90))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("after", ["1800", "Mon, 02 Mar 2026 12:30:00 GMT"])
async def test_retry_after_is_kept(status: int, after: str, site: Site, reader: Reader) -> None:
    site.headers = {"Retry-After": after}
    result = await polled(fresh(site.url(f"/status/{status}")), reader)
    assert (result.outcome, result.state.not_before) == (Outcome.THROTTLED, NOW + timedelta(minutes=30))


async def test_failures_slow_it_down_and_a_success_ends_that(site: Site, reader: Reader) -> None:
    state = fresh(site.url("/status/500"))
    pauses = []
    for _ in range(6):
        state = (await polled(state, reader)).state
        assert state.not_before
        pauses.append((state.not_before - NOW) / EVERY)
    assert pauses == [1, 2, 4, 6, 6, 6]  # half of an hour's limit is left to chance
    well = await polled(replace(state, url=site.url("/feed")), reader)
    assert (well.state.failures, well.state.not_before) == (0, NOW + EVERY)


class TestWordPress:
    """A REST collection, in the order of its edits."""

    async def test_a_revision_is_a_new_version_of_the_same_uri(self, site: Site, reader: Reader) -> None:
        site.posts = [post(n, f"text {n}", f"2026-03-01T10:{n:02}:00") for n in range(30)]
        first = await polled(fresh(site.url("/wp-json/wp/v2/posts")), reader)
        assert len(set(uris(first))) == 30
        site.posts[3] = post(3, "text 3, corrected", "2026-03-02T11:00:00")
        site.posts[4]["views"] = 17
        site.asked.clear()
        second = await polled(first.state, reader)
        assert uris(second) == ["https://paper.example/3/"]
        ids = {record.key: record.ce_id for record in first.records}
        assert second.records[0].ce_id != ids[second.records[0].key]
        assert [path for path, _ in site.asked] == ["/wp-json/wp/v2/posts?per_page=20&orderby=modified&order=desc"]

    async def test_pages_are_read_as_long_as_all_is_new_on_them(self, site: Site, reader: Reader) -> None:
        site.posts = [post(n, "text", f"2026-03-01T10:{n:02}:00") for n in range(10)]
        url = site.url("/wp-json/wp/v2/posts?per_page=5")
        first = await polled(fresh(url), reader)
        site.posts += [post(n, "text", f"2026-03-02T10:{n:02}:00") for n in range(10, 22)]
        site.asked.clear()
        second = await polled(first.state, reader)
        assert len(uris(second)) == 12
        assert len(site.asked) == 3

    async def test_no_more_pages_than_the_limit(self, site: Site, reader: Reader) -> None:
        site.posts = [post(n, "text", f"2026-03-01T{n // 60:02}:{n % 60:02}:00") for n in range(300)]
        assert len((await polled(fresh(site.url("/wp-json/wp/v2/posts")), reader)).records) == 200

    async def test_a_page_that_cannot_be_had_is_read_the_next_time(self, site: Site, reader: Reader) -> None:
        site.posts = [post(n, "text", f"2026-03-01T10:{n:02}:00") for n in range(50)]
        site.failing_pages = {2}
        first = await polled(fresh(site.url("/wp-json/wp/v2/posts")), reader)
        assert (first.outcome, len(first.records), first.state.pages_due) == (Outcome.SERVER_ERROR, 20, 2)
        assert first.detail.startswith("page 2: ")
        again = await polled(first.state, reader)
        assert (again.outcome, again.records, again.state.failures) == (Outcome.SERVER_ERROR, (), 2)
        site.failing_pages = set()
        well = await polled(again.state, reader)
        assert (well.outcome, len(well.records), well.state.pages_due) == (Outcome.NEW, 30, 0)
        assert len({*uris(first), *uris(well)}) == 50
        assert (await polled(well.state, reader)).outcome is Outcome.UNCHANGED
