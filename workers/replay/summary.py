"""What came of a replay: counted from its topics."""

from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass, field

import msgspec

from schemas.control import Replay
from schemas.registry import ALERTS, DECISIONS, DELIVERIES, STORIES
from workers.pipeline import TOPICS
from workers.reading.log import read
from workers.replay.ground import own_settings, steps_from
from workers.settings import Settings


class _Story(msgspec.Struct):
    """What is counted of a story's version; the rest of it is passed over."""

    status: str


class _Alert(msgspec.Struct):
    msgType: str  # noqa: N815 - CAP's own name


class _Answer(msgspec.Struct):
    final: bool = False  # an attempt has none
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """`published` counts records by topic, `dead` dead letters by (topic, reason); `stories` are the stories by the
    status of their last version, `alerts` the notices by CAP's msgType; `deliveries` are what came of
    them at webhooks, each at its end (`delivered`, or why not)."""

    published: dict[str, int] = field(default_factory=dict)
    dead: dict[tuple[str, str], int] = field(default_factory=dict)
    stories: dict[str, int] = field(default_factory=dict)
    alerts: dict[str, int] = field(default_factory=dict)
    deliveries: dict[str, int] = field(default_factory=dict)


async def summary(live: Settings, replay: Replay) -> Summary:
    """Count all that the replay has published. Reads its topics whole, which takes a few per cent of its time."""
    own = own_settings(live, replay)
    steps = steps_from(replay.step)
    published = [topic for step in steps for topic in step.writes]
    deliveries = Counter[str]()
    letters = [TOPICS[topic].dlq.name for step in steps for topic in step.reads]
    counts, dead, alerts = Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    stories: dict[str, str] = {}
    async with aclosing(read(own, [*published, *letters, DELIVERIES])) as entries:
        async for entry in entries:
            topic, value = entry.place.topic, entry.message.value or b""
            if topic in published:
                counts[topic] += 1
            elif topic == DELIVERIES:
                answer = msgspec.json.decode(value, type=_Answer)
                deliveries[answer.failure or "delivered"] += answer.final
            else:
                dead[topic.removesuffix(".dlq"), entry.message.header("wd_dlq_reason") or "?"] += 1
            if topic == STORIES:
                stories[entry.key] = msgspec.json.decode(value, type=_Story).status
            elif topic == ALERTS:
                alerts[msgspec.json.decode(value, type=_Alert).msgType] += 1
    return Summary(
        {topic: counts[topic] for topic in published if topic != DECISIONS},
        dict(sorted(dead.items())),
        dict(Counter(stories.values()).most_common()),
        dict(sorted(alerts.items())),
        dict(sorted((+deliveries).items())),
    )
