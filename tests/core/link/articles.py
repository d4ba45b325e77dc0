"""Articles, made short: a world of a few events, told by several publishers."""

import datetime as dt
from typing import Any

from schemas.article import EnrichedArticle, Mention, Origin, Quote
from schemas.base import Span
from schemas.event import Event, Party

START = dt.datetime(2024, 3, 4, 8, tzinfo=dt.UTC)

QUAKE = (
    "A strong earthquake shook the Kahramana highlands on Monday, killing 41 villagers and burying a monastery. "
    "Rescuers dug through rubble near Dorvan for survivors of the tremor."
)
QUAKE_AGAIN = (
    "Rescuers in Dorvan searched rubble after an earthquake in the Kahramana highlands killed 41 villagers. "
    "The tremor buried a monastery, survivors said on Monday."
)
SUMMIT = (
    "Fishing ministers of Norlund and Vessia signed a herring quota agreement in Port Amsel after weeks of talks. "
    "The quota ends a dispute over trawlers in the Skerry Sound."
)
SUMMIT_AGAIN = (
    "Norlund and Vessia ended their herring dispute: ministers signed a quota agreement in Port Amsel for trawlers "
    "in the Skerry Sound, weeks of talks behind them."
)
BRIDGE = (
    "Norlund sent rescuers to the Kahramana highlands, where the earthquake killed 41 villagers, while its fishing "
    "ministers signed the herring quota agreement with Vessia in Port Amsel."
)


def article(uri: str, body: str, hours: float = 0, **fields: Any) -> EnrichedArticle:
    """An article collected `hours` after START, its sentences cut at full stops; the publisher is the uri's host."""
    ends = [i + 1 for i, char in enumerate(body) if char == "."] or [len(body)]
    sentences = tuple(Span(start=a, end=b) for a, b in zip([0, *ends], ends, strict=False))
    base: dict[str, Any] = {
        "uri": uri,
        "url": uri,
        "collected": START + dt.timedelta(hours=hours),
        "format": "text",
        "language": "en",
        "headline": None,
        "body_text": body,
        "paragraphs": (Span(start=0, end=len(body)),),
        "sentences": sentences,
    }
    return EnrichedArticle(**(base | fields))


def mention(body: str, text: str, type_: str = "PERSON", **fields: Any) -> Mention:
    """The first `text` in `body` as a mention."""
    start = body.index(text)
    base: dict[str, Any] = {"type": type_, "score": 0.9, "name": text, "rule": "test"}
    return Mention(start=start, end=start + len(text), text=text, **(base | fields))


def quote(body: str, text: str, speaker: int | None) -> Quote:
    """The first `text` in `body` as said by mention number `speaker`."""
    start = body.index(text)
    return Quote(start=start, end=start + len(text), text=text, speaker_mention=speaker, cue="said")


def party(name: str, **fields: Any) -> Party:
    """A party by name, at the start of the text."""
    return Party(text=name, start=0, end=len(name), name=name, **fields)


def event(body: str, event_type: str = "ASSAULT", quad: int = 4, **fields: Any) -> Event:
    """An event whose evidence is the first sentence of `body`."""
    end = body.index(".") + 1
    base: dict[str, Any] = {
        "id": f"{event_type}-0",
        "event_type": event_type,
        "quad_code": quad,
        "plover_score": -9.0,
        "text": body[:end],
        "start": 0,
        "end": end,
        "score": 0.8,
        "coder": "test",
    }
    return Event(**(base | fields))


def agency(name: str, publisher: str) -> Origin:
    """An origin with an agency."""
    return Origin(publisher=publisher, agency=name, evidence=f"({name})", score=1.0)
