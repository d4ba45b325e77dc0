"""The control topic, for those who write it: what a new list of subscriptions would change, and saying so.

One writer at a time: of two that apply at once, the later one's versions hold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from aiokafka import AIOKafkaProducer

from schemas.codec import encode
from schemas.control import Control, Subscription, SubscriptionControl, control_key
from schemas.envelope import headers
from schemas.ids import digest
from schemas.registry import CONTRACTS, CONTROL
from workers.reading.cluster import answered
from workers.settings import Settings

SOURCE = "/wiredesk/control"


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
    """Write `changes` to the control topic; what is unchanged is not written."""
    await write(settings, [_said(change, now) for change in changes if change.action is not Action.UNCHANGED], now)


async def write(settings: Settings, records: Iterable[tuple[str, Control | None]], now: datetime) -> None:
    """Write (key, record) pairs to the control topic, None as a tombstone, and await each acknowledgement."""
    client = AIOKafkaProducer(**settings.kafka, client_id="wiredesk-control", enable_idempotence=True)
    async with answered(settings):
        await client.start()
    try:
        for key, record in records:
            value = None if record is None else encode(record)
            ce_id = digest("control", key, now.isoformat(), value or b"")
            fields = headers(CONTRACTS[CONTROL], ce_id=ce_id, source=SOURCE, subject=key, time=now)
            await client.send_and_wait(settings.topic(CONTROL), key=key.encode(), value=value, headers=fields)
    finally:
        await client.stop()


def _said(change: Change, now: datetime) -> tuple[str, Control | None]:
    record = SubscriptionControl(issued=now, subscription=change.subscription)
    return control_key(record), None if change.action is Action.DELETED else record
