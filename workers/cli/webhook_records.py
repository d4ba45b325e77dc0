"""What `wiredesk webhooks` does to the control topic, and its one call."""

from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, NoReturn

import typer

from workers.cli.failures import REFUSED, say
from workers.reading.safe import one_line

if TYPE_CHECKING:
    from schemas.control import WebhookControl
    from workers.delivery.outcome import DeliveryError
    from workers.settings import Settings


@dataclass(frozen=True)
class Tried:
    """What came of a try: `status` is HTTP's, `seconds` what it took; no `error`: it was taken."""

    error: "DeliveryError | None"
    status: int | None
    seconds: float


async def put(
    settings: "Settings", id_: str, url: str, subscriptions: tuple[str, ...], secret: str
) -> "tuple[WebhookControl, list[str]]":
    """Make a webhook hold from now on, or as changed. Gives the record that was written, and those of `subscriptions`
    that do not hold."""
    from schemas.control import SubscriptionControl, Webhook, WebhookControl, control_key
    from workers.connectors.control import write
    from workers.reading.control import held

    now = datetime.now(UTC)
    before = (await held(settings, WebhookControl)).get(id_)
    version = before.webhook.version + 1 if before else 1
    hook = Webhook(id=id_, url=url, subscriptions=subscriptions, secret=secret, version=version)
    control = WebhookControl(issued=now, first_issued=before.first_issued if before else now, webhook=hook)
    known = await held(settings, SubscriptionControl) if subscriptions else {}
    await write(settings, [(control_key(control), control)], now)
    return control, [name for name in subscriptions if name not in known]


async def remove(settings: "Settings", id_: str) -> "WebhookControl":
    """Delete a webhook; gives it as it held. Refuses where there is none."""
    from schemas.control import control_key
    from workers.connectors.control import write

    control = await holding(settings, id_)
    await write(settings, [(control_key(control), None)], datetime.now(UTC))
    return control


async def holding(settings: "Settings", id_: str) -> "WebhookControl":
    """The webhook that is called `id_`. Refuses where there is none."""
    from schemas.control import WebhookControl
    from workers.reading.control import held

    control = (await held(settings, WebhookControl)).get(id_)
    if control is None:
        refuse(f"No webhook is called {one_line(id_)!r}; `wiredesk webhooks list` shows them.")
    return control


async def attempt(settings: "Settings", id_: str) -> Tried:
    """Send a test notice, once. Refuses where there is no such webhook."""
    from workers.delivery.channels import Channels
    from workers.delivery.notice import notice, sample
    from workers.delivery.outcome import DeliveryError

    control = await holding(settings, id_)
    channels = Channels(settings)
    notice_ = notice(settings.prefix, id_, sample(datetime.now(UTC)))
    began = monotonic()
    try:
        status, error = (await channels.send(notice_, control.webhook)).status, None
    except DeliveryError as failed:
        status, error = failed.status, failed
    finally:
        await channels.close()
    return Tried(error, status, round(monotonic() - began, 3))


def refuse(text: str) -> NoReturn:
    """Say why it can't be, and end with exit code REFUSED."""
    say(text)
    raise typer.Exit(REFUSED)
