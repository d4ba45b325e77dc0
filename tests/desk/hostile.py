"""Articles, stories and alerts made to run, reorder, break or blow up whatever shows them."""

from dataclasses import replace
from typing import Any

from schemas.alert import AlertInfo, Match
from schemas.article import EnrichedArticle, Mention, Origin, Quote
from schemas.base import Span
from schemas.event import Event, Location, Party
from schemas.story import Evidence, LinkReason, Statement, Story, StoryArticle, StoryEntity, StoryEvent, StoryOrigin
from tests.desk.published import BEGAN, Published, letter, published
from tests.reading import records as r

RUN = "window.hacked = 1"
TEXTS = {
    "script": f"<script>{RUN}</script>",
    "image": f'<img src=x onerror="{RUN}">',
    "svg": f"<svg onload={RUN}><style>*{{display:none}}</style>",
    "attribute": f'"><a href="javascript:{RUN}" autofocus onfocus={RUN}>',
    "closing": f"</main></body></html><script>{RUN}</script>",
    "entity": f"&lt;script&gt;{RUN}&lt;/script&gt;",
    "template": "{{constructor.constructor('" + RUN + "')()}} ${" + RUN + "}",
    "rtl": "\u202efdp.exe \u2067\u2066turned\u2069",
    "nul": "one\0two\x1b[31mred\x07",
    "zalgo": "Z" + "\u0301" * 400,
    "long word": "w" * 3000,
    "megabyte": "Headline without an end " * 43_700,
}
URLS = {
    "javascript": f"javascript:{RUN}",
    "mixed case": f"JaVaScRiPt:{RUN}",
    "control": f"\x01javascript:{RUN}",
    "tab inside": f"java\tscript:{RUN}",
    "data": f"data:text/html,<script>{RUN}</script>",
    "vbscript": "vbscript:msgbox(1)",
    "file": "file:///etc/passwd",
    "no scheme": "//elsewhere.example/x",
    "broken": "http://[::1",
    "quotes": 'https://paper.example/"onmouseover="window.hacked=1',
    "user": "https://paper.example@elsewhere.example/",
    "too long": "https://paper.example/" + "x" * 5000,
}
FOLLOWED = {"quotes", "user"}
"""Of URLS those that may be a link: the browser shows where they lead."""


MUCH = 20_000
"""Characters of a text that is said once more."""


def article(name: str, text: str, url: str | None = None, body: str | None = None) -> EnrichedArticle:
    """An article that says `text` wherever it can (all of it in its headline, MUCH elsewhere). `body` holds `text` as
    its one event's evidence."""
    headline, text = text, text[:MUCH]
    body = f"Before it. {text} After it." if body is None else body
    start = body.index(text)
    span = {"start": start, "end": start + len(text), "text": text}
    party = Party(**span, name=text, country_code="EST")
    event = Event(
        id=f"event-{name}", event_type="COERCE", mode=(text[:500],), context=(text[:500],), actor=(party,),
        recipient=(party,), date=None, quad_code=4, plover_score=-7.0, **span, score=0.9, coder="test",
        location=Location(extracted=text, resolved=text),
    )  # fmt: skip
    mention = Mention(**span, type="PERSON", score=0.9, name=text, rule="test", country_code="EST", sector_code="GOV")
    return replace(
        r.ENRICHED,
        uri=f"urn:hostile:{name}:{text}"[:5000],
        url=url,
        via=None,
        source=text,
        headline=headline,
        byline=text,
        language="en",
        origin=Origin(publisher=text, agency=text, evidence=text, score=0.5),
        body_text=body,
        paragraphs=(Span(start=0, end=len(body)),),
        removed=(),
        offset_map=(),
        sentences=(),
        mentions=(mention,),
        quotes=(Quote(**span, speaker_mention=0, cue=text[:100]),),
        events=(event,),
        correction=text,
    )


def story(story_id: str, of: EnrichedArticle, *others: EnrichedArticle) -> Story:
    """A story of articles, with everything in it that they say."""
    members = (of, *others)
    text = (of.headline or "")[:MUCH]
    uris = tuple(member.uri for member in members)
    told = tuple(_told(event, member.uri) for member in members for event in member.events)
    return Story(
        story_id=story_id,
        version=1,
        headline=of.headline,
        articles=tuple(
            StoryArticle(
                uri=m.uri, url=m.url, source=m.source, headline=m.headline, lead=m.body_text[:200], collected=BEGAN,
                origin=m.origin, origin_key=f"agency:{text}",
            )
            for m in members
        ),
        events=told,
        entities=(StoryEntity(name=text, aliases=(text,), type="PERSON", country_code="EST", num_articles=1),),
        first_seen=BEGAN,
        last_seen=BEGAN,
        num_articles=len(members),
        num_sources=len(members),
        num_independent_sources=1,
        origins=(StoryOrigin(key=f"agency:{text}", articles=uris, evidence=text),),
        statements=(Statement(speaker=text, text=text, articles=uris),),
        link_reasons=(LinkReason(uri=uris[0], other=uris[-1], score=0.5, features={text[:300]: 0.5}),),
        retracted=(f"urn:gone:{text}"[:3000],),
    )  # fmt: skip


def _told(event: Event, uri: str) -> StoryEvent:
    said = Evidence(uri=uri, start=event.start, end=event.end, text=event.text)
    return StoryEvent(event=event, uri=uri, evidence=(said,))


def alert(story_id: str, text: str) -> Any:
    """A notice about a story, which says `text` wherever it can."""
    headline, text = text, text[:MUCH]
    return replace(
        r.ALERT,
        identifier=f"alert-{story_id}",
        incidents=story_id,
        subscription_id=text,
        group_key=f"group-{story_id}",
        info=AlertInfo(
            category=text[:200], event=text[:200], urgency="Immediate", severity="Extreme", certainty="Likely",
            headline=headline, description=text,
        ),
        matched=(Match(clause=text, text=text, uri="urn:x", start=0, end=1),),
        decision_reason=text,
    )  # fmt: skip


def story_id(name: str) -> str:
    return f"hostile-{name.replace(' ', '-')}"


def records() -> list[Published]:
    """All of it."""
    found: list[Published] = []
    for name, text in TEXTS.items():
        of = article(name, text)
        told = (of, story(story_id(name), of), alert(story_id(name), text))
        found += map(published, told)
    linked = [article(f"url-{name}", f"Address {name}", url) for name, url in URLS.items()]
    found += map(published, [*linked, story(story_id("addresses"), *linked)])
    return [*found, replace(letter(TEXTS["image"]), key=TEXTS["script"])]
