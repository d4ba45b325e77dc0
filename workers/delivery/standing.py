"""How webhooks stand, for people: each one's last answer, and whether it is gone."""

from contextlib import aclosing
from dataclasses import dataclass, field

from schemas.control import WebhookControl
from schemas.delivery import Answer
from schemas.registry import DELIVERIES
from workers.delivery.ledger import Ledger
from workers.reading.log import decoded, read
from workers.settings import Settings


@dataclass
class Standing:
    """The delivery records, folded."""

    ledger: Ledger = field(default_factory=Ledger)
    last: dict[str, Answer] = field(default_factory=dict)

    def gone(self, control: WebhookControl) -> bool:
        """Whether the webhook, as it holds, answered that it is gone."""
        return self.ledger.gone(control.webhook.id) == control.issued


async def standing(settings: Settings) -> Standing:
    """All that the topic has to say now. Raises as workers.reading.log.read."""
    found = Standing()
    async with aclosing(read(settings, [DELIVERIES])) as entries:
        async for entry in entries:
            record = decoded(entry)
            if record is None:
                continue
            found.ledger.fold(record)
            if isinstance(record, Answer):
                found.last[record.webhook] = record
    return found
