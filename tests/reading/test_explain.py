"""`wiredesk explain`, `tail` and `subscriptions` on a real broker, as a user runs them."""

import asyncio
import io
import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import DefaultPartitioner
from rich.console import Console
from typer.testing import CliRunner, Result

from schemas.codec import encode
from schemas.registry import ALERTS, CLEAN, DECISIONS, ENRICHED, RAW, STORIES, TAGGED
from tests.reading import records as r
from workers.__main__ import app
from workers.reading.marked import Look
from workers.reading.page import page
from workers.reading.trail import Candidate, Trail, follow
from workers.settings import Settings

STORY = "5" * 32
QUOTE = r.at("No.")


@dataclass(frozen=True)
class Sent:
    topic: str
    key: str | None
    record: Any
    headers: tuple[tuple[str, str], ...] = ()


WIRE = (
    Sent(RAW, r.URI, r.RAW),
    Sent(RAW, r.OTHER, replace(r.RAW, uri=r.OTHER, url=None, via="file:inbox/other.txt")),
    Sent(CLEAN, r.URI, r.CLEAN, (("wd_input_topic", RAW), ("wd_input_partition", "0"), ("wd_input_offset", "0"))),
    Sent(CLEAN, r.OTHER, replace(r.CLEAN, uri=r.OTHER, url=None, via="file:inbox/other.txt")),
    Sent(TAGGED, r.URI, r.TAGGED),
    Sent(ENRICHED, r.URI, r.ENRICHED),
    Sent(STORIES, STORY, r.story(1, r.OTHER)),
    Sent(STORIES, STORY, r.story(2, r.OTHER, r.URI)),
    Sent(STORIES, "6" * 32, replace(r.story(1, r.OTHER), story_id="6" * 32)),
    Sent(STORIES, STORY, replace(r.story(3), status="merged", merged_into="6" * 32)),
    Sent(ALERTS, "sahel", r.ALERT),
    Sent(ALERTS, "sahel", replace(r.ALERT, incidents="6" * 32)),
    Sent(DECISIONS, "coast", r.DECISION),
    Sent("news.tagged.dlq", r.URI, r.TAGGED, (("wd_dlq_reason", "core_error"), ("wd_dlq_step", "classify"))),
    Sent("news.tagged.dlq", "someone-else", r.TAGGED, (("wd_dlq_reason", "core_error"),)),
)


async def send(settings: Settings, wire: tuple[Sent, ...]) -> None:
    async with AIOKafkaProducer(**settings.kafka) as producer:
        for sent in wire:
            value = sent.record if isinstance(sent.record, bytes) else encode(sent.record)
            key = None if sent.key is None else sent.key.encode()
            headers = [(name, text.encode()) for name, text in sent.headers]
            await producer.send_and_wait(settings.topic(sent.topic), key=key, value=value, headers=headers)


def found(settings: Settings, asked: str) -> Trail | list[Candidate]:
    return asyncio.run(follow(settings, asked))


def command(settings: Settings, *arguments: str, stdin: str = "", columns: int = 100) -> Result:
    environment = {
        "WIREDESK_KAFKA_BOOTSTRAP": settings.bootstrap,
        "WIREDESK_PREFIX": settings.prefix,
        "NO_COLOR": "1",
        "COLUMNS": str(columns),
    }
    return CliRunner().invoke(app, arguments, input=stdin, env=environment)


