"""What the articles of a story tell together: events, entities and statements, each with the articles that have it."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from schemas.event import Event
from schemas.state import ArticleState
from schemas.story import Evidence, Statement, StoryEntity, StoryEvent
from workers.core.link.parties import identity, live
from workers.core.link.terms import fold, stems

SAME_EVENT_DAYS = 3
"""Dates of one event in different articles may differ by so much (a night, a time zone, an announcement)."""
SAME_WORDS = 0.6
"""Share of the shorter statement's words that two wordings of one statement have in common."""

_Told = tuple[Event, str]


def events(members: Iterable[ArticleState]) -> tuple[StoryEvent, ...]:
    """The articles' events merged where type, parties and day agree. The main one comes first: the news before its
    background, then what most articles tell, then the best scored."""
    groups: dict[tuple[object, ...], list[_Told]] = defaultdict(list)
    for state in members:
        for event in state.events:
            groups[_kind(event)].append((event, state.uri))
    merged = [_merge(same) for _, group in sorted(groups.items(), key=lambda i: repr(i[0])) for same in _by_day(group)]
    return tuple(sorted(merged, key=_prominence))


def entities(members: Iterable[ArticleState]) -> tuple[StoryEntity, ...]:
    """Who and what the articles name, most named first."""
    groups: dict[tuple[str, str], list[StoryEntity]] = defaultdict(list)
    for state in members:
        for entity in state.entities:
            groups[entity.wikidata_id or fold(entity.name), entity.type].append(entity)
    merged = (_join(group) for group in groups.values())
    return tuple(sorted(merged, key=lambda e: (-e.num_articles, e.name, e.type, e.wikidata_id or "")))


def statements(members: Iterable[ArticleState]) -> tuple[Statement, ...]:
    """Who said what: wordings of one statement by one speaker joined under the longest, most carried first."""
    by_speaker: dict[str, list[Statement]] = defaultdict(list)
    for state in members:
        for statement in state.statements:
            by_speaker[fold(statement.speaker)].append(statement)
    joined: list[Statement] = []
    for said in by_speaker.values():
        groups: list[tuple[Statement, frozenset[str], set[str]]] = []
        for statement in sorted(said, key=lambda s: (-len(s.text), s.text, s.articles)):
            words = frozenset(stems(statement.text, None))
            for _, longer, uris in groups:
                if words and len(words & longer) >= SAME_WORDS * len(words):
                    uris.update(statement.articles)
                    break
            else:
                groups.append((statement, words, set(statement.articles)))
        joined += [dataclasses.replace(first, articles=tuple(sorted(uris))) for first, _, uris in groups]
    return tuple(sorted(joined, key=lambda s: (-len(s.articles), s.speaker, s.text)))


def _kind(event: Event) -> tuple[object, ...]:
    """What is the same for all tellings of an event. "Plans to" and "did" are the same event at different times;
    history, denials and conjecture are others."""
    background = () if live(event) else tuple(sorted(event.aux_modes))
    actors = tuple(sorted({identity(party) for party in event.actor}))
    recipients = tuple(sorted({identity(party) for party in event.recipient}))
    return event.vocabulary, event.event_type, actors, recipients, background


def _by_day(group: list[_Told]) -> list[list[_Told]]:
    """`group` cut where the dates leave a gap; what has no date goes with the best told."""
    dated = sorted((t for t in group if t[0].date), key=lambda t: (t[0].date or dt.date.min, t[1], t[0].start))
    parts: list[list[_Told]] = []
    last: dt.date | None = None
    for told in dated:
        day = told[0].date
        if last is None or day is None or (day - last).days > SAME_EVENT_DAYS:
            parts.append([])
        parts[-1].append(told)
        last = day
    undated = [told for told in group if told[0].date is None]
    if not parts:
        return [undated]
    max(parts, key=lambda part: len({uri for _, uri in part})).extend(undated)
    return parts


def _merge(told: list[_Told]) -> StoryEvent:
    """One event: its coding from the best one, a dated before an undated."""
    event, uri = min(told, key=lambda t: (t[0].date is None, -t[0].score, t[1], t[0].start, t[0].id))
    evidence = {(u, e.start, e.end): Evidence(uri=u, start=e.start, end=e.end, text=e.text) for e, u in told}
    return StoryEvent(event=event, uri=uri, evidence=tuple(evidence[key] for key in sorted(evidence)))


def _prominence(told: StoryEvent) -> tuple[object, ...]:
    carriers = len({evidence.uri for evidence in told.evidence})
    place = told.event.start, told.event.id
    return not live(told.event), -carriers, -told.event.score, told.uri, *place


def _join(group: list[StoryEntity]) -> StoryEntity:
    names: dict[str, int] = defaultdict(int)
    for entity in group:
        names[entity.name] += 1
    name = min(names, key=lambda n: (-names[n], n))
    known = min(group, key=lambda e: (e.country_code or "~", e.sector_code or "~"))
    aliases = {other for entity in group for other in (entity.name, *entity.aliases)} - {name}
    return dataclasses.replace(known, name=name, aliases=tuple(sorted(aliases)), num_articles=len(group))
