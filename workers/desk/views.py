"""Records as the page shows them: what is from outside cut to a length and made safe, offsets turned into segments."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from schemas.alert import Alert
from schemas.article import EnrichedArticle, Mention
from schemas.event import Event
from schemas.story import Evidence, Story, StoryArticle, StoryEntity, StoryOrigin
from workers.core.link.parties import live
from workers.desk.card import LINE, card, event_line, publisher, publisher_of, stamp, web_address
from workers.desk.fold import article_id
from workers.desk.segments import Mark, Segment, excerpts, located, paragraphs, segments
from workers.reading.safe import one_line, safe

BODY = 200_000
"""Code points of a body that are shown."""
SENTENCE, TITLE = 2_000, 1_000
ARTICLES = 200
"""Articles of a story that are shown."""
TEXTS = 40
"""Articles of a story that are shown with their evidence in context."""
EVENTS, ENTITIES = 60, 40
GROUNDS = 6
UNNAMED = frozenset({"DATE"})


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
            for statement in story.statements[:40]
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


def article_view(article: EnrichedArticle, pubstatus: str) -> dict[str, Any]:
    """An article whole: its text with mentions, quotes and evidence marked. `pubstatus` is of its latest revision."""
    names = _named(article.mentions)
    number = {id(mention): place for place, mentions in enumerate(names.values()) for mention in mentions}
    marks: list[Mark] = [
        (mention.start, mention.end, f"name-{number[id(mention)]}")
        for mention in article.mentions
        if id(mention) in number
    ]
    marks += [(quote.start, quote.end, "quote") for quote in article.quotes]
    for place, event in enumerate(article.events):
        marks += _event_marks(event, place, event.start)
    shown, left_out = paragraphs(article.body_text, article.paragraphs, BODY)
    removed: dict[str, int] = {}
    for removal in article.removed:
        removed[removal.rule] = removed.get(removal.rule, 0) + removal.end - removal.start
    return {
        "id": article_id(article.uri),
        "uri": one_line(article.uri, LINE),
        "url": web_address(article.url),
        "source": publisher(article.source, article.origin, article.url),
        "agency": one_line(article.origin.agency or "", LINE) or None,
        "headline": headline_of(article),
        "byline": one_line(article.byline or "", LINE) or None,
        "language": one_line(article.language or "", 12) or None,
        "genre": article.genre,
        "pubstatus": pubstatus,
        "correction": one_line(article.correction or "", SENTENCE) or None,
        "published": stamp(article.firstcreated or article.versioncreated),
        "dated_by": article.date_basis,
        "date_reliable": article.date_reliable,
        "collected": stamp(article.collected),
        "paragraphs": [segments(article.body_text, span.start, span.end, marks) for span in shown],
        "left_out": left_out,
        "names": [
            {
                "name": one_line(mentions[0].name, 80),
                "type": mentions[0].type,
                "country": one_line(mentions[0].country_code or "", 10) or None,
                "sector": one_line(mentions[0].sector_code or "", 10) or None,
                "mentions": len(mentions),
            }
            for mentions in names.values()
        ],
        "events": [event_line(event) for event in article.events],
        "removed": sorted(removed.items(), key=lambda rule: (-rule[1], rule[0])),
    }


def alert_view(alert: Alert) -> dict[str, Any]:
    """A notice: what it says, to whom, and why it went out."""
    info = alert.info
    return {
        "id": alert.identifier,
        "group": alert.group_key,
        "story": alert.incidents,
        "story_version": alert.story_version,
        "kind": alert.msgType,
        "status": alert.status,
        "subscription": one_line(alert.subscription_id, 80),
        "severity": info.severity,
        "urgency": info.urgency,
        "certainty": info.certainty,
        "category": one_line(info.category, 40),
        "event": one_line(info.event, 40),
        "headline": one_line(info.headline, 300),
        "description": one_line(info.description, SENTENCE),
        "area": one_line(info.area.areaDesc, LINE) if info.area else None,
        "why": one_line(alert.decision_reason, SENTENCE),
        "sent": one_line(alert.sent, 40).replace("-00:00", "Z"),
        "matched": [
            {
                "clause": one_line(match.clause, LINE),
                "text": one_line(match.text, 300),
                "article": None if match.uri is None else article_id(match.uri),
            }
            for match in alert.matched[:20]
        ],
    }


def headline_of(article: EnrichedArticle | None) -> str | None:
    """An article's headline; where it has none, how it begins."""
    if article is None:
        return None
    return one_line(article.headline or "", TITLE) or one_line(article.body_text[:400], LINE) or None


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
                marks += _party_marks(event, place.start - event.start)
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
    return segments(event.text, 0, min(len(event.text), SENTENCE), _party_marks(event, -event.start))


def _event_marks(event: Event, number: int, at: int) -> list[Mark]:
    return [(event.start, event.end, f"event-{number}"), *_party_marks(event, at - event.start)]


def _party_marks(event: Event, shift: int) -> list[Mark]:
    """Who and what of the evidence, `shift` code points from where the event says."""
    named = [(party, "actor") for party in event.actor] + [(party, "recipient") for party in event.recipient]
    inside = [(p.start, p.end, name) for p, name in named] + [(q.start, q.end, "figure") for q in event.quantities]
    return [(s + shift, e + shift, name) for s, e, name in inside if event.start <= s < e <= event.end]


def _named(mentions: Iterable[Mention]) -> dict[tuple[str, str], list[Mention]]:
    """Mentions by who they are, the most mentioned first."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        if mention.type not in UNNAMED:
            found.setdefault((mention.name, mention.type), []).append(mention)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0].start)))
