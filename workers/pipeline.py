"""THE MAP: one row a step, one row a topic. Everything that runs is built from these two tables.

news.raw -[clean]-> news.clean -[tag]-> news.tagged -[classify]-> news.enriched
         -[link]-> news.stories -[alert]-> news.alerts
"""

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from schemas import registry as at

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
MIB = 2**20
HEADERS_BYTES = 64 * 1024
"""What a dead letter's added headers may take over its source's limit."""


@dataclass(frozen=True)
class Step:
    """A step of the wire.

    `builder` is the dotted name (`module:function`) of what makes the core function (workers.core.outcome.Step) or,
    where the step has a `state` topic, its memory (workers.core.outcome.Memory). It is loaded where it runs. `version`
    is part of every output's id: raise it when the same input gives another output.
    """

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    builder: str
    version: str
    state: str | None = None
    takes: tuple[str, str] | None = None
    """A setting, and a dotted name (workers.pool.supplies). Where the setting is a folder: what makes the builder's
    argument of its files (content by name). Where it is a word: what tells the version of what it names."""
    supply: Any = None
    """That argument, where the setting is set."""

    @property
    def pooled(self) -> bool:
        """Whether it is CPU work for the process pool; a step with memory is light and runs beside its stream."""
        return self.state is None

    @property
    def first(self) -> bool:
        """Whether articles come to it from outside, one by one; to those behind it they come in its batches."""
        return at.RAW in self.reads

    def build(self) -> Any:
        """Import the builder and call it: models and tables are loaded now."""
        made = named(self.builder)
        return made() if self.supply is None else made(self.supply)


def named(dotted: str) -> Any:
    """What `module:name` is."""
    module, _, name = dotted.partition(":")
    return getattr(import_module(module), name)


@dataclass(frozen=True)
class Topic:
    """A topic as code. `partitions` None: as the deployment sets. `retention_ms` -1: for ever. `uncompressed`: the
    broker stores it so, and therefore holds `max_bytes` against what a foreign producer's record really is."""

    name: str
    partitions: int | None = None
    retention_ms: int = 7 * DAY_MS
    compacted: bool = False
    max_bytes: int = 16 * MIB
    dead_letters: bool = False
    uncompressed: bool = False

    @cached_property
    def dlq(self) -> "Topic":
        """The topic of its dead letters: room for the added headers, and a month to look at them."""
        return Topic(f"{self.name}.dlq", 1, 30 * DAY_MS, max_bytes=self.max_bytes + HEADERS_BYTES)


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "clean",
            (at.RAW,),
            (at.CLEAN,),
            "workers.core.clean:build",
            "2",
            takes=("profiles", "workers.core.clean.profiles:loaded"),
        ),
        Step(
            "tag",
            (at.CLEAN,),
            (at.TAGGED,),
            "workers.core.tag:build",
            "2",
            takes=("entities", "workers.core.tag.heads:identity"),
        ),
        Step("classify", (at.TAGGED,), (at.ENRICHED,), "workers.core.classify:build", "1"),
        Step("link", (at.ENRICHED, at.CLOCK), (at.STORIES,), "workers.core.link:build", "1", at.LINK_STATE),
        Step(
            "alert",
            (at.STORIES, at.CONTROL),
            (at.ALERTS, at.DECISIONS),
            "workers.core.alert:build",
            "1",
            at.ALERT_STATE,
        ),
    )
}

TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic(at.RAW, max_bytes=4 * MIB, dead_letters=True, uncompressed=True),
        Topic(at.CLEAN, dead_letters=True),
        Topic(at.TAGGED, dead_letters=True),
        Topic(at.ENRICHED, 1, dead_letters=True),
        Topic(at.STORIES, 1, 30 * DAY_MS, dead_letters=True),
        Topic(at.ALERTS, 1, 30 * DAY_MS),
        Topic(at.DECISIONS, 1, 30 * DAY_MS),
        Topic(at.CLOCK, 1, HOUR_MS, max_bytes=MIB, dead_letters=True),
        Topic(at.CONTROL, 1, -1, compacted=True, max_bytes=MIB, dead_letters=True),
        Topic(at.LINK_STATE, 1, -1, compacted=True),
        Topic(at.ALERT_STATE, 1, -1, compacted=True),
        Topic(at.FEEDS, 1, -1, compacted=True, max_bytes=MIB),
        Topic(at.DELIVERIES, 1, 45 * DAY_MS, max_bytes=MIB),
        Topic(at.REDRIVES, 1, 60 * DAY_MS, max_bytes=MIB),
    )
}


DEAD_LETTERS = tuple(topic.dlq.name for topic in TOPICS.values() if topic.dead_letters)
"""The dead-letter topics."""

PROCESSES = (*STEPS, "ingest", "delivery", "desk", "feed", "clock")
"""What runs for long, in the order of their ports (Settings.port)."""


def all_topics() -> list[Topic]:
    """Every topic that the wire needs, dead letters behind their source."""
    return [t for topic in TOPICS.values() for t in ([topic, topic.dlq] if topic.dead_letters else [topic])]
