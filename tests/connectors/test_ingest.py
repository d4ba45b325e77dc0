"""The ingest server on a real broker: what is accepted is there, what is bad is named, and the document says so."""

import asyncio
import gzip
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from prometheus_client import REGISTRY
from pydantic import SecretStr

from schemas.codec import decode
from schemas.registry import RAW
from tests.connectors.examples import LINK, post
from workers.broker import topics as topics_as_code
from workers.broker.local import LocalBroker
from workers.connectors.ingest import media
from workers.connectors.ingest.answers import FAULTS
from workers.connectors.ingest.app import application
from workers.connectors.ingest.articles import Articles
from workers.connectors.ingest.broker import Broker
from workers.connectors.ingest.openapi import ELSEWHERE, document
from workers.reading.log import read
from workers.settings import Settings

KEY = "a key of the test"
JSON, LINES = {"Content-Type": "application/json"}, {"Content-Type": "application/jsonl"}
TEXT, HTML = {"Content-Type": "text/plain"}, {"Content-Type": "text/html"}
Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def serving(settings: Settings, *, key: str | None = KEY, ack_seconds: float = 30) -> AsyncIterator[Client]:
    """The server, its broker found; the client sends `key`."""
    broker = Broker(settings)
    keeping = asyncio.create_task(broker.keep())
    articles = Articles(settings, broker, ack_seconds=ack_seconds)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        async with TestClient(TestServer(application(settings, articles)), headers=headers) as client:
            client.broker = broker  # type: ignore[attr-defined]
            async with asyncio.timeout(60):
                while broker.publisher is None and settings.bootstrap != NOWHERE:
                    await asyncio.sleep(0.02)
            yield client
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


NOWHERE = "127.0.0.1:9"


@pytest.fixture
def keyed(topics: Settings) -> Settings:
    """The test's settings: a key, and limits that a test can reach."""
    return topics.model_copy(update={"api_key": SecretStr(KEY), "ingest_bytes": 6_000_000, "ingest_seconds": 5.0})


@pytest.fixture
async def client(keyed: Settings) -> AsyncIterator[Client]:
    async with serving(keyed) as client:
        yield client


async def on_raw(settings: Settings) -> list[Any]:
    async with aclosing(read(settings, [RAW])) as entries:
        return [(entry.message.header("ce_id"), decode(entry.message)) async for entry in entries]


def lines(*values: object) -> bytes:
    return b"\n".join(v if isinstance(v, bytes) else json.dumps(v).encode() for v in values)


async def slowly(body: bytes = b"words ") -> AsyncIterator[bytes]:
    """A slow loris: a little at a time, for ever."""
    while True:
        yield body
        await asyncio.sleep(0.02)


