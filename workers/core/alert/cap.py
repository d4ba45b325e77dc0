"""What an alert says of a story in CAP 1.2's terms, by tables.

severity    by the people killed in the main event, else by its PLOVER score (the manual's intensity, -10 to 10)
certainty   by independent origins: one is Possible, two Likely, three or more Observed; what is announced is Likely
            at most
urgency     Future for what is announced, Past for what is dated more than PAST before the story's last article, else
            Immediate where severity is Extreme or Severe, else Expected
category    by the event's context, else by its type
Without an event all are Unknown, and the category is Other.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Literal

from schemas.alert import AlertInfo, Area, Match, Severity
from schemas.event import Event
from schemas.story import Story, StoryEvent
from workers.core.link.parties import live

Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
Urgency = Literal["Immediate", "Expected", "Future", "Past", "Unknown"]

BY_KILLED: tuple[tuple[float, Severity], ...] = ((10, "Extreme"), (1, "Severe"))
BY_PLOVER_SCORE: tuple[tuple[float, Severity], ...] = ((-9, "Severe"), (-5, "Moderate"), (10, "Minor"))
"""The first row whose bound is not below the score holds."""
BY_ORIGINS: tuple[tuple[int, Certainty], ...] = ((3, "Observed"), (2, "Likely"), (1, "Possible"))
PAST = timedelta(days=3)
BY_CONTEXT = {
    "health": "Health",
    "disaster": "Safety",
    "environment": "Env",
    "cyber": "Infra",
    "terrorism": "Security",
    "military": "Security",
    "human_security": "Safety",
    "cbrn": "CBRNE",
}
BY_TYPE = {
    "ASSAULT": "Security",
    "COERCE": "Security",
    "MOBILIZE": "Security",
    "PROTEST": "Security",
    "SANCTION": "Security",
    "THREATEN": "Security",
    "AID": "Rescue",
}


def subject(story: Story, found: Collection[Match]) -> StoryEvent | None:
    """What a notice is about: the first event of the story that met the query, else its first event that is news."""
    spans = {(match.uri, match.start, match.end) for match in found}
    news = [told for told in story.events if live(told.event)]
    met = (told for told in news if any((e.uri, e.start, e.end) in spans for e in told.evidence))
    return next(met, news[0] if news else None)


def severity(event: Event | None) -> Severity:
    """By the table."""
    if event is None:
        return "Unknown"
    killed = max((q.value or q.low or 0 for q in event.quantities if q.kind == "killed"), default=0)
    for least, level in BY_KILLED:
        if killed >= least:
            return level
    return next(level for bound, level in BY_PLOVER_SCORE if event.plover_score <= bound)


def certainty(story: Story, event: Event | None) -> Certainty:
    """By the table."""
    if event is None:
        return "Unknown"
    count = story.num_independent_sources
    level: Certainty = next((level for least, level in BY_ORIGINS if count >= least), "Unknown")
    return "Likely" if level == "Observed" and "future" in event.aux_modes else level


def urgency(story: Story, event: Event | None) -> Urgency:
    """By the table."""
    if event is None:
        return "Unknown"
    if "future" in event.aux_modes:
        return "Future"
    ended = event.enddate or event.date
    if ended is not None and story.last_seen.date() - ended > PAST:
        return "Past"
    return "Immediate" if severity(event) in ("Extreme", "Severe") else "Expected"


def category(event: Event | None) -> str:
    """By the table."""
    if event is None:
        return "Other"
    by_context = (BY_CONTEXT.get(context.lower()) for context in event.context)
    return next((found for found in by_context if found), BY_TYPE.get(event.event_type, "Other"))


def info(story: Story, found: Collection[Match], headline: str = "") -> AlertInfo:
    """The info block: the story's headline (`headline` where all its articles are gone), and the evidence of what it
    is about (see `subject`; without an event the first lead)."""
    told = subject(story, found)
    event = told.event if told else None
    lead = next((article.lead for article in story.articles if article.lead), "")
    return AlertInfo(
        category=category(event),
        event=event.event_type if event else "news",
        urgency=urgency(story, event),
        severity=severity(event),
        certainty=certainty(story, event),
        headline=story.headline or headline or lead or story.story_id,
        description=event.text if event else lead,
        area=_area(event),
    )


def _area(event: Event | None) -> Area | None:
    place = event.location if event else None
    if place is None:
        return None
    return Area(
        areaDesc=place.resolved or place.extracted, country_code=place.country_code, lat=place.lat, lon=place.lon
    )
