"""Stories: the articles, of any publisher, that tell one piece of news, and what they tell together."""

from typing import Literal

from schemas.article import Origin
from schemas.base import Time, record
from schemas.event import Event


@record
class StoryArticle:
    """A member of a story, its latest revision. `lead` is `body_text` from 0 to the end of its first sentences.

    `published` is a reliable or plausible date, or none; `collected` is when it was first seen. `origin_key` names the
    independent origin that it is counted under (`StoryOrigin.key`); `num_revisions` counts its distinct texts.
    """

    uri: str
    url: str | None = None
    source: str | None = None
    headline: str | None = None
    lead: str = ""
    published: Time | None = None
    collected: Time
    origin: Origin = Origin()
    origin_key: str
    num_revisions: int = 1


@record
class Evidence:
    """A sentence of an article: `text` is that article's `body_text[start:end]`."""

    uri: str
    start: int
    end: int
    text: str


@record
class StoryEvent:
    """One event as the story tells it: the best-scored coding, and each article's evidence for it."""

    event: Event
    uri: str
    evidence: tuple[Evidence, ...]


@record
class StoryEntity:
    """Somebody or something that the story is about, in `num_articles` of its articles. `aliases` are the other names
    that they use for it."""

    name: str
    aliases: tuple[str, ...] = ()
    type: str
    country_code: str | None = None
    sector_code: str | None = None
    wikidata_id: str | None = None
    num_articles: int


@record
class StoryOrigin:
    """One independent origin: an agency, a publisher, or a text that several carry. `evidence` says by what."""

    key: str
    articles: tuple[str, ...]
    evidence: str


@record
class Statement:
    """Who said what, and the articles that have it."""

    speaker: str
    text: str
    articles: tuple[str, ...]


@record
class LinkReason:
    """Why `uri` stands beside `other`: the score (0 to 1) and what it is made of, by name (workers/core/link/score).
    The reasons of a story are the strongest links that hold it together: one fewer than it has articles."""

    uri: str
    other: str
    score: float
    features: dict[str, float]


@record
class Story:
    """One version of a story. A version is published whenever something of it changed.

    `merged`: its articles went to the story `merged_into`; `split`: they went to several, most to `merged_into`.
    `split_from` names the story that it came out of. A retracted (or withheld) article is listed in `retracted` and
    nowhere else; a story whose last article was retracted stays open with `num_articles` 0.
    """

    story_id: str
    version: int
    status: Literal["open", "closed", "merged", "split"] = "open"
    merged_into: str | None = None
    split_from: str | None = None
    headline: str | None = None
    articles: tuple[StoryArticle, ...] = ()
    events: tuple[StoryEvent, ...] = ()
    entities: tuple[StoryEntity, ...] = ()
    first_seen: Time
    last_seen: Time
    num_articles: int
    num_sources: int
    num_independent_sources: int
    origins: tuple[StoryOrigin, ...] = ()
    statements: tuple[Statement, ...] = ()
    link_reasons: tuple[LinkReason, ...] = ()
    retracted: tuple[str, ...] = ()
