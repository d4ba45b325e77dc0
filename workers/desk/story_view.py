"""A story as the page shows it: what happened, who is in it, and its articles by origin with their evidence."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from schemas.article import EnrichedArticle
from schemas.event import Event
from schemas.story import Evidence, Story, StoryArticle, StoryEntity, StoryOrigin
from workers.core.link.parties import live
from workers.desk.card import LINE, card, event_line, publisher_of, stamp, web_address
from workers.desk.fold import article_id
from workers.desk.segments import Mark, Segment, excerpts, located, segments
from workers.desk.views import SENTENCE, TITLE, UNNAMED, headline_of, party_marks
from workers.reading.safe import one_line, safe

ARTICLES = 200
"""Articles of a story that are shown."""
TEXTS = 40
"""Articles of a story that are shown with their evidence in context."""
EVENTS, ENTITIES, STATEMENTS, GROUNDS = 60, 40, 40, 6


def story_view(story: Story, articles: Mapping[str, EnrichedArticle], kept: Collection[str]) -> dict[str, Any]:
    """A story with its events, who is in it, and its articles by origin. `articles` are the first TEXTS of them, by id,
    as far as their text is kept; `kept` are the ids of all whose text is."""
    shown = {article.uri: article for article in story.articles[:ARTICLES]}
    events = story.events[:EVENTS]
    evidence: dict[str, list[tuple[int, Evidence]]] = {}
    for number, told in enumerate(events):
        for piece in told.evidence:
            evidence.setdefault(piece.uri, []).append((number, piece))
    return card(story) | {
        "split_from": story.split_from,
        "events": [
            event_line(told.event)
            | {
                "said": _said(told.event),
                "teller": article_id(told.uri),
                "articles": sorted({article_id(piece.uri) for piece in told.evidence}),
            }
            for told in events
        ],
        "main": next((n for n, told in enumerate(events) if live(told.event)), 0 if events else None),
        "entities": _entities(story.entities),
        "statements": [
            {
                "speaker": one_line(statement.speaker, 80),
                "text": one_line(statement.text, SENTENCE),
                "articles": len(statement.articles),
            }
            for statement in story.statements[:STATEMENTS]
        ],
        "origins": [_origin(origin, shown) for origin in sorted(story.origins, key=lambda o: -len(o.articles))],
        "members": [
            _member(article, evidence.get(article.uri, []), articles.get(article_id(article.uri)))
            | {"kept": article_id(article.uri) in kept}
            for article in shown.values()
        ],
        "hidden": len(story.articles) - len(shown),
        "links": [
            {
                "one": article_id(reason.uri),
                "other": article_id(reason.other),
                "score": reason.score,
                "features": [
                    (one_line(name, 40), value)
                    for name, value in sorted(reason.features.items(), key=lambda f: (-abs(f[1]), f[0]))
                ],
            }
            for reason in story.link_reasons[:ARTICLES]
        ],
        "taken_back": [
            {"id": id_, "uri": one_line(uri, LINE), "headline": headline_of(articles.get(id_))}
            for uri in story.retracted[:ARTICLES]
            for id_ in (article_id(uri),)
        ],
    }


def _entities(entities: Iterable[StoryEntity]) -> list[dict[str, Any]]:
    """Who and what a story is about, each name once: `Estonia` the state and `Estonian` are one for a reader."""
    found: dict[str, dict[str, Any]] = {}
    for entity in entities:
        if entity.type in UNNAMED:
            continue
        name = one_line(entity.name, 80)
        aliases = [one_line(alias, 60) for alias in entity.aliases[:6]]
        if name in found:
            found[name]["aliases"] = list(dict.fromkeys([*found[name]["aliases"], *aliases]))
            continue
        found[name] = {
            "name": name,
            "aliases": aliases,
            "type": safe(entity.type),
            "country": one_line(entity.country_code or "", 10) or None,
            "sector": one_line(entity.sector_code or "", 10) or None,
            "articles": entity.num_articles,
        }
    return list(found.values())[:ENTITIES]


def _origin(origin: StoryOrigin, shown: Mapping[str, StoryArticle]) -> dict[str, Any]:
    kind, _, name = origin.key.partition(":")
    first = next((shown[uri] for uri in origin.articles if uri in shown), None)
    label = name
    if first is not None:
        label = (first.origin.agency if kind == "agency" else None) or publisher_of(first)
    return {
        "kind": one_line(kind, 20),
        "name": one_line(label, LINE),
        "evidence": _grounds(origin.evidence, kind, name),
        "articles": [article_id(uri) for uri in origin.articles if uri in shown],
    }


def _grounds(evidence: str, kind: str, name: str) -> list[str]:
    """The pieces of an origin's evidence, without the origin's own name before each."""
    named = one_line(f"{kind} {name}").casefold()
    pieces = [one_line(piece, 200) for piece in evidence.split("; ")]
    told = [p[len(named) :].lstrip(": ") if p.casefold().startswith(named) else p for p in pieces]
    return [piece for piece in dict.fromkeys(told) if piece][:GROUNDS]


def _member(
    member: StoryArticle, evidence: list[tuple[int, Evidence]], article: EnrichedArticle | None
) -> dict[str, Any]:
    """A story's article with its evidence in context; `quoted` is evidence whose place is not there (any more)."""
    found = []
    quoted = []
    marks: list[Mark] = []
    for number, piece in evidence:
        place = located(article.body_text, piece.start, piece.text) if article else None
        if article is None or place is None:
            quoted.append({"event": number, "text": one_line(piece.text, SENTENCE)})
            continue
        found.append(place)
        marks.append((place.start, place.end, f"event-{number}"))
        for event in article.events:
            if event.text == piece.text:
                marks += party_marks(event, place.start - event.start)
    return {
        "id": article_id(member.uri),
        "uri": one_line(member.uri, LINE),
        "url": web_address(member.url),
        "source": publisher_of(member),
        "agency": one_line(member.origin.agency or "", LINE) or None,
        "headline": one_line(member.headline or "", TITLE) or one_line(member.lead, LINE) or None,
        "language": one_line(article.language or "", 12) or None if article else None,
        "published": stamp(member.published),
        "collected": stamp(member.collected),
        "revisions": member.num_revisions,
        "excerpts": excerpts(article.body_text, article.paragraphs, found, marks) if article else [],
        "quoted": quoted,
    }


def _said(event: Event) -> tuple[Segment, ...]:
    """An event's sentence, with who and what in it marked."""
    return segments(event.text, 0, min(len(event.text), SENTENCE), party_marks(event, -event.start))
