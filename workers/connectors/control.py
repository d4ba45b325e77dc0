"""The control topic, for those who write it: what holds now, what a new list would change, and saying so.

One writer at a time: of two that apply at once, the later one's versions hold.
"""

from collections.abc import Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from aiokafka import AIOKafkaProducer

from schemas.codec import DecodeError, decode, encode
from schemas.control import Control, Subscription
from schemas.envelope import headers
from schemas.ids import digest
from schemas.registry import CONTRACTS, CONTROL
from workers.reading.log import read
from workers.settings import Settings

SOURCE = "/wiredesk/subscriptions"


class Action(StrEnum):
    """What becomes of a subscription."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Change:
    """`subscription` as it will be (the last that held, for a deletion)."""

    action: Action
    subscription: Subscription


def key(subscription_id: str) -> str:
    """The key of a subscription's records."""
    return f"subscription/{subscription_id}"


async def held(settings: Settings) -> dict[str, Control]:
    """The subscriptions that hold, by id: the control topic folded to its end. What can't be read there is passed
    over; it is in the dead letters of the `alert` step. Raises as workers.reading.log.read."""
    found: dict[str, Control] = {}
    async with aclosing(read(settings, [CONTROL])) as entries:
        async for entry in entries:
            try:
                record = decode(entry.message)
            except DecodeError:
                continue
            if isinstance(record, Control):
                found[record.subscription.id] = record
            else:
                found.pop(record.key.removeprefix("subscription/"), None)
    return dict(sorted(found.items()))


def plan(now_held: Mapping[str, Subscription], wanted: Iterable[Subscription], *, prune: bool) -> list[Change]:
    """What makes `wanted` hold: a new one begins with version 1, a changed one goes one up, an equal one keeps its
    own. With `prune`, what is not wanted goes."""
    changes = []
    named = set()
    for subscription in wanted:
        named.add(subscription.id)
        before = now_held.get(subscription.id)
        if before is None:
            changes.append(Change(Action.CREATED, replace(subscription, version=1)))
        elif replace(subscription, version=before.version) == before:
            changes.append(Change(Action.UNCHANGED, before))
        else:
            changes.append(Change(Action.CHANGED, replace(subscription, version=before.version + 1)))
    if prune:
        changes += [Change(Action.DELETED, now_held[id_]) for id_ in sorted(now_held.keys() - named)]
    return changes


async def say(settings: Settings, changes: Iterable[Change], now: datetime) -> None:
    """Write `changes` to the control topic and await the acknowledgements; what is unchanged is not written."""
    async with AIOKafkaProducer(
        **settings.kafka, client_id="wiredesk-subscriptions", enable_idempotence=True
    ) as producer:
        for change in changes:
            if change.action is not Action.UNCHANGED:
                await _write(producer, settings.topic(CONTROL), change, now)


async def _write(producer: AIOKafkaProducer, topic: str, change: Change, now: datetime) -> None:
    gone = change.action is Action.DELETED
    value = None if gone else encode(Control(issued=now, subscription=change.subscription))
    name = key(change.subscription.id)
    ce_id = digest("control", name, now.isoformat(), value or b"")
    fields = headers(CONTRACTS[CONTROL], ce_id=ce_id, source=SOURCE, subject=name, time=now)
    await producer.send_and_wait(topic, key=name.encode(), value=value, headers=fields)
