"""Promise 5: each kind of bad input gets a clear answer, and the articles around it come out whole."""

import asyncio
import base64
import json
import urllib.request
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from schemas.article import EnrichedArticle
from schemas.codec import decode
from tests.integration.wire import running, wiredesk
from workers.broker import topics as topics_as_code
from workers.reading.log import read
from workers.reading.progress import drained
from workers.settings import Settings

COLLECTED = "2026-03-02T10:00:00Z"
COPY = (
    "Kenya on Monday expelled three Peruvian diplomats in a dispute over fishing rights, the foreign ministry said.\n\n"
    "The government of Peru called the step regrettable and promised an answer within the week.\n\n"
    "Fishing crews in Mombasa said that they had seen no foreign trawlers for a month."
)


def _raw(uri: str, **fields: object) -> bytes:
    return json.dumps({"uri": uri, "collected": COLLECTED, "body": COPY} | fields).encode()


def _bytes(uri: str, payload: bytes, **fields: object) -> bytes:
    article = {"uri": uri, "collected": COLLECTED, "body_base64": base64.b64encode(payload).decode()}
    return json.dumps(article | fields).encode()


FILES = {
    "empty.txt": (b"", "empty"),
    "large.txt": (b"x " * 25 * 2**20, "too_large"),
    "deep.json": (b"[" * 100_000 + b"]" * 100_000, "too_deep"),
    "array.json": (b"[1, 2, 3]", "wrong_type"),
    "fields.jsonl": (b'{"uri": "urn:x:1"}\n', "missing_field"),
}
"""What `wiredesk publish` refuses at the door: the file's bytes and the reason."""

REFUSED = {
    "urn:bad:empty": (_raw("urn:bad:empty", body="   "), {}, "empty|no_text"),
    "urn:bad:deep": (b"[" * 100_000 + b"]" * 100_000, {}, "too_deep"),
    "urn:bad:tags": (_raw("urn:bad:tags", body="<div>" * 500_000), {}, "too_deep|too_many_nodes"),
    "urn:bad:array": (b'[{"uri": "a"}, {"uri": "b"}]', {}, "wrong_type"),
    "urn:bad:fields": (b'{"uri": "urn:bad:fields"}', {}, "missing_field"),
    "urn:bad:type": (_raw("urn:bad:type", collected="yesterday"), {}, "wrong_type"),
    "urn:bad:version": (_raw("urn:bad:version"), {"ce_dataschema": "urn:wiredesk:schema:news.raw:2"}, "schema_version"),
}
"""What the wire dead-letters: a record's value, its headers, and the reason (or either of two)."""

KEPT = {
    "urn:odd:utf8": _bytes("urn:odd:utf8", COPY.replace("three", "\xe9").encode("latin-1"), charset="utf-8"),
    "urn:odd:charset": _bytes("urn:odd:charset", f"\u201cNo,\u201d it said. {COPY}".encode(), charset="ascii"),
    "urn:odd:future": _raw("urn:odd:future", published_claimed="2062-01-01T00:00:00Z"),
    "urn:odd:twice": _raw("urn:odd:twice"),
    "urn:good": _raw("urn:good"),
}
"""What is odd and comes out all the same."""


@pytest.fixture
def ports(settings: Settings, free_port: int) -> Settings:
    """Settings with a range of free ports for the workers' pages."""
    return settings.model_copy(update={"http_port": free_port})


async def _publish(settings: Settings) -> None:
    producer = AIOKafkaProducer(**settings.kafka, max_request_size=2**25)
    await producer.start()
    try:
        for uri, (value, headers, _) in REFUSED.items():
            fields = [(name, text.encode()) for name, text in headers.items()]
            await producer.send(settings.topic("news.raw"), key=uri.encode(), value=value, headers=fields)
        for uri, value in [*KEPT.items(), ("urn:odd:twice", KEPT["urn:odd:twice"])]:
            await producer.send(settings.topic("news.raw"), key=uri.encode(), value=value)
    finally:
        await producer.stop()


def _dropped(settings: Settings) -> str:
    """The link worker's metrics of drops."""
    url = f"http://{settings.http_host}:{settings.http_port + 3}/metrics"
    with urllib.request.urlopen(url) as response:
        return "".join(line for line in response.read().decode().splitlines() if "records_dropped_total" in line)


@pytest.mark.timeout(180)
async def test_each_bad_input_has_its_answer_and_the_next_article_is_whole(ports: Settings, tmp_path: Path) -> None:
    settings = ports
    await topics_as_code.apply(settings)
    async with running(settings, tmp_path / "workers.log"):
        await _publish(settings)
        await asyncio.wait_for(drained(settings), 120)
        assert 'reason="duplicate",step="link"} 1.0' in _dropped(settings)

    letters = {e.key: e.message.header("wd_dlq_reason") async for e in read(settings, ["news.raw.dlq"])}
    assert letters.keys() == REFUSED.keys()
    for uri, (_, _, reasons) in REFUSED.items():
        assert letters[uri] in reasons.split("|"), uri

    articles: dict[str, EnrichedArticle] = {e.key: decode(e.message) async for e in read(settings, ["news.enriched"])}
    assert articles.keys() == KEPT.keys()
    assert articles["urn:good"].body_text.endswith("trawlers for a month.")
    assert {event.event_type for event in articles["urn:good"].events} >= {"SANCTION"}
    assert "\u201cNo,\u201d" in articles["urn:odd:charset"].body_text
    assert "\xe9" in articles["urn:odd:utf8"].body_text
    assert articles["urn:odd:future"].firstcreated is not None
    assert not articles["urn:odd:future"].date_reliable

    stories = {e.key: decode(e.message) async for e in read(settings, ["news.stories"])}
    members = [a.uri for story in stories.values() if story.status == "open" for a in story.articles]
    assert sorted(members) == sorted(KEPT)


@pytest.mark.parametrize("name", FILES)
async def test_publish_refuses_by_name_and_publishes_the_rest(topics: Settings, tmp_path: Path, name: str) -> None:
    content, reason = FILES[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    (tmp_path / "in" / "good.txt").write_text(COPY)
    done = await asyncio.to_thread(wiredesk, topics, "publish", "--json", str(tmp_path / "in"), check=False)
    summary = json.loads(done.stdout)
    assert done.returncode == 1
    assert summary["acknowledged"] == 1
    assert set(summary["refused"]) == {reason}
