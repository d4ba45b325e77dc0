"""An article on its way, as the steps would publish it, for the tests of what people see."""

from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

from schemas.alert import Alert, AlertInfo, Decision, Match, cap_time
from schemas.article import (
    CleanArticle,
    EnrichedArticle,
    Mention,
    Origin,
    Quote,
    RawArticle,
    Removal,
    Segment,
    TaggedArticle,
)
from schemas.base import Span
from schemas.event import Event, Location, Party
from schemas.story import Evidence, LinkReason, Story, StoryArticle, StoryEvent, StoryOrigin

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
URI = "https://paper.example/mali?id=1"
OTHER = "https://other.example/mali"
SOURCE = "Home | News\nMalis junta said \u201cNo.\u201d It banned ECOWAS envoys.\nRead more"
BODY = "Mali\u2019s junta said \u201cNo.\u201d It banned ECOWAS envoys."

RAW = RawArticle(
    uri=URI, collected=NOW, url=URI + "#print", via="file:inbox/mali.txt", mimetype="text/plain", body=SOURCE
)
CLEAN = CleanArticle(
    uri=URI,
    collected=NOW,
    url=RAW.url,
    via=RAW.via,
    format="text",
    language="en",
    headline="Mali bans envoys",
    origin=Origin(publisher="paper.example", agency="Orbis", evidence="(Orbis)", score=0.9),
    body_text=BODY,
    paragraphs=(Span(start=0, end=len(BODY)),),
    removed=(Removal(start=0, end=11, rule="menu"), Removal(start=60, end=69, rule="related")),
    offset_map=(
        Segment(kind="copy", start=0, end=4, source_start=12, source_end=16),
        Segment(kind="insert", start=4, end=5, source_start=16, source_end=16),
        Segment(kind="copy", start=5, end=len(BODY), source_start=16, source_end=59),
    ),
)


def extended(kind: type, article: Any, **more: Any) -> Any:
    """`article` as a record of `kind`, with `more`."""
    return kind(**{f.name: getattr(article, f.name) for f in fields(article)}, **more)


def at(words: str) -> dict[str, Any]:
    start = BODY.index(words)
    return {"start": start, "end": start + len(words), "text": words}


MALI = Mention(**at("Mali"), type="GPE", score=0.9, name="Mali", rule="country", country_code="MLI")
ECOWAS = Mention(**at("ECOWAS"), type="ORG", score=0.8, name="ECOWAS", rule="organisation", sector_code="IGO")
TAGGED = extended(
    TaggedArticle, CLEAN, mentions=(MALI, ECOWAS), quotes=(Quote(**at("No."), speaker_mention=0, cue="said"),)
)
EVENT = Event(
    id="e1",
    event_type="SANCTION",
    mode=("expel",),
    actor=(Party(**at("Mali"), name="Mali", country_code="MLI"),),
    recipient=(Party(**at("ECOWAS"), name="ECOWAS"),),
    date=date(2024, 2, 29),
    location=Location(extracted="Mali", resolved="Mali", country_code="MLI"),
    quad_code=4,
    plover_score=-5.0,
    **at("It banned ECOWAS envoys."),
    score=0.9,
    coder="patterns-1",
)
ENRICHED = extended(EnrichedArticle, TAGGED, events=(EVENT,))


def story(version: int, *uris: str, **more: Any) -> Story:
    """A version of a story of `uris`."""
    return Story(
        story_id="5" * 32,
        version=version,
        headline="Mali bans envoys",
        articles=tuple(StoryArticle(uri=uri, collected=NOW, origin_key="agency:orbis") for uri in uris),
        events=(StoryEvent(event=EVENT, uri=URI, evidence=(Evidence(uri=URI, **at("It banned ECOWAS envoys.")),)),),
        first_seen=NOW,
        last_seen=NOW,
        num_articles=len(uris),
        num_sources=len(uris),
        num_independent_sources=1,
        origins=(StoryOrigin(key="agency:orbis", articles=uris, evidence="agency Orbis"),),
        link_reasons=tuple(
            LinkReason(uri=uri, other=uris[0], score=0.83, features={"lead": 0.5, "entities": 0.33}) for uri in uris[1:]
        ),
        **more,
    )


ALERT = Alert(
    identifier="a" * 32,
    sender="wiredesk",
    sent=cap_time(NOW),
    msgType="Alert",
    incidents="5" * 32,
    info=AlertInfo(
        category="Security",
        event="SANCTION",
        urgency="Immediate",
        severity="Severe",
        certainty="Likely",
        headline="Mali bans envoys",
        description="It banned ECOWAS envoys.",
    ),
    subscription_id="sahel",
    query_version=1,
    story_version=1,
    matched=(Match(clause="event_type=SANCTION", uri=URI, **at("It banned ECOWAS envoys.")),),
    group_key="sahel/5",
    decision="alert",
    decision_reason="first",
)
DECISION = Decision(
    subscription_id="coast", query_version=2, story_id="5" * 32, story_version=1, decision="hold", reason="one source"
)
