"""Topics as code: what `workers/pipeline.py` asks for, against what the broker has; what is missing is made.

Nothing is ever deleted. Partitions are only raised, replicas are left to the cluster's own tools, and configurations
that we don't name stay as they are.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from workers import pipeline
from workers.broker.admin import connected
from workers.broker.errors import BrokerError
from workers.settings import Settings

VISIBLE_SECONDS = 30
POLL_SECONDS = 0.05
DYNAMIC_TOPIC_CONFIG = 1
"""Kafka's code for a configuration that was set on the topic itself."""


class Action(StrEnum):
    """What `apply` does about a topic."""

    KEEP = "keep"
    CREATE = "create"
    ALTER = "alter"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A topic under its name on the broker, as it should be."""

    name: str
    partitions: int
    replication: int
    config: dict[str, str]
    exact: bool
    """Whether more partitions are wrong: the step that reads it needs one view of everything."""


@dataclass(frozen=True, slots=True)
class Found:
    """A topic as the broker has it. `config` holds what was set on the topic, `effective` all that is in force."""

    partitions: int
    replication: int
    config: dict[str, str]
    effective: dict[str, str]
    led: bool = True
    """Whether each partition has a leader, so that it can be written and read."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is `found` and should be `wanted`; `fixable` is False where that needs a decision of people."""

    what: str
    found: str
    wanted: str
    fixable: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """A topic, what is to be done about it, and why."""

    wanted: Wanted
    action: Action
    differences: tuple[Difference, ...] = ()
    partitions: int | None = None
    """How many the broker has; none where the topic is missing."""

    @property
    def surplus(self) -> bool:
        """Whether the broker has more partitions than are wanted. They can't be taken away."""
        return self.partitions is not None and self.partitions > self.wanted.partitions


def wanted(settings: Settings, rows: Sequence[pipeline.Topic] | None = None) -> list[Wanted]:
    """All topics of the wire as this deployment wants them; `rows` are others than the map's (a replay keeps some
    longer)."""
    return [
        Wanted(
            settings.topic(topic.name),
            topic.partitions or settings.partitions,
            settings.kafka_replication,
            _config(topic, settings.kafka_replication),
            exact=topic.partitions is not None and not topic.name.endswith(".dlq"),
        )
        for topic in (pipeline.all_topics() if rows is None else rows)
    ]


def compare(topic: Wanted, found: Found | None) -> Change:
    """What is to be done about one topic."""
    if found is None:
        return Change(topic, Action.CREATE)
    differences = [
        Difference(key, found.effective.get(key, ""), value)
        for key, value in topic.config.items()
        if found.effective.get(key) != value
    ]
    if found.partitions < topic.partitions or (topic.exact and found.partitions > topic.partitions):
        fixable = found.partitions < topic.partitions and not topic.exact
        differences.insert(0, Difference("partitions", str(found.partitions), str(topic.partitions), fixable))
    if found.replication < topic.replication:
        differences.append(Difference("replication", str(found.replication), str(topic.replication), fixable=False))
    action = Action.ALTER if any(difference.fixable for difference in differences) else Action.KEEP
    return Change(topic, action, tuple(differences), found.partitions)


async def plan(settings: Settings) -> list[Change]:
    """What `apply` would do, topic by topic. Raises BrokerError where the broker does not answer."""
    async with connected(settings.kafka) as admin:
        topics = wanted(settings)
        found = await _found(admin, topics)
        return [compare(topic, found.get(topic.name)) for topic in topics]


async def apply(settings: Settings, rows: Sequence[pipeline.Topic] | None = None) -> list[Change]:
    """Create and alter what differs (see `wanted`), wait until every topic can be used, and return what was done. Done
    twice, it does nothing the second time. Raises BrokerError where the broker refuses."""
    async with connected(settings.kafka) as admin:
        topics = wanted(settings, rows)
        found = await _found(admin, topics)
        changes = [compare(topic, found.get(topic.name)) for topic in topics]
        await _create(admin, [change.wanted for change in changes if change.action is Action.CREATE])
        for change in changes:
            if change.action is Action.ALTER:
                await _alter(admin, change, found[change.wanted.name])
        await _await_done(admin, topics)
        return changes


