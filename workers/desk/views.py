"""Articles and notices as the page shows them: what is from outside cut to a length and made safe, offsets turned into
segments."""

from collections.abc import Iterable
from typing import Any

from schemas.alert import Alert
from schemas.article import EnrichedArticle, Mention
from schemas.event import Event
from workers.desk.card import LINE, event_line, publisher, stamp, web_address
from workers.desk.fold import article_id
from workers.desk.segments import Mark, paragraphs, segments
from workers.reading.safe import one_line

BODY = 200_000
"""Code points of a body that are shown."""
SENTENCE, TITLE = 2_000, 1_000
UNNAMED = frozenset({"DATE"})
"""Mentions that name nobody."""


def article_view(article: EnrichedArticle, pubstatus: str) -> dict[str, Any]:
    """An article whole: its text with mentions, quotes and evidence marked. `pubstatus` is of its latest revision."""
    names = _named(article.mentions)
    number = {id(mention): place for place, mentions in enumerate(names.values()) for mention in mentions}
    marks: list[Mark] = [
        (mention.start, mention.end, f"name-{number[id(mention)]}")
        for mention in article.mentions
        if id(mention) in number
    ]
    marks += [(quote.start, quote.end, "quote") for quote in article.quotes if quote.kind != "indirect"]
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


def party_marks(event: Event, shift: int) -> list[Mark]:
    """Who and what of the evidence, `shift` code points from where the event says."""
    named = [(party, "actor") for party in event.actor] + [(party, "recipient") for party in event.recipient]
    inside = [(p.start, p.end, name) for p, name in named] + [(q.start, q.end, "figure") for q in event.quantities]
    return [(s + shift, e + shift, name) for s, e, name in inside if event.start <= s < e <= event.end]


def _event_marks(event: Event, number: int, at: int) -> list[Mark]:
    return [(event.start, event.end, f"event-{number}"), *party_marks(event, at - event.start)]


def _named(mentions: Iterable[Mention]) -> dict[tuple[str, str], list[Mention]]:
    """Mentions by who they are, the most mentioned first."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        if mention.type not in UNNAMED:
            found.setdefault((mention.name, mention.type), []).append(mention)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0].start)))