def test_the_whole_way_of_one_article(topics: Settings) -> None:
    asyncio.run(send(topics, WIRE))

    trail = found(topics, r.URI)
    assert isinstance(trail, Trail)
    assert {topic: len(entries) for topic, entries in trail.entries.items()} == {
        RAW: 1, CLEAN: 1, TAGGED: 1, ENRICHED: 1, STORIES: 2, ALERTS: 1, DECISIONS: 1, "news.tagged.dlq": 1,
    }  # fmt: skip

    for asked in (r.URI + "#print", "inbox/mali.txt", "file:inbox/mali.txt", "MALI.TXT", "paper.example"):
        same = found(topics, asked)
        assert isinstance(same, Trail)
        assert same.uri == r.URI, asked
    ambiguous = found(topics, "inbox")
    assert isinstance(ambiguous, list)
    assert [c.uri for c in ambiguous] == [r.OTHER, r.URI]
    assert ambiguous[0].headline == "Mali bans envoys"
    assert found(topics, "nowhere.example") == []

    console = Console(width=60, record=True, file=io.StringIO())
    console.print(page(trail, r.NOW, Look(colour=False)))
    told = " ".join(console.export_text().split())
    for part in (
        "[-Home | News-](menu)", "Mali{+’+}s junta", "[-Read more-](related)", "[Mali|GPE]",
        f"“No.” — Mali (said) {QUOTE['start']}:{QUOTE['end']}",
        "SANCTION Mali -> ECOWAS expel", "quad 4", "on 2024-02-29", "in Mali (MLI)",
        f"It banned [ECOWAS|recipient] envoys. {r.EVENT.start}:{r.EVENT.end}",
        f"beside {r.OTHER} 0.83 lead 0.5, entities 0.33",
        "origin agency:orbis", "(articles/independent): v2 2/1, v3 0/1", "Alert Severe sahel", "event_type=SANCTION",
        f"now v3: merged into {'6' * 32}",
        "<- this article", "hold coast v2", "dead letter: core_error", "core_error classify",
    ):  # fmt: skip
        assert part in told, part

    done = command(topics, "explain", "mali.txt", "--json")
    assert sorted(json.loads(done.stdout)["records"]) == sorted(trail.entries)
    which = command(topics, "explain", "inbox")
    assert (which.exit_code, which.stdout.count("\n")) == (1, 2)
    assert "2 articles have 'inbox'" in which.stderr
    nobody = command(topics, "explain", "nowhere.example")
    assert nobody.exit_code == 1
    assert "No article has" in nobody.stderr


def test_an_article_of_a_foreign_producer(topics: Settings) -> None:
    """No key of ours, no envelope; its dead letter has its place only."""
    asyncio.run(send(topics, (
        Sent(RAW, None, b'{"uri": "urn:foreign:1", "body": "text"}'),
        Sent("news.raw.dlq", None, b'{"uri": "urn:foreign:1", "body": "text"}', (("wd_dlq_topic", "elsewhere"),)),
    )))  # fmt: skip
    trail = found(topics, "urn:foreign:1")
    assert isinstance(trail, Trail)
    assert list(trail.entries) == [RAW]
    (entry,) = trail.of(RAW)
    place = (
        ("wd_dlq_topic", topics.topic(RAW)),
        ("wd_dlq_partition", str(entry.place.partition)),
        ("wd_dlq_offset", str(entry.place.offset)),
        ("wd_dlq_reason", "no_text"),
    )
    asyncio.run(send(topics, (Sent("news.raw.dlq", None, b"anything", place),)))
    again = found(topics, "foreign")
    assert isinstance(again, Trail)
    assert len(again.dead_letters) == 1


def test_a_raw_record_is_found_by_the_place_that_its_output_names(topics: Settings) -> None:
    async def go() -> None:
        async with AIOKafkaProducer(**topics.kafka) as producer:
            other = b'{"uri": "%s", "body": "text"}' % r.URI.encode()
            away = next(p for p in range(topics.partitions) if p != found_partition)
            at = await producer.send_and_wait(topics.topic(RAW), key=b"their own", value=other, partition=away)
        place = (
            ("wd_input_topic", at.topic),
            ("wd_input_partition", str(at.partition)),
            ("wd_input_offset", str(at.offset)),
        )
        await send(topics, (Sent(CLEAN, r.URI, r.CLEAN, place),))

    everywhere = list(range(topics.partitions))
    found_partition = DefaultPartitioner()(r.URI.encode(), everywhere, everywhere)
    asyncio.run(go())
    trail = found(topics, r.URI)
    assert isinstance(trail, Trail)
    assert len(trail.of(RAW)) == 1


