"""Alerts as server-sent events: in order, resumed without gap or repeat, bounded, and refused by name."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import orjson
import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from pydantic import SecretStr

from schemas.registry import ALERTS
from tests.delivery.alerts import alert, delivering, process, publish, until, until_ready
from workers.delivery import alerts as log_module
from workers.delivery import events as events_module
from workers.settings import Settings


@dataclass(frozen=True)
class Event:
    id: str
    event: str
    data: dict[str, Any]


class Stream:
    """An open stream of events."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response
        self.comments: list[str] = []

    async def next(self) -> Event:
        """The next event; comments on the way are kept."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(60):
            while True:
                line = (await self.response.content.readline()).decode()
                assert line, "the stream ended"
                text = line.rstrip("\r\n")
                if text.startswith(":"):
                    self.comments.append(text)
                elif text:
                    name, _, value = text.partition(": ")
                    fields[name] = value
                elif "data" in fields:
                    return Event(fields.get("id", ""), fields["event"], orjson.loads(fields["data"]))

    async def names(self, count: int) -> list[str]:
        return [(await self.next()).data["identifier"] for _ in range(count)]


@asynccontextmanager
async def events(port: int, query: str = "", **headers: str) -> AsyncIterator[Stream]:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as client,
        client.get(f"http://127.0.0.1:{port}/events{query}", headers=given) as response,
    ):
        yield Stream(response)


@pytest.fixture
def settings(topics: Settings) -> Settings:
    return topics.model_copy(update={"http_port": 0})


def named(*numbers: int) -> list[str]:
    return [f"a{number}" for number in numbers]


async def test_alerts_come_as_events_with_their_offset_as_id(settings: Settings, free_port: int) -> None:
    await publish(settings, [alert("a0")])
    async with delivering(settings, free_port):
        await until_ready(free_port)
        async with events(free_port) as stream:
            assert stream.response.status == 200
            assert stream.response.content_type == "text/event-stream"
            assert "Access-Control-Allow-Origin" not in stream.response.headers
            await publish(settings, [alert("a1"), alert("a2", kind="Update"), alert("a3", kind="Cancel")])
            found = [await stream.next() for _ in range(3)]
    assert [(one.id, one.event, one.data["identifier"]) for one in found] == [
        ("1", "Alert", "a1"),
        ("2", "Update", "a2"),
        ("3", "Cancel", "a3"),
    ]


async def test_only_what_is_asked_for_and_nothing_replayed(settings: Settings, free_port: int) -> None:
    async with delivering(settings, free_port):
        await until_ready(free_port)
        async with events(free_port, "?subscription=s1&subscription=s3") as stream:
            await publish(settings, [alert("replayed", subscription="s1")], replayed=True)
            await publish(settings, [alert(f"a{n}", subscription=f"s{n}") for n in range(4)])
            assert await stream.names(2) == named(1, 3)


@pytest.mark.parametrize("held", [4, 1000], ids=["from the topic", "from memory"])
@pytest.mark.parametrize("by", ["header", "query"])
async def test_resuming(
    settings: Settings, free_port: int, held: int, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "HELD", held)
    await publish(settings, [alert(f"a{n}") for n in range(30)])
    async with delivering(settings, free_port):
        await until_ready(free_port)
        given = {"Last_Event_ID": "9"} if by == "header" else {}
        async with events(free_port, "" if given else "?last_event_id=9", **given) as stream:
            assert await stream.names(20) == named(*range(10, 30))
            await publish(settings, [alert("a30")])
            assert await stream.names(1) == named(30)


async def test_resuming_through_kills_without_gap_or_repeat(settings: Settings, free_port: int) -> None:
    async def feed() -> None:
        for first in range(1, 300, 13):
            await publish(settings, [alert(f"a{n}") for n in range(first, first + 13)])

    await publish(settings, [alert("a0")])
    feeding = asyncio.create_task(feed())
    last, seen = "0", []
    for count in (20, 80, 199):
        with process(settings, "--port", str(free_port)):
            await until_ready(free_port)
            async with events(free_port, Last_Event_ID=last) as stream:
                found = [await stream.next() for _ in range(count)]
        last = found[-1].id
        seen += [one.data["identifier"] for one in found]
    await feeding
    assert seen == named(*range(1, 300))


async def test_a_last_event_id_that_is_none_is_refused(settings: Settings, free_port: int) -> None:
    await publish(settings, [alert("a0"), alert("a1")])
    async with delivering(settings, free_port), aiohttp.ClientSession() as client:
        await until_ready(free_port)
        for bad in ("x", "-1", "1.5", "1e3", "9" * 30, "\u0663", "2", "1 2"):
            async with client.get(f"http://127.0.0.1:{free_port}/events", params={"last_event_id": bad}) as response:
                assert (response.status, "Last-Event-ID" in await response.text()) == (400, True), bad


async def test_what_the_topic_no_longer_holds_is_told(settings: Settings, free_port: int) -> None:
    await publish(settings, [alert(f"a{n}") for n in range(10)])
    admin = AIOKafkaAdminClient(**settings.kafka)
    await admin.start()
    await admin.delete_records({TopicPartition(settings.topic(ALERTS), 0): RecordsToDelete(6)})
    await admin.close()
    async with delivering(settings, free_port):
        await until_ready(free_port)
        async with events(free_port, Last_Event_ID="2") as stream:
            gap = await stream.next()
            assert (gap.event, gap.data["from"], gap.data["to"], gap.id) == ("gap", 3, 6, "")
            assert await stream.names(4) == named(6, 7, 8, 9)
        async with events(free_port, Last_Event_ID="5") as stream:
            assert await stream.names(4) == named(6, 7, 8, 9)


async def test_places_are_bounded_and_given_back(settings: Settings, free_port: int) -> None:
    async with delivering(settings.model_copy(update={"events_clients": 1}), free_port):
        await until_ready(free_port)
        async with events(free_port), events(free_port) as refused:
            assert (refused.response.status, refused.response.headers["Retry-After"]) == (503, "5")
        async with asyncio.timeout(60):
            while True:
                await publish(settings, [alert("a")])  # a client that has gone is noticed when something is sent
                async with events(free_port) as again:
                    if again.response.status == 200:
                        break


async def test_the_key_is_asked_for_where_there_is_one(settings: Settings, free_port: int) -> None:
    cases = [
        ("", None, 401),
        ("", "Bearer wrong", 401),
        ("", "Basic key", 401),
        ("?api_key=wrong", None, 401),
        ("?api_key=key", "Bearer wrong", 401),
        ("", "Bearer key", 200),
        ("", "bearer key", 200),
        ("?api_key=key", None, 200),
    ]
    async with delivering(settings.model_copy(update={"api_key": SecretStr("key")}), free_port):
        await until_ready(free_port)
        for query, header, status in cases:
            async with events(free_port, query, **({"Authorization": header} if header else {})) as stream:
                assert stream.response.status == status, (query, header)


async def test_silence_is_broken_by_comments(
    settings: Settings, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events_module, "PING_SECONDS", 0.05)
    async with delivering(settings, free_port):
        await until_ready(free_port)
        async with events(free_port) as stream:
            asking = asyncio.create_task(stream.next())
            await until(lambda: len(stream.comments) >= 2)
            asking.cancel()


async def test_a_client_that_takes_nothing_is_cut_off_and_holds_up_nobody(
    settings: Settings, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events_module, "STALL_SECONDS", 0.5)
    alerts = [replace(alert(f"a{n}"), decision_reason="x" * 50_000) for n in range(400)]
    async with delivering(settings, free_port) as deliverer:
        await until_ready(free_port)
        async with events(free_port) as stalled, events(free_port) as good:
            assert stalled.response.status == 200
            clients = deliverer._events._clients
            assert len(clients) == 2
            publishing = asyncio.create_task(publish(settings, alerts))
            assert await good.names(len(alerts)) == [one.identifier for one in alerts]
            await publishing
            await until(lambda: len(clients) == 1, "the stalled client still has its place")
