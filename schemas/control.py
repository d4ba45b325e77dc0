"""What people and the clock tell the wire: subscriptions on the control topic, ticks on the clock topic."""

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
class Control:
    """A record of the compacted control topic; the key is `<kind>/<id>`. `issued` is when it was said (UTC)."""

    kind: Literal["subscription"] = "subscription"
    issued: Time
    subscription: Subscription


@record
class Deleted:
    """A tombstone on the control topic, as the shell hands it to the core: `key` is what it deletes."""

    key: str


@record
class Tick:
    """One beat of the clock: `time` is UTC."""

    time: Time
