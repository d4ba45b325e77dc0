"""The desk over HTTP: what a wrong question gets, what every answer carries, and the live channel."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.desk import hostile
from tests.desk.conftest import World
from tests.desk.published import publish, published
from tests.desk.running import running
from tests.reading import records as r
from workers.desk.guard import POLICY
from workers.desk.page import ADDRESSES

LONG = "x" * 301


@pytest_asyncio.fixture
async def client(world: World) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(world.address) as found:
        yield found


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/stories?limit=0", 400, "limit: a whole number from 1 to 200"),
        ("/api/stories?limit=201", 400, "limit:"),
        ("/api/stories?limit=ten", 400, "limit:"),
        ("/api/stories?limit=", 400, "limit:"),
        ("/api/stories?limit=1e1", 400, "limit:"),
        ("/api/stories?limit=%D9%A3", 400, "limit:"),
        ("/api/stories?offset=-1", 400, "offset: a whole number from 0 to"),
        ("/api/stories?offset=99999999999999999999", 400, "offset:"),
        ("/api/stories?sources=x", 400, "sources:"),
        ("/api/stories?severity=severe", 400, "severity: one of Unknown, Minor, Moderate, Severe, Extreme"),
        ("/api/stories?sort=headline", 400, "sort: one of rank, newest, sources"),
        ("/api/stories?alerted=yes", 400, "alerted: one of 0, 1"),
        (f"/api/stories?q={LONG}", 400, "q: at most 300"),
        ("/api/alerts?limit=-5", 400, "limit:"),
        ("/api/alerts?offset=x", 400, "offset:"),
        ("/api/stories/nobody", 404, "no such story here"),
        ("/api/stories/%00%FF%27%22", 404, "no such story here"),
        ("/api/stories/..%2F..%2Fetc", 404, ""),
        ("/api/articles/nobody", 404, "no such article here"),
        ("/api/articles/%F0%9F%9A%A2", 404, "no such article here"),
        ("/api/nothing", 404, "/api/nothing"),
        ("/api", 404, "/api"),
        ("/nothing", 404, "/nothing"),
        ("/static/nothing.js", 404, "no such file"),
        ("/static/..%2F..%2Fsettings.py", 404, ""),
    ],
)
async def test_a_wrong_question_gets_a_problem(
    client: aiohttp.ClientSession, path: str, status: int, said: str
) -> None:
    async with client.get(path) as answer:
        assert answer.status == status
        assert answer.content_type == "application/problem+json"
        problem = await answer.json(content_type=None)
        assert problem["status"] == status
        assert said in problem["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_nothing_can_be_changed(client: aiohttp.ClientSession, method: str) -> None:
    for path in ("/", "/api/stories", "/api/live"):
        async with client.request(method, path) as answer:
            assert answer.status == 405
            assert "GET" in answer.headers["Allow"]
            assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "path", [*ADDRESSES, "/static/app.js", "/favicon.ico", "/api/stories", "/api/nothing", "/api/live", "/metrics"]
)
async def test_every_answer_carries_the_policy(client: aiohttp.ClientSession, path: str) -> None:
    async with client.get(path) as answer:
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_policy_lets_nothing_in_but_our_own() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules.pop("img-src") == "'self' data:"
    assert rules.pop("require-trusted-types-for") == "'script'"
    assert {rules.pop(name) for name in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert rules == dict.fromkeys(
        ["default-src", "base-uri", "form-action", "frame-ancestors", "trusted-types"], "'none'"
    )


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:6073", 200),
        ("localhost", 200),
        ("LOCALHOST:80", 200),
        ("desk.localhost:6073", 200),
        ("[::1]:6073", 200),
        ("10.1.2.3:6073", 200),
        ("evil.example", 421),
        ("evil.example:6073", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
        ("[::1", 200),
    ],
)
async def test_the_desk_answers_by_its_own_names_only(client: aiohttp.ClientSession, host: str, status: int) -> None:
    for path in ("/", "/api/stories"):
        async with client.get(path, headers={"Host": host}) as answer:
            assert answer.status == status
    async with client.get("/healthz", headers={"Host": host}) as answer:
        assert answer.status == 200, "probes come by any name"


async def test_paging_gives_every_story_once(client: aiohttp.ClientSession) -> None:
    for sort in ("rank", "newest", "sources"):
        whole = await _json(client, f"/api/stories?limit=200&sort={sort}")
        pages = [await _json(client, f"/api/stories?limit=7&offset={at}&sort={sort}") for at in range(0, 70, 7)]
        assert [s["id"] for page in pages for s in page["stories"]] == [s["id"] for s in whole["stories"]]
        assert whole["total"] == len(whole["stories"]) > 24


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("sources=3", lambda story: story["independent"] >= 3),
        ("severity=Severe", lambda story: story["severity"] in ("Severe", "Extreme")),
        ("alerted=1", lambda story: bool(story["alerts"])),
        ("q=tanker", lambda story: "tanker" in json.dumps(story["found"]).lower()),
        ("q=TANKERS+-cabbage", lambda story: story["found"] is not None),
    ],
)
async def test_filters_hold(client: aiohttp.ClientSession, asked: str, held: Any) -> None:
    found = await _json(client, f"/api/stories?limit=200&{asked}")
    everything = await _json(client, "/api/stories?limit=200")
    assert 0 < found["total"] < everything["total"]
    assert all(held(story) for story in found["stories"])


async def test_nothing_found_is_an_empty_list(client: aiohttp.ClientSession) -> None:
    for asked in ("q=nobodysaysthis", "sources=1000", "offset=100000"):
        assert (await _json(client, f"/api/stories?{asked}"))["stories"] == []
    assert (await _json(client, "/api/alerts?offset=9000"))["alerts"] == []


async def test_files_are_sent_once(client: aiohttp.ClientSession) -> None:
    async with client.get("/static/app.js") as answer:
        assert answer.content_type == "text/javascript"
        tag = answer.headers["ETag"]
        assert await answer.text()
    async with client.get("/static/app.js", headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304


async def test_health_counts_dead_letters_by_reason(client: aiohttp.ClientSession) -> None:
    found = await _json(client, "/api/health")
    assert [step["name"] for step in found["steps"]] == ["clean", "tag", "classify", "link", "alert"]
    assert {step["status"] for step in found["steps"]} == {"stopped"}
    assert found["broker"]["answers"]
    by_reason = {row["reason"]: row for row in found["refused"]}
    assert by_reason.keys() == {"too_large", "not_json", hostile.TEXTS["image"]}
    row = by_reason["not_json"]
    assert {name: row[name] for name in ("topic", "step", "records", "today", "key", "detail")} == {
        "topic": "news.raw.dlq", "step": "clean", "records": 1, "today": 1, "key": "urn:bad", "detail": "it is not_json"
    }  # fmt: skip


async def _json(client: aiohttp.ClientSession, path: str) -> Any:
    async with client.get(path) as answer:
        assert answer.status == 200, path
        assert answer.headers["Cache-Control"] == "no-store"
        return await answer.json()


async def _events(answer: aiohttp.ClientResponse) -> AsyncIterator[dict[str, str]]:
    """The events of a stream, as fields."""
    event: dict[str, str] = {}
    async for line in answer.content:
        name, _, value = line.decode().rstrip("\r\n").partition(": ")
        if name:
            event[name] = value
        elif event:
            yield event
            event = {}


async def _until(events: AsyncIterator[dict[str, str]], story: str) -> dict[str, str]:
    async with asyncio.timeout(60):
        async for event in events:
            if event["event"] == "change" and story in (json.loads(event["data"])["stories"] or ()):
                return event
    raise AssertionError(f"nothing about {story}")


async def test_the_live_channel_tells_and_is_taken_up_again(world: World, client: aiohttp.ClientSession) -> None:
    one, other = (replace(hostile.story(name, r.ENRICHED), headline=name) for name in ("told-1", "told-2"))
    async with client.get("/api/live") as answer:
        assert answer.content_type == "text/event-stream"
        events = _events(answer)
        assert (await anext(events))["event"] == "hello"
        await publish(world.settings, [published(one)])
        last = await _until(events, "told-1")
    await publish(world.settings, [published(other)])
    async with client.get("/api/live", headers={"Last-Event-ID": last["id"]}) as answer:
        await _until(_events(answer), "told-2")
    async with client.get("/api/live", headers={"Last-Event-ID": "another-life-5"}) as answer:
        assert (await anext(_events(answer)))["event"] == "reset"


async def test_a_desk_without_topics_or_broker_says_so(world: World, tmp_path: Path, free_port: int) -> None:
    missing = world.settings.model_copy(update={"prefix": "nobody-made-this.", "home": tmp_path / "a"})
    away = world.settings.model_copy(update={"kafka_bootstrap": f"127.0.0.1:{free_port}", "home": tmp_path / "b"})
    for number, (settings, said) in enumerate(((missing, "has no topic"), (away, "No Kafka broker answers"))):
        async with running(settings, tmp_path / f"log{number}") as page, aiohttp.ClientSession(page) as client:
            async with asyncio.timeout(60):
                while said not in (health := await _json(client, "/api/health"))["broker"]["fault"]:
                    await asyncio.sleep(0.1)
            assert health["broker"]["answers"] == (settings is missing)
            assert (await _json(client, "/api/stories"))["stories"] == []
            async with client.get("/readyz") as answer:
                assert answer.status == 503
