"""The control topic as it holds now: subscriptions, webhooks, replays."""

from contextlib import aclosing
from typing import TypeVar

from schemas.control import Deleted, ReplayControl, SubscriptionControl, WebhookControl
from schemas.registry import CONTROL
from workers.reading.log import decoded, read
from workers.settings import Settings

C = TypeVar("C", SubscriptionControl, WebhookControl, ReplayControl)


async def held(settings: Settings, kind: type[C]) -> dict[str, C]:
    """The records of type `kind` that hold, by id (their key without its kind): the control topic folded to its end.

    What can't be read there is passed over; it is in the dead letters of the `alert` step. Raises as
    workers.reading.log.read.
    """
    prefix = f"{kind.__dataclass_fields__['kind'].default}/"
    found: dict[str, C] = {}
    async with aclosing(read(settings, [CONTROL])) as entries:
        async for entry in entries:
            if not entry.key.startswith(prefix):
                continue
            name, record = entry.key.removeprefix(prefix), decoded(entry)
            if isinstance(record, kind):
                found[name] = record
            elif isinstance(record, Deleted):
                found.pop(name, None)
    return dict(sorted(found.items()))
