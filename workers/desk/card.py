"""A story in short, as the list shows it, and its place in that list."""

from datetime import UTC, datetime
from math import log2
from typing import Any, get_args
from urllib.parse import urlsplit

from schemas.alert import Severity
from schemas.article import Origin
from schemas.event import Event, Party, Quantity
from schemas.story import Story, StoryArticle
from workers.core.alert.cap import severity, subject
from workers.reading.safe import one_line, safe

HOURS = 6
"""What a doubling of independent origins, or one level of severity, is worth in hours of age."""
LEVELS: dict[Severity, int] = {level: place for place, level in enumerate(reversed(get_args(Severity)))}
"""Severities, the gravest highest: Unknown 0, Minor 1 ... Extreme 4."""
STANDING = frozenset({"open", "closed"})
HEADLINE, LINE, NAMES = 300, 160, 5
URL_LENGTH = 2_000


def rank(story: Story) -> float:
    """Where a story stands among others, the higher the better. It holds no "now": two stories keep their order until
    one of them changes, so that it can be an index."""
    origins = log2(story.num_independent_sources) if story.num_independent_sources else -4.0
    return round(millis(story.last_seen) / (HOURS * 3_600_000) + origins + LEVELS[story_severity(story)], 6)


def story_severity(story: Story) -> Severity:
    """The severity of its main event, by the same table as an alert's."""
    told = subject(story, ())
    return severity(told.event if told else None)


def card(story: Story) -> dict[str, Any]:
    """What the list shows of a story."""
    told = subject(story, ()) or next(iter(story.events), None)
    return {
        "id": story.story_id,
        "version": story.version,
        "status": story.status,
        "merged_into": story.merged_into,
        "headline": one_line(story.headline or "", HEADLINE),
        "articles": story.num_articles,
        "sources": story.num_sources,
        "independent": story.num_independent_sources,
        "retracted": len(story.retracted),
        "severity": story_severity(story),
        "event": None if told is None else event_line(told.event),
        "names": list(dict.fromkeys(one_line(e.name, 60) for e in story.entities if e.type != "DATE"))[:NAMES],
        "first_seen": stamp(story.first_seen),
        "last_seen": stamp(story.last_seen),
    }


def event_line(event: Event) -> dict[str, Any]:
    """An event as one line: who did what to whom, where and when."""
    place = event.location
    return {
        "type": event.event_type,
        "modes": [safe(mode) for mode in event.mode],
        "context": [safe(context) for context in event.context],
        "quad": event.quad_code,
        "score": event.plover_score,
        "actor": parties(event.actor),
        "recipient": parties(event.recipient),
        "date": event.date.isoformat() if event.date else None,
        "enddate": event.enddate.isoformat() if event.enddate else None,
        "granularity": event.date_granularity,
        "place": one_line(place.resolved or place.extracted, LINE) if place else None,
        "country": safe(place.country_code) if place and place.country_code else None,
        "aux": list(event.aux_modes),
        "quantities": [figure(quantity) for quantity in event.quantities],
    }


def parties(named: tuple[Party, ...]) -> list[dict[str, Any]]:
    """Actors or recipients, each name once."""
    by_name = {party.name: party for party in reversed(named)}  # of each name the first
    return [
        {"name": one_line(name, 80), "country": _code(party.country_code), "sector": _code(party.sector_code)}
        for name, party in ((name, by_name[name]) for name in dict.fromkeys(party.name for party in named))
    ]


def figure(quantity: Quantity) -> str:
    """A quantity in words: `7 killed`, `at least 300 displaced`, `12 to 20 injured`, `money: 1.2e+09 USD`."""
    if quantity.value is not None:
        number = f"{quantity.value:,g}" if abs(quantity.value) < 1e6 else _large(quantity.value)
    elif quantity.low is not None and quantity.high is not None:
        number = f"{quantity.low:,g} to {quantity.high:,g}"
    elif quantity.low is None and quantity.high is None:
        number = "some"
    else:
        number = f"at most {quantity.high:,g}" if quantity.low is None else f"at least {quantity.low:,g}"
    unit = f" {one_line(quantity.unit, 30)}" if quantity.unit else ""
    return f"{number}{unit}" if quantity.kind == "money" else f"{number}{unit} {quantity.kind}"


def publisher(source: str | None, origin: Origin, url: str | None) -> str:
    """Who shows an article, as far as it says."""
    host = urlsplit(web_address(url) or "").hostname
    return one_line(source or origin.publisher or host or origin.agency or "", LINE) or "Unnamed source"


def publisher_of(article: StoryArticle) -> str:
    """Who shows a story's article."""
    return publisher(article.source, article.origin, article.url)


def web_address(url: str | None) -> str | None:
    """`url` where a reader may follow it: http or https with a host, none of its characters hostile."""
    if not url or len(url) > URL_LENGTH or safe(url) != url or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def millis(time: datetime) -> int:
    """Milliseconds since the epoch, as Kafka counts them."""
    return round(time.timestamp() * 1000)


def stamp(time: datetime | int | None) -> str | None:
    """A time (or milliseconds since the epoch) in RFC 3339, UTC."""
    if time is None:
        return None
    moment = datetime.fromtimestamp(time / 1000, UTC) if isinstance(time, int) else time.astimezone(UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _code(code: str | None) -> str | None:
    return one_line(code, 10) if code else None


def _large(value: float) -> str:
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.4g} {word}"
    return f"{value:,g}"
