"""The ground of a replay: settings and topics of its own, and its record on the live control topic."""

import secrets
from dataclasses import replace
from datetime import datetime

from schemas.control import Replay, ReplayControl, control_key
from schemas.registry import CLOCK
from workers.broker import topics
from workers.broker.admin import connected
from workers.connectors import control
from workers.pipeline import HEADERS_BYTES, STEPS, Step, Topic, all_topics
from workers.replay.errors import ReplayError
from workers.replay.request import Request
from workers.replay.window import Window, lookup, tick_times
from workers.settings import Settings

STAMP = "%Y-%m-%d %H:%M:%S"


def steps_from(name: str) -> list[Step]:
    """The step of that name, and all behind it."""
    names = list(STEPS)
    return [STEPS[later] for later in names[names.index(name) :]]


def own_settings(settings: Settings, replay: Replay) -> Settings:
    """The settings of the replay's workers: another prefix for topics, groups and transactions, and any ports."""
    return settings.model_copy(update={"prefix": replay.prefix, "http_port": 0})


async def begin(settings: Settings, asked: Request, now: datetime) -> tuple[ReplayControl, datetime | None]:
    """Begin the replay that is asked for: take its window, and put its record on the live control topic. Gives that,
    and where retention has taken records of the window, the time from which on all are there. Raises ReplayError where
    the window is empty, or there are topics that are not its own."""
    topic = asked.step.reads[0]
    async with lookup(settings, topic) as found:
        window = await found.window(asked.since, asked.until)
        if not await found.any_record(window):
            span = await found.span()
            there = f"it holds records from {span[0]:{STAMP}} to {span[1]:{STAMP}}" if span else "it holds no record"
            raise ReplayError(
                f"No record of {settings.topic(topic)} has a Kafka timestamp from {asked.since:{STAMP}} to "
                f"{asked.until:{STAMP}} UTC: {there}."
            )
    record = planned(asked, window, settings, now)
    await claim(settings, record)
    return record, window.cut


def planned(asked: Request, window: Window, settings: Settings, now: datetime) -> ReplayControl:
    """The record of a new replay of `window`, in which there is a record."""
    id_ = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    ticks = tick_times(max(window.first or asked.since, asked.since), asked.until, window.size)
    replay = Replay(
        id=id_,
        step=asked.step.name,
        topic=window.topic,
        since=asked.since,
        until=asked.until,
        prefix=f"{settings.prefix}replay-{id_}." if asked.prefix is None else asked.prefix,
        window=window.offsets(),
        ticks=ticks if any(CLOCK in step.reads for step in steps_from(asked.step.name)) else (),
        arguments=asked.arguments,
        notify=asked.notify,
    )
    return ReplayControl(issued=now, replay=replay)


async def claim(settings: Settings, record: ReplayControl) -> None:
    """Put the record of a new replay on the live control topic, before anything else of it is made. Raises ReplayError
    where there are topics under its prefix: no replay of this wire made them."""
    if there := await occupied(settings, record.replay.prefix):
        raise ReplayError(
            f"There are topics under {record.replay.prefix} already ({', '.join(there[:3])}), and no replay of this "
            "wire made them.\nName another prefix: a replay writes into no topics but its own."
        )
    await note(settings, record, record.issued)


async def note(settings: Settings, record: ReplayControl, now: datetime) -> None:
    """Write `record` to the live control topic."""
    await control.write(settings, [(control_key(record), record)], now)


async def occupied(settings: Settings, prefix: str) -> list[str]:
    """The wire's topics that there are under `prefix`. Raises BrokerError."""
    async with connected(settings.kafka) as admin:
        there = set(await admin.list_topics())
    return [prefix + row.name for row in all_topics() if prefix + row.name in there]


async def make_topics(settings: Settings, replay: Replay) -> None:
    """Make the replay's topics, where they are not there yet. Raises BrokerError."""
    await topics.apply(own_settings(settings, replay), rows(replay.topic))


def rows(topic: str) -> list[Topic]:
    """The topics of a replay that reads `topic`. Its records keep their old times, and the clock's ticks are needed to
    go on after a stop: retention must not take them. A record has one header more than it had live."""
    return [
        replace(row, retention_ms=-1, max_bytes=row.max_bytes + (row.name == topic) * HEADERS_BYTES)
        if row.name in (topic, CLOCK)
        else row
        for row in all_topics()
    ]
