"""An enriched article to what `link` keeps of it, and two revisions of one article to one."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from schemas.article import EnrichedArticle, Mention, Quote
from schemas.codec import encode
from schemas.event import Event
from schemas.ids import digest
from schemas.state import ArticleState
from schemas.story import Statement, StoryEntity
from workers.core.link.terms import fold, rarity, stems, unit, weigh

LEAD_SENTENCES = 2
LEAD_LENGTH = 800  # code points at most
MAX_NAMES = 40
CLAIMED = timedelta(days=60)
"""A date that only the payload claims is taken if it is at most so much before the article was first seen."""
DAY = timedelta(days=1)  # for the time zones
MARKED = re.compile(r"[“\"„«]([^”\"»]+)[”\"»]")
"""Words in marks."""
UNNAMED = frozenset({"DATE"})
"""Mentions that name nobody."""

_CONTENT = (
    "url", "source", "language", "headline", "lead", "published", "origin", "fingerprint", "terms", "names",
    "entities", "events", "statements", "content_rank",
)  # fmt: skip
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(article: EnrichedArticle) -> ArticleState:
    """What `link` keeps of `article` as if it were the only revision; no links yet."""
    content_rank, status_rank = ranks(article)
    return ArticleState(
        uri=article.uri,
        url=article.url,
        source=article.source,
        language=article.language,
        headline=article.headline,
        lead=article.body_text[: _lead_end(article)],
        published=_published(article),
        origin=article.origin,
        fingerprint=article.fingerprint,
        terms=weigh(article.headline, article.body_text, article.language),
        names=_names(article),
        entities=_entities(article),
        events=tuple(_plausible(event, article.collected) for event in article.events),
        statements=_statements(article),
        collected=article.collected,
        retracted=article.pubstatus != "usable",
        revisions=(digest(article.headline or "", article.body_text),),
        content_rank=content_rank,
        status_rank=status_rank,
        links={},
    )


def ranks(article: EnrichedArticle) -> tuple[str, str]:
    """The ranks of a revision of an article: what it says holds by the greatest of the first (a usable one before any
    other), what it is (usable, withheld, canceled) by the greatest of the second."""
    dated = article.versioncreated if article.date_reliable else None
    # What a connector stamps differs from fetch to fetch of one text: it is no part of the content.
    content = digest(encode(dataclasses.replace(article, collected=_EPOCH, via=None)))
    rank = f"{_moment(dated or article.collected)}|{content}"
    return f"{int(article.pubstatus == 'usable')}|{rank}", rank


def revise(held: ArticleState, new: ArticleState) -> ArticleState:
    """One state of two of the same article. The order of the two does not matter, nor does telling one twice: each
    field is the greatest, the smallest or the union of theirs."""
    content = max(held, new, key=lambda state: state.content_rank)
    status = max(held, new, key=lambda state: state.status_rank)
    return dataclasses.replace(
        held,
        **{name: getattr(content, name) for name in _CONTENT},
        collected=min(held.collected, new.collected),
        retracted=status.retracted,
        status_rank=status.status_rank,
        revisions=tuple(sorted({*held.revisions, *new.revisions})),
    )


def same_text(held: ArticleState, new: ArticleState) -> bool:
    """Whether `new` repeats a revision that `held` is made of, however often it was collected."""
    mine = {rank.rsplit("|", 1)[1] for rank in (held.content_rank, held.status_rank)}
    return new.status_rank.rsplit("|", 1)[1] in mine


def _published(article: EnrichedArticle) -> datetime | None:
    """A date that is reliable, or that could be true: feeds claim the date of most articles, and a false one is as a
    rule far off."""
    date = article.firstcreated or article.versioncreated
    if date is None or article.date_reliable:
        return date
    return date if article.collected - CLAIMED <= date <= article.collected else None


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def _lead_end(article: EnrichedArticle) -> int:
    spans = article.sentences[:LEAD_SENTENCES] or article.paragraphs[:1]
    end = max((span.end for span in spans), default=LEAD_LENGTH)
    return min(end, LEAD_LENGTH, len(article.body_text))


def _named(article: EnrichedArticle) -> dict[tuple[str, str], list[Mention]]:
    """Mentions by who they are: (Wikidata id or folded name, type)."""
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in article.mentions:
        if mention.type not in UNNAMED:
            groups[mention.wikidata_id or fold(mention.name), mention.type].append(mention)
    return groups


def _names(article: EnrichedArticle) -> dict[str, float]:
    """The entities with their rarity as weight, of unit length: who the article is about."""
    weights: dict[str, float] = {}
    for (key, _), mentions in _named(article).items():
        words = stems(mentions[0].name, "en")
        if words:
            weight = sum(rarity(word) for word in words) / len(words) * (1 + min(len(mentions), 4) / 4)
            weights[key] = max(weight, weights.get(key, 0.0))
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_NAMES]
    return unit(dict(heaviest))


def _entities(article: EnrichedArticle) -> tuple[StoryEntity, ...]:
    return tuple(
        StoryEntity(
            name=mentions[0].name,
            aliases=tuple(
                sorted({name for m in mentions for name in (m.text, m.alias) if name and name != mentions[0].name})
            ),
            type=mentions[0].type,
            country_code=_first(m.country_code for m in mentions),
            sector_code=_first(m.sector_code for m in mentions),
            wikidata_id=mentions[0].wikidata_id,
            num_articles=1,
        )
        for _, mentions in sorted(_named(article).items())
    )


def _statements(article: EnrichedArticle) -> tuple[Statement, ...]:
    return tuple(
        Statement(speaker=article.mentions[quote.speaker_mention].name, text=words, articles=(article.uri,))
        for quote in article.quotes
        if quote.speaker_mention is not None and quote.speaker_mention < len(article.mentions)
        for words in _as_said(quote)
    )


def _as_said(quote: Quote) -> list[str]:
    """The words of a quote that are the speaker's own: each outlet tells the rest in others."""
    if quote.kind == "direct":
        return [quote.text]
    return MARKED.findall(quote.text) if quote.kind == "mixed" else []


def _plausible(event: Event, collected: datetime) -> Event:
    """`event` with its date open if it is said to have happened after the article was seen: the article's own date was
    wrong, and what was reckoned from it is."""
    if event.date is None or "future" in event.aux_modes or event.date <= (collected + DAY).date():
        return event
    return dataclasses.replace(event, date=None, enddate=None, date_granularity=None)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)
