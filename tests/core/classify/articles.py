"""Tagged articles for the tests: sentences written here, with the names that a table knows as mentions."""

import datetime as dt
import re
from typing import Any

from schemas.article import Mention, Quote, TaggedArticle
from schemas.base import Span
from schemas.event import Event
from workers.core.classify import build
from workers.core.outcome import Ok

CLASSIFY = build()
MONDAY = dt.datetime(2024, 5, 13, 9, 30, tzinfo=dt.UTC)
NAMES: dict[str, tuple[str, str, str | None, str | None]] = {
    "Veltria": ("GPE", "Veltria", "VEL", None),
    "Veltrian": ("NORP", "Veltria", "VEL", None),
    "Ostrava Republic": ("GPE", "Ostrava Republic", "OST", None),
    "Ostran": ("NORP", "Ostrava Republic", "OST", None),
    "Karsk": ("GPE", "Karsk", "KAR", None),
    "Port Elma": ("GPE", "Port Elma", "VEL", None),
    "Lower Sound": ("LOC", "Lower Sound", None, None),
    "Western Pact": ("ORG", "Western Pact", None, "IGO"),
    "Red Delta Front": ("ORG", "Red Delta Front", "OST", "REB"),
    "Relief Union": ("ORG", "Relief Union", None, "SOC"),
    "Anna Morel": ("PERSON", "Anna Morel", "VEL", "GOV"),
    "Tomas Ruud": ("PERSON", "Tomas Ruud", "OST", "GOV"),
    "Iva Stern": ("PERSON", "Iva Stern", None, "IGO"),
}
_NAMED = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(NAMES, key=len, reverse=True)))


def tagged(text: str, **fields: Any) -> TaggedArticle:
    """`text`, one sentence a line, as the tag step would give it."""
    mentions = tuple(_mention(match) for match in _NAMED.finditer(text))
    sentences = tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    given = {"uri": "urn:test:1", "language": "en", "firstcreated": MONDAY} | fields
    return TaggedArticle(
        collected=MONDAY, format="text", body_text=text, paragraphs=(), sentences=sentences, mentions=mentions, **given
    )


def quote(text: str, said: str, speaker: str) -> Quote:
    """`said` in `text` as the words of the first mention of `speaker`."""
    mentions = [match.group() for match in _NAMED.finditer(text)]
    start = text.index(said)
    return Quote(start=start, end=start + len(said), text=said, speaker_mention=mentions.index(speaker))


def events(text: str, **fields: Any) -> tuple[Event, ...]:
    """The events of `text`."""
    outcome = CLASSIFY(tagged(text, **fields))
    assert isinstance(outcome, Ok)
    (output,) = outcome.outputs
    return output.record.events  # type: ignore[no-any-return]


def names(event: Event) -> tuple[list[str], list[str]]:
    """Names of the actors and of the recipients."""
    return [p.name for p in event.actor], [p.name for p in event.recipient]


def _mention(match: re.Match[str]) -> Mention:
    kind, name, country, sector = NAMES[match.group()]
    return Mention(
        start=match.start(), end=match.end(), text=match.group(), type=kind, score=1.0, name=name, rule="test",
        country_code=country, sector_code=sector,
    )  # type: ignore[arg-type]  # fmt: skip
