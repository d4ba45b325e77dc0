"""What the wire would publish of the bundled samples, without workers: records for every topic that the desk folds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from aiokafka import AIOKafkaProducer

from schemas.alert import Alert, Decision
from schemas.article import EnrichedArticle
from schemas.codec import Message, encode
from schemas.registry import ALERTS, DECISIONS, ENRICHED, RAW, STORIES
from schemas.story import Story
from tests.core.link.running import feed, outputs
from tests.eval.test_alert import SUBSCRIPTIONS, controls
from tests.eval.wire import samples
from workers.core import alert, link
from workers.reading.log import Entry, Place
from workers.settings import Settings

BEGAN = datetime(2026, 3, 8, 18, tzinfo=UTC)
TOPIC_OF = {EnrichedArticle: ENRICHED, Story: STORIES, Alert: ALERTS, Decision: DECISIONS}
LETTERS = f"{RAW}.dlq"


@dataclass(frozen=True, slots=True)
class Published:
    """A record as a step would write it."""

    topic: str
    key: str
    value: bytes
    headers: tuple[tuple[str, bytes], ...] = ()


def published(record: Any) -> Published:
    key = next(getattr(record, name) for name in ("uri", "story_id", "identifier") if hasattr(record, name))
    return Published(TOPIC_OF[type(record)], str(key), encode(record))


def told(articles: Sequence[EnrichedArticle]) -> list[Any]:
    """The articles, the story versions that `link` makes of them, and the notices and decisions of the demo's
    subscriptions."""
    versions = [output.record for output in outputs(feed(link.build(), articles)[0])]
    subscriptions = controls(SUBSCRIPTIONS.read_text("utf-8"))
    said = [output.record for output in outputs(feed(alert.build(), [*subscriptions, *versions])[0])]
    return [*articles, *versions, *said]


@cache
def wire() -> tuple[Published, ...]:
    """All of the bundled samples, and two dead letters."""
    return (*map(published, told(samples())), letter("too_large"), letter("not_json"))


def letter(reason: str) -> Published:
    said = {"wd_dlq_step": "clean", "wd_dlq_reason": reason, "wd_dlq_error_message": f"it is {reason}"}
    return Published(LETTERS, "urn:bad", b"{", tuple((name, text.encode()) for name, text in said.items()))


def entries(records: Iterable[Published], partition: int = 0) -> list[Entry]:
    """`records` as they would be read back, a second apart."""
    ends: dict[str, int] = {}
    found = []
    for number, record in enumerate(records):
        offset = ends.get(record.topic, 0)
        ends[record.topic] = offset + 1
        time = BEGAN + timedelta(seconds=number)
        message = Message(
            topic=record.topic,
            key=record.key.encode(),
            value=record.value,
            timestamp=time,
            headers=record.headers,
        )
        found.append(Entry(Place(record.topic, partition, offset), message))
    return found


async def publish(settings: Settings, records: Iterable[Published]) -> None:
    """Put `records` on their topics, all of which have one partition."""
    async with AIOKafkaProducer(**settings.kafka, linger_ms=20, max_request_size=17 * 2**20) as producer:
        for record in records:
            await producer.send(
                settings.topic(record.topic), record.value, key=record.key.encode(), headers=list(record.headers)
            )


IDS = (b'"urn:', b'"http', b'"story_id":"', b'"identifier":"', b'"incidents":"', b'"group_key":"')
"""How ids begin in a record; a copy's number behind that makes them others."""


def copies(number: int) -> list[Published]:
    """The wire's records so many times over, each time about other articles and stories."""
    found = []
    for copy in range(number):
        for record in wire():
            value = record.value
            for begin in IDS:
                value = value.replace(begin, begin + f"{copy:04d}".encode())
            found.append(replace(record, key=f"{copy}-{record.key}", value=value))
    return found