async def streamed(size: int) -> AsyncIterator[bytes]:
    """`size` bytes without a Content-Length."""
    for _ in range(size // 100_000):
        yield b"words and " * 10_000


@dataclass
class Row:
    """A post and its answer: the status, the problem's reason, and what is refused by which reason."""

    headers: dict[str, str]
    body: Any
    status: int
    reason: str | None
    refused: list[str] = field(default_factory=list)


NOT_GZIP = {**TEXT, "Content-Encoding": "gzip"}
BAD: dict[str, Row] = {
    "wrong key": Row({**TEXT, "Authorization": "Bearer guessed"}, b"words", 401, "wrong_key"),
    "wrong key, other header": Row({**TEXT, "Authorization": "", "X-API-Key": "x"}, b"words", 401, "wrong_key"),
    "no key": Row({**TEXT, "Authorization": ""}, b"words", 401, "wrong_key"),
    "a scheme that is not ours": Row({**TEXT, "Authorization": f"Basic {KEY}"}, b"words", 401, "wrong_key"),
    "no type": Row({"Content-Type": ""}, b"words", 415, "unknown_type"),
    "a form": Row({"Content-Type": "application/x-www-form-urlencoded"}, b"a=b", 415, "unknown_type"),
    "a feed": Row({"Content-Type": "application/rss+xml"}, b"<rss/>", 415, "unknown_type"),
    "empty": Row(TEXT, b"", 400, "no_article", ["empty"]),
    "empty JSON": Row(JSON, b" ", 400, "no_article", ["empty"]),
    "an empty array": Row(JSON, b"[]", 400, "no_article", ["empty"]),
    "no lines": Row(LINES, b"\n\n", 400, "no_article", ["empty"]),
    "deep": Row(JSON, b"[" * 100_000 + b"]" * 100_000, 400, "no_article", ["too_deep"]),
    "not JSON": Row(JSON, b"[UPDATED] The minister left.", 400, "no_article", ["not_json"]),
    "bad UTF-8 in JSON": Row(JSON, b'{"uri": "u", "body": "Z\xfcrich"}', 400, "no_article", ["not_json"]),
    "a number": Row(JSON, b"12", 400, "no_article", ["wrong_type"]),
    "a body that is none": Row(JSON, b'{"uri": "u", "body": ["a"]}', 400, "no_article", ["wrong_type"]),
    "two bodies": Row(
        JSON, b'{"uri": "u", "body": "a", "body_base64": "YQ=="}', 400, "no_article", ["wrong_type"]
    ),
    "not base64": Row(JSON, b'{"uri": "u", "body_base64": "?"}', 400, "no_article", ["wrong_type"]),
    "no body": Row(JSON, b'{"uri": "u"}', 400, "no_article", ["missing_field"]),
    "a PDF": Row(TEXT, b"%PDF-1.7 and so on", 400, "no_article", ["binary"]),
    "all refused": Row(LINES, lines(b"{", 7, {"a": 1}), 400, "no_article", ["not_json", "wrong_type", "missing_field"]),
    "50 MB": Row(TEXT, b"w" * 50_000_000, 413, "too_large"),
    "50 MB of unknown length": Row(LINES, lambda: streamed(50_000_000), 413, "too_large"),
    "a bomb": Row(NOT_GZIP, gzip.compress(b" " * 50_000_000), 413, "too_large"),
    "an article over the limit": Row(TEXT, b"w" * 4_200_000, 413, "too_large"),
    "JSON that is over the limit as a record": Row(
        JSON, json.dumps({"uri": "u", "body": "x" * 4_100_000, "title_claimed": "y" * 90_000}), 413, "too_large",
        ["too_large"],
    ),
    "not gzip": Row(NOT_GZIP, b"certainly not gzip", 400, "broken_body"),
    "a slow loris": Row(TEXT, slowly, 408, "too_slow"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_bad_posts_have_a_name(name: str, client: Client, keyed: Settings) -> None:
    row = BAD[name]
    data = row.body() if callable(row.body) else row.body
    async with client.post("/articles", data=data, headers=row.headers) as answer:
        told = await answer.json(content_type="application/problem+json")
        assert (answer.status, told["status"], told["reason"]) == (row.status, row.status, row.reason)
        assert ("WWW-Authenticate" in answer.headers) is (row.status == 401)
    assert [item["reason"] for item in told.get("refused", [])] == row.refused
    assert told["detail"]
    assert KEY not in json.dumps(told)
    conforms(keyed, row.status, told)
    async with client.post("/articles", data=b"words", headers=TEXT) as good:  # nothing else is disturbed
        assert good.status == 202


def conforms(settings: Settings, status: int, body: object) -> None:
    """Hold `body` against what the OpenAPI document says of the route's `status`."""
    api = json.loads(document(settings))
    response = api["paths"]["/articles"]["post"]["responses"][str(status)]
    (content,) = response["content"].values()
    Draft202012Validator(content["schema"] | {"components": api["components"]}).validate(body)


GOOD: dict[str, tuple[dict[str, str], bytes, list[str | None]]] = {
    "an envelope": (JSON, b'{"uri": "u:1", "body": "text"}', ["u:1"]),
    "an envelope without uri": (JSON, b'{"body": "text"}', [None]),
    "a WordPress post": (JSON, json.dumps(post(1)).encode(), [LINK + "1"]),
    "an array": (JSON, json.dumps([post(1), {"uri": "u:2", "body": "x"}]).encode(), [LINK + "1", "u:2"]),
    "lines": (LINES, lines({"uri": "u:1", "body": "one"}, b"", post(2)), ["u:1", LINK + "2"]),
    "lines by their other name": ({"Content-Type": "application/x-ndjson"}, b'{"uri": "u:1", "body": "x"}', ["u:1"]),
    "text": (TEXT, b"MOSCOW (AP) -- Words.", [None]),
    "text that begins with a bracket": (TEXT, b"[UPDATED] Words.", [None]),
    "text of another charset": ({"Content-Type": "text/plain; charset=iso-8859-1"}, "Zürich".encode("latin-1"), [None]),
    "a page": (HTML, b"<p>words", [None]),
    "compressed": ({**TEXT, "Content-Encoding": "gzip"}, gzip.compress(b"words"), [None]),
}  # fmt: skip


async def test_what_is_accepted_is_on_the_topic(client: Client, keyed: Settings) -> None:
    """202 comes after the acknowledgement: what it lists can be read at once."""
    for name, (headers, body, uris) in GOOD.items():
        async with client.post("/articles", data=body, headers=headers) as answer:
            assert answer.status == 202, name
            receipt = await answer.json()
        conforms(keyed, 202, receipt)
        listed = {item["ce_id"]: item["uri"] for item in receipt["accepted"]}
        found = {ce_id: article for ce_id, article in await on_raw(keyed) if ce_id in listed}
        assert {ce_id: article.uri for ce_id, article in found.items()} == listed, name
        known = [None if uri.startswith("urn:wiredesk:") else uri for uri in sorted(listed.values())]
        assert known == sorted(uris, key=str), name
        assert {article.via for article in found.values()} == {"ingest"}
        if "charset" in headers["Content-Type"]:
            (article,) = found.values()
            assert (article.charset, article.body_base64 is not None) == ("iso-8859-1", True)
        if headers is HTML:
            assert {article.mimetype for article in found.values()} == {"text/html"}


async def test_a_half_refused_post_says_which_half(client: Client, keyed: Settings) -> None:
    body = lines({"uri": "u:1", "body": "one"}, b"{broken", b"", [1], {"uri": "u:5", "body": "five"}, {"uri": "u:6"})
    async with client.post("/articles", data=body, headers=LINES) as answer:
        assert answer.status == 202
        receipt = await answer.json()
    assert {(a["place"], a["uri"]) for a in receipt["accepted"]} == {("line 1", "u:1"), ("line 5", "u:5")}
    refused = [(r["place"], r["reason"]) for r in receipt["refused"]]
    assert refused == [("line 2", "not_json"), ("line 4", "wrong_type"), ("line 6", "missing_field")]
    assert sorted(article.uri for _, article in await on_raw(keyed)) == ["u:1", "u:5"]
    conforms(keyed, 202, receipt)
    async with client.post("/articles", data=json.dumps([{"uri": "u:1", "body": "one"}, 7]), headers=JSON) as answer:
        again = await answer.json()
    assert again["accepted"] == [{"place": "item 1", "uri": "u:1", "ce_id": ce_id(receipt, "u:1")}]
    assert [r["place"] for r in again["refused"]] == ["item 2"]


def ce_id(receipt: dict[str, Any], uri: str) -> str:
    (found,) = (item["ce_id"] for item in receipt["accepted"] if item["uri"] == uri)
    return str(found)


async def test_more_articles_than_one_post_may_hold(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MOST_ITEMS", 3)
    body = lines(*({"uri": f"u:{n}", "body": "x"} for n in range(5)))
    async with client.post("/articles", data=body, headers=LINES) as answer:
        receipt = await answer.json()
    assert (answer.status, len(receipt["accepted"])) == (202, 3)
    assert [(r["place"], r["reason"]) for r in receipt["refused"]] == [("line 4", "too_large")]


async def test_either_header_carries_the_key(client: Client) -> None:
    for headers in ({"X-API-Key": KEY, "Authorization": ""}, {"Authorization": f"bearer {KEY}"}):
        async with client.post("/articles", data=b"words", headers=TEXT | headers) as answer:
            assert answer.status == 202


async def test_without_a_key_everyone_may_post(topics: Settings) -> None:
    async with serving(topics, key=None) as client, client.post("/articles", data=b"words", headers=TEXT) as answer:
        assert answer.status == 202
    assert "401" not in json.loads(document(topics))["paths"]["/articles"]["post"]["responses"]


async def test_too_much_at_once_is_put_off(keyed: Settings) -> None:
    """The bytes of the one are held while it is slow; the other is told to come again, and may when that is over."""
    small = keyed.model_copy(update={"ingest_bytes": 1_000, "ingest_in_flight": 1_500, "ingest_seconds": 30})
    async with serving(small) as client:
        begun, gone = asyncio.Event(), asyncio.Event()

        async def halting() -> AsyncIterator[bytes]:
            yield b"x" * 900
            begun.set()
            await gone.wait()

        slow = asyncio.create_task(client.post("/articles", data=halting(), headers=TEXT))
        await begun.wait()
        async with asyncio.timeout(60):
            while True:
                async with client.post("/articles", data=b"x" * 900, headers=TEXT) as answer:
                    if answer.status == 429:
                        break
        assert answer.headers["Retry-After"] == "1"
        gone.set()
        assert (await slow).status == 202
        async with client.post("/articles", data=b"x" * 900, headers=TEXT) as again:
            assert again.status == 202


async def test_what_the_headers_condemn_is_refused_before_the_body_is_sent(client: Client) -> None:
    """`Expect: 100-continue`, as curl sends it with a large body."""

    async def answer_to(headers: str) -> bytes:
        reader, writer = await asyncio.open_connection(client.host, client.port)
        try:
            writer.write(f"POST /articles HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n{headers}\r\n\r\n".encode())
            async with asyncio.timeout(60):
                return (await reader.readline()).rstrip()
        finally:
            writer.close()

    key = f"X-API-Key: {KEY}\r\nContent-Type: text/plain\r\nContent-Length: "
    assert await answer_to("Content-Type: text/plain\r\nContent-Length: 5") == b"HTTP/1.1 401 Unauthorized"
    assert await answer_to(key + "50000000") == b"HTTP/1.1 413 Request Entity Too Large"
    assert await answer_to(key + "5") == b"HTTP/1.1 100 Continue"


async def test_a_length_that_lies_does_no_harm(client: Client) -> None:
    """50 MB behind a Content-Length of 10: the first 10 bytes are the post, and the rest is no request."""
    reader, writer = await asyncio.open_connection(client.host, client.port)
    head = f"POST /articles HTTP/1.1\r\nHost: x\r\nX-API-Key: {KEY}\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: 10\r\n\r\n".encode() + b'{"uri": "u')
    async with asyncio.timeout(60):
        assert (await reader.readline()).startswith(b"HTTP/1.1 400")
        with suppress(ConnectionError):
            for _ in range(500):
                writer.write(b'", "body": ' + b"x" * 100_000)
                await writer.drain()
        with suppress(ConnectionError):
            assert b"HTTP/1.1 202" not in await reader.read()
    writer.close()
    async with client.post("/articles", data=b"words", headers=TEXT) as good:
        assert good.status == 202


async def test_addresses_and_methods_that_are_not_there(client: Client) -> None:
    for method, path, status, reason in (
        ("GET", "/articles", 405, "method_not_allowed"),
        ("GET", "/nothing", 404, "not_found"),
    ):
        async with client.request(method, path) as answer:
            told = await answer.json(content_type="application/problem+json")
            assert (answer.status, told["reason"]) == (status, reason)
    async with client.get("/") as about:
        assert "POST /articles" in await about.text()


def test_the_document_is_valid_and_lists_every_answer(settings: Settings) -> None:
    keyed = settings.model_copy(update={"api_key": SecretStr(KEY)})
    for each in (settings, keyed):
        validate(json.loads(document(each)))
    listed = set(json.loads(document(keyed))["paths"]["/articles"]["post"]["responses"])
    assert listed == {"202", *(str(int(row.status)) for fault, row in FAULTS.items() if fault not in ELSEWHERE)}
    assert listed >= {str(row.status) for row in BAD.values()}
    assert KEY not in document(keyed).decode()


async def test_the_document_is_served(client: Client, keyed: Settings) -> None:
    async with client.get("/openapi.json") as answer:
        assert (await answer.read(), answer.content_type) == (document(keyed), "application/json")


async def test_answers_are_counted_by_route_and_status(client: Client) -> None:
    def count(status: str) -> float:
        labels = {"step": "ingest", "route": "/articles", "status": status}
        return REGISTRY.get_sample_value("wiredesk_http_requests_total", labels) or 0.0

    before = {status: count(status) for status in ("202", "400")}
    for body in (b"words", b""):
        await client.post("/articles", data=body, headers=TEXT)
    assert {status: count(status) - before[status] for status in before} == {"202": 1, "400": 1}


async def test_without_a_broker_it_says_so(keyed: Settings) -> None:
    away = keyed.model_copy(update={"kafka_bootstrap": NOWHERE})
    away.__dict__.pop("bootstrap", None)
    async with serving(away) as client:
        async with client.post("/articles", data=b"words", headers=TEXT) as answer:
            told = await answer.json(content_type="application/problem+json")
            assert (answer.status, told["reason"], answer.headers["Retry-After"]) == (503, "not_acknowledged", "5")
        assert not client.broker.answers  # type: ignore[attr-defined]
        conforms(away, 503, told)


@pytest.mark.timeout(300)
async def test_a_broker_that_goes_away_and_comes_back(tmp_path: Path, free_port: int) -> None:
    """No 202 without an acknowledgement: all that was accepted is there in the end, and what was not was said so."""
    settings = Settings(home=tmp_path, broker_port=free_port, kafka_bootstrap=None, kafka_session_timeout=3)
    local = LocalBroker(tmp_path, settings)
    await asyncio.to_thread(local.start)
    try:
        await topics_as_code.apply(settings)
        async with serving(settings, key=None, ack_seconds=2) as client:
            accepted: list[str] = []

            async def post_one(number: int) -> int:
                body = json.dumps({"uri": f"u:{number}", "body": "words"})
                async with client.post("/articles", data=body, headers=JSON) as answer:
                    if answer.status == 202:
                        accepted.append(f"u:{number}")
                    else:
                        told = await answer.json(content_type="application/problem+json")
                        assert (answer.status, told["reason"]) == (503, "not_acknowledged")
                        assert {r["reason"] for r in told.get("refused", ())} <= {"not_acknowledged"}
                    return answer.status

            async with asyncio.timeout(120):
                while await post_one(1) != 202:  # a new topic may have no leader yet
                    await asyncio.sleep(0.2)
            status = await asyncio.to_thread(local.status)
            assert status is not None
            os.kill(status.pid, signal.SIGKILL)
            assert await post_one(2) == 503
            await asyncio.to_thread(local.start)
            async with asyncio.timeout(120):
                while await post_one(3) != 202:
                    await asyncio.sleep(0.2)
        assert {article.uri for _, article in await on_raw(settings)} >= {*accepted} == {"u:1", "u:3"}
    finally:
        await asyncio.to_thread(local.stop)


async def test_as_a_process_it_finishes_what_is_in_hand(topics: Settings, tmp_path: Path, free_port: int) -> None:
    environment = topics.environment() | {"WIREDESK_API_KEY": KEY}
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "workers", "ingest", "--port", str(free_port), env=environment, stdout=out, stderr=out
        )
    address = f"http://127.0.0.1:{free_port}"
    try:
        async with aiohttp.ClientSession(headers={"X-API-Key": KEY} | TEXT) as session, asyncio.timeout(60):
            while not await ready(session, address):
                await asyncio.sleep(0.05)
            begun = asyncio.Event()

            async def halting() -> AsyncIterator[bytes]:
                yield b"the beginning "
                process.terminate()
                while await listens(free_port):
                    await asyncio.sleep(0.02)
                begun.set()
                yield b"and the end"

            async with session.post(f"{address}/articles", data=halting()) as answer:
                assert answer.status == 202
            assert begun.is_set()
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
    assert [article.body for _, article in await on_raw(topics)] == ["the beginning and the end"]
    assert KEY not in log.read_text()


async def ready(session: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with session.get(f"{address}/readyz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
