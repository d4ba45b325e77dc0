"""Stories and subscriptions, made short."""

import datetime as dt
from typing import Any

from schemas.control import Clause, Query, Subscription, SubscriptionControl
from schemas.event import Event, Location, Party
from schemas.story import Evidence, Story, StoryArticle, StoryEntity, StoryEvent

START = dt.datetime(2024, 3, 4, 8, tzinfo=dt.UTC)
LEAD = "Mali closed NATO’s trade-corridor to Ivory Coast on Tuesday. ECOWAS objected."


def clauses(*pairs: tuple[str, str | int]) -> tuple[Clause, ...]:
    return tuple(Clause(field=field, value=value) for field, value in pairs)  # type: ignore[arg-type]


def control(id_: str, version: int = 1, hours: float = 0, **groups: tuple[Clause, ...]) -> SubscriptionControl:
    """A subscription as said `hours` after START."""
    subscription = Subscription(id=id_, title=id_, query=Query(**groups), version=version)
    return SubscriptionControl(issued=START + dt.timedelta(hours=hours), subscription=subscription)


def told(event_type: str = "SANCTION", actor: str = "MLI", recipient: str = "CIV", **fields: Any) -> StoryEvent:
    """An event told in the first sentence of LEAD."""
    end = LEAD.index(".") + 1
    base: dict[str, Any] = {
        "id": f"{event_type}-{actor}",
        "event_type": event_type,
        "quad_code": 4,
        "plover_score": -8.0,
        "text": LEAD[:end],
        "start": 0,
        "end": end,
        "score": 0.8,
        "coder": "test",
        "actor": (Party(text=actor, start=0, end=4, name=f"Name of {actor}", country_code=actor),),
        "recipient": (Party(text=recipient, start=0, end=4, name=f"Name of {recipient}", country_code=recipient),),
        "location": Location(extracted="Bamako", resolved="Bamako", country_code="MLI"),
    }
    event = Event(**(base | fields))
    return StoryEvent(event=event, uri="u1", evidence=(Evidence(uri="u1", start=0, end=end, text=event.text),))


def story(story_id: str = "s1", version: int = 1, hours: float = 0, **fields: Any) -> Story:
    """An open story of one article (or `num_articles`) last seen `hours` after START."""
    seen = START + dt.timedelta(hours=hours)
    count = fields.get("num_articles", 1)
    base: dict[str, Any] = {
        "story_id": story_id,
        "version": version,
        "headline": "Mali shuts the road",
        "articles": tuple(
            StoryArticle(uri=f"u{i + 1}", headline="Mali shuts the road", lead=LEAD, collected=seen, origin_key=f"o{i}")
            for i in range(count)
        ),
        "events": (told(),),
        "entities": (
            StoryEntity(name="Mali", type="GPE", country_code="MLI", num_articles=1),
            StoryEntity(
                name="Economic Community of West African States",
                aliases=("ECOWAS",),
                type="ORG",
                wikidata_id="Q1",
                num_articles=1,
            ),
        ),
        "first_seen": START,
        "last_seen": seen,
        "num_articles": count,
        "num_sources": count,
        "num_independent_sources": count,
    }
    return Story(**(base | fields))