def test_tail(topics: Settings) -> None:
    asyncio.run(send(topics, WIRE[:4] + WIRE[-2:]))
    lines = command(topics, "tail", "raw", columns=20).stdout.splitlines()
    assert sorted(line[20:] for line in lines) == [
        f"file:inbox/mali.txt  {r.URI}  text/plain, {len(r.SOURCE)} characters",
        f"file:inbox/other.txt  {r.OTHER}  text/plain, {len(r.SOURCE)} characters",
    ]
    for options, uri in (((), r.OTHER), (("--from", "beginning"), r.URI), (("--from", "2000-01-01"), r.URI)):
        one = command(topics, "tail", "clean", "--json", "--limit", "1", *options).stdout.splitlines()
        assert [json.loads(line)["value"]["uri"] for line in one] == [uri], options
    many = command(topics, "tail", "raw", "--json", "-n", "9").stdout.splitlines()
    assert [json.loads(line)["value"]["uri"] for line in many] == [r.URI, r.OTHER]
    dead = command(topics, "tail", "*.dlq").stdout.splitlines()
    assert len(dead) == 2
    assert all(" tagged.dlq core_error" in line for line in dead)
    assert command(topics, "tail", "raw", "--from", "2999-01-01").stdout == ""
    assert len(command(topics, "tail", "raw", "--follow", "-n", "2").stdout.splitlines()) == 2
    wrong = command(topics, "tail", "nothing")
    assert wrong.exit_code == 2
    assert "no topic is called" in wrong.stderr


SUBSCRIPTIONS = """
subscriptions:
  - {id: sahel, title: Sahel, all: [{country: MLI}]}
  - {id: coast, title: Coast, any: [{words: cocoa}]}
"""


@pytest.mark.parametrize("change", [("MLI", "NER"), ("title: Sahel", "title: The Sahel")])
def test_subscriptions(topics: Settings, change: tuple[str, str]) -> None:
    def apply(text: str, *options: str) -> list[tuple[str, str, int]]:
        done = command(topics, "subscriptions", "apply", "-", "--json", *options, stdin=text)
        assert done.exit_code == 0, done.stderr
        return [(row["action"], row["id"], row["version"]) for row in json.loads(done.stdout)]

    assert apply(SUBSCRIPTIONS) == [("created", "sahel", 1), ("created", "coast", 1)]
    assert apply(SUBSCRIPTIONS) == [("unchanged", "sahel", 1), ("unchanged", "coast", 1)]
    changed = SUBSCRIPTIONS.replace(*change)
    assert apply(changed) == [("changed", "sahel", 2), ("unchanged", "coast", 1)]
    only = "\n".join(changed.splitlines()[:3])
    assert apply(only) == [("unchanged", "sahel", 2)]
    assert apply(only, "--prune") == [("unchanged", "sahel", 2), ("deleted", "coast", 1)]
    listed = json.loads(command(topics, "subscriptions", "list", "--json").stdout)
    assert [(c["subscription"]["id"], c["subscription"]["version"]) for c in listed] == [("sahel", 2)]
    assert command(topics, "subscriptions", "delete", "sahel").exit_code == 0
    assert command(topics, "subscriptions", "delete", "sahel").exit_code == 1
    assert "No subscription" in command(topics, "subscriptions", "list").stdout
    # Created 2, changed 1, deleted 2: what was unchanged is not written again.
    assert len(command(topics, "tail", "control").stdout.splitlines()) == 5


def test_a_mistake_in_the_file_changes_nothing(topics: Settings) -> None:
    done = command(topics, "subscriptions", "apply", "-", stdin=SUBSCRIPTIONS + "  - {id: bad, all: [{quad: 9}]}\n")
    assert done.exit_code == 1
    assert "line 5: bad" in done.stderr
    assert "No subscription" in command(topics, "subscriptions", "list").stdout
