"""What people and the clock tell the wire: subscriptions, webhooks and replays on the control topic, ticks on the
clock topic.

A record of the compacted control topic has the key `<kind>/<id>` (`control_key`); a tombstone deletes it.
"""

from typing import Literal

from schemas.base import Time, record

Field = Literal["words", "entity", "country", "event_type", "quad", "actor", "recipient", "place", "sources"]


@record
class Clause:
    """One condition, of which `field` says the kind.

    `words`: a phrase in headline, lead or evidence, whole words, case folded. `entity`: a name or alias of an entity,
    or its Wikidata id. `country`: an ISO 3166 alpha-3 code of any entity. `sources`: at least so many independent
    origins. The others are of an event that happened, or is announced (not of history, denials and conjecture):
    `event_type` and `quad` PLOVER's, `actor`, `recipient` and `place` a name or a country code.
    """

    field: Field
    value: str | int


@record
class Query:
    """Met where all of `all`, at least one of `any` (if there are any) and none of `none` are met. What `all` asks of
    an event (type, quad, actor, recipient) one and the same event must meet."""

    all: tuple[Clause, ...] = ()
    any: tuple[Clause, ...] = ()
    none: tuple[Clause, ...] = ()


@record
class Subscription:
    """A standing query. `version` counts its changes; deleted by a tombstone under its key."""

    id: str
    title: str
    query: Query
    version: int


@record
class SubscriptionControl:
    """A subscription that holds. `issued` is when it was said (UTC)."""

    kind: Literal["subscription"] = "subscription"
    issued: Time
    subscription: Subscription


@record
class Webhook:
    """A receiver of alerts: `url` gets those of `subscriptions` (none named: of all) by HTTP POST.

    `secret` names the signing secret, which is never on a topic: delivery looks it up under that name.
    """

    id: str
    url: str
    subscriptions: tuple[str, ...] = ()
    secret: str
    version: int


@record
class WebhookControl:
    """A webhook that holds. Alerts published before `issued` (UTC) of its first version are not for it."""

    kind: Literal["webhook"] = "webhook"
    issued: Time
    first_issued: Time
    webhook: Webhook


@record
class Offsets:
    """A stretch of one partition of a topic (without prefix): offsets `begin` up to, not including, `end`."""

    topic: str
    partition: int
    begin: int
    end: int


@record
class Replay:
    """A backlog that goes through the wire again: records of `topic`, the input of `step`, from the first whose Kafka
    timestamp is not before `since` to the first that is not before `until`, as `window` held them when the replay
    began. All it makes is under `prefix`; its subscriptions are on the control topic there.

    `ticks` are the times of its clock: each goes in when the records before it have gone through. `arguments` is what
    it was asked for, in one line that is equal for equal requests. `records`, once it is finished, is their number.
    """

    id: str
    step: str
    topic: str
    since: Time
    until: Time
    prefix: str
    window: tuple[Offsets, ...]
    ticks: tuple[Time, ...]
    arguments: str
    notify: bool = False
    finished: bool = False
    records: int | None = None


@record
class ReplayControl:
    """A replay that was begun; `issued` is when (UTC)."""

    kind: Literal["replay"] = "replay"
    issued: Time
    replay: Replay


@record
class Deleted:
    """A tombstone on the control topic, as the shell hands it to the core: `key` is what it deletes."""

    key: str


@record
class Tick:
    """One beat of the clock: `time` is UTC."""

    time: Time


Control = SubscriptionControl | WebhookControl | ReplayControl


def control_key(record: Control) -> str:
    """The key of `record` on the control topic."""
    match record:
        case SubscriptionControl():
            return f"subscription/{record.subscription.id}"
        case WebhookControl():
            return f"webhook/{record.webhook.id}"
        case ReplayControl():
            return f"replay/{record.replay.id}"