def _config(topic: pipeline.Topic, replication: int) -> dict[str, str]:
    config = {
        "cleanup.policy": "compact" if topic.compacted else "delete",
        "max.message.bytes": str(topic.max_bytes),
        "min.insync.replicas": str(max(1, replication - 1)),
    }
    if topic.uncompressed:
        config["compression.type"] = "uncompressed"
    if topic.compacted:
        # Restoring reads the whole topic: keep it short. Only closed segments are compacted, so close them early.
        return config | {
            "min.cleanable.dirty.ratio": "0.1",
            "segment.bytes": str(64 * pipeline.MIB),
            "segment.ms": str(pipeline.HOUR_MS),
        }
    # Only closed segments are deleted: without this, a quiet topic would keep its records far beyond their time.
    segment_ms = min(pipeline.DAY_MS, max(topic.retention_ms // 7, 60_000))
    return config | {"retention.ms": str(topic.retention_ms), "segment.ms": str(segment_ms)}


async def _found(admin: AIOKafkaAdminClient, topics: list[Wanted]) -> dict[str, Found]:
    """Those of the topics that exist. All are listed: to ask for a name makes some brokers create it."""
    names = {topic.name for topic in topics}
    listed = {topic["topic"]: topic["partitions"] for topic in await admin.describe_topics() if topic["topic"] in names}
    if not listed:
        return {}
    found = {}
    for response in await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name) for name in listed]):
        for code, message, _, name, entries in response.resources:
            if code:
                raise for_code(code)(f"could not read the configuration of {name}: {message}")
            found[name] = Found(
                partitions=len(listed[name]),
                replication=min(len(partition["replicas"]) for partition in listed[name]),
                config={entry[0]: entry[1] for entry in entries if entry[3] == DYNAMIC_TOPIC_CONFIG},
                effective={entry[0]: entry[1] for entry in entries},
                led=all(partition["leader"] >= 0 for partition in listed[name]),
            )
    return found


async def _create(admin: AIOKafkaAdminClient, topics: list[Wanted]) -> None:
    if not topics:
        return
    new = [NewTopic(topic.name, topic.partitions, topic.replication, topic_configs=topic.config) for topic in topics]
    response = await admin.create_topics(new)
    for name, code, message in response.topic_errors:
        if code not in (0, TopicAlreadyExistsError.errno):  # another `apply` may have been faster
            raise for_code(code)(f"could not create {name}: {message}")


async def _alter(admin: AIOKafkaAdminClient, change: Change, found: Found) -> None:
    topic = change.wanted
    fixable = {difference.what for difference in change.differences if difference.fixable}
    if "partitions" in fixable:
        await admin.create_partitions({topic.name: NewPartitions(topic.partitions)})
    if fixable - {"partitions"}:
        # This request replaces the whole configuration: what others set on the topic goes along.
        resource = ConfigResource(ConfigResourceType.TOPIC, topic.name, found.config | topic.config)
        for response in await admin.alter_configs([resource]):
            for code, message, _, name in response.resources:
                if code:
                    raise for_code(code)(f"could not alter {name}: {message}")


async def _await_done(admin: AIOKafkaAdminClient, topics: list[Wanted]) -> None:
    """Until the broker tells its clients of all that was ordered: it learns of it a moment after the controller."""
    for _ in range(int(VISIBLE_SECONDS / POLL_SECONDS)):
        found = await _found(admin, topics)
        missing = [topic.name for topic in topics if not _is_done(topic, found.get(topic.name))]
        if not missing:
            return
        await asyncio.sleep(POLL_SECONDS)
    raise BrokerError(f"Not ready after {VISIBLE_SECONDS} s: {', '.join(missing)}")


def _is_done(topic: Wanted, found: Found | None) -> bool:
    return found is not None and found.led and compare(topic, found).action is Action.KEEP
