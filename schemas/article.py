"""Articles on their way: raw, clean, tagged, enriched. Names are ninjs 1.4's where it has one.

Each record stands alone: a tagged article is the clean one and its mentions, an enriched one that and its events.
Offsets are Unicode code points, half open, into `body_text` unless the field says otherwise; times are UTC.
"""

from datetime import datetime
from typing import Literal

from schemas.base import Span, Time, record
from schemas.event import Event

Genre = Literal["news", "opinion", "live", "list", "obituary", "release", "stub"]
PubStatus = Literal["usable", "withheld", "canceled"]
DateBasis = Literal["jsonld", "meta", "payload", "dateline", "claimed"]
EntityType = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "DATE"]
QuoteKind = Literal["direct", "mixed", "indirect"]


@record
class RawArticle:
    """What a connector saw, untouched. Exactly one of `body` and `body_base64` holds the payload."""

    uri: str
    collected: datetime
    url: str | None = None
    source: str | None = None
    via: str | None = None
    mimetype: str | None = None
    charset: str | None = None
    body: str | None = None
    body_base64: str | None = None
    published_claimed: str | None = None
    title_claimed: str | None = None


@record
class Origin:
    """Who shows an article (`publisher`) and who wrote it first (`agency`), how sure (0 to 1), and the words that say
    so: `evidence` for the agency or, where there is none, for the publisher's own copy."""

    publisher: str | None = None
    agency: str | None = None
    evidence: str | None = None
    score: float = 0.0
    publisher_evidence: str | None = None
    author_evidence: str | None = None


@record
class Removal:
    """A stretch of the decoded source text that is not copy, and the rule that took it out. Tags are not listed."""

    start: int
    end: int
    rule: str


@record
class Note:
    """Something that was found about `body_text[start:end]` and left as it is.

    `quotation marks lost`: it reads as speech, in a text that has no quotation marks left.
    """

    kind: Literal["quotation marks lost"]
    start: int
    end: int


@record
class Segment:
    """`body_text[start:end]` comes from `source[source_start:source_end]`: the two sides of the offset map.

    `copy`: the same characters. `decode`: other characters for the same text (an entity, mended mojibake, folded
    space). `insert`: characters that the source lacks (a restored apostrophe, a paragraph break).
    """

    kind: Literal["copy", "decode", "insert"]
    start: int
    end: int
    source_start: int
    source_end: int


@record
class CleanArticle:
    """The copy of an article without its chrome, and an account of what went.

    `paragraphs` are spans of `body_text`. `removed` and `offset_map` point into the decoded source text (for JSON and
    feed entries: their content string). `fingerprint` holds the 64 MinHash values of the body's word shingles, as hex,
    for linking near copies. `date_reliable` is false for a date that cannot be (the future) or that only the payload
    claims. `description_text`, `section` and `keywords` are what the publisher says of the article beside its copy;
    `canonical_url` is the address that it gives as the article's own, where that is not `url`.
    `date_zone` is the offset (+02:00) that the publication time was said in, none where it was said without. `profile`
    is the site profile (name@version) that took lines out, where one did.
    """

    uri: str
    collected: Time
    url: str | None = None
    source: str | None = None
    via: str | None = None
    format: str
    type: Literal["text"] = "text"
    genre: Genre = "news"
    language: str | None = None
    headline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    origin: Origin = Origin()
    body_text: str
    paragraphs: tuple[Span, ...]
    firstcreated: Time | None = None
    versioncreated: Time | None = None
    pubstatus: PubStatus = "usable"
    date_basis: DateBasis | None = None
    date_reliable: bool = False
    date_zone: str | None = None
    removed: tuple[Removal, ...] = ()
    offset_map: tuple[Segment, ...] = ()
    fingerprint: tuple[str, ...] = ()
    correction: str | None = None
    description_text: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    canonical_url: str | None = None
    profile: str | None = None
    notes: tuple[Note, ...] = ()


@record
class Mention:
    """A name in the text and who it is.

    `name` is the joined entity's full name, `alias` the other name of it that the text used (none where the text has
    the name itself). `rule` says what found and resolved it, `score` (0 to 1) how surely. `country_code` is ISO 3166
    alpha-3, `sector_code` PLOVER's (GOV, MIL, OPP, REB, CVL, BUS, IGO ...); `lat` and `lon` are degrees.
    """

    start: int
    end: int
    text: str
    type: EntityType
    score: float
    name: str
    rule: str
    wikidata_id: str | None = None
    geonames_id: int | None = None
    country_code: str | None = None
    sector_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    alias: str | None = None
    in_quote: bool = False


@record
class Quote:
    """Words that somebody said: `speaker_mention` is an index into `mentions`, `cue` the verb ("said").

    `kind`: `direct` has the words as they were said, without their marks; `mixed` a clause that the article tells, with
    words in marks in it; `indirect` a clause that it tells in its own words.
    """

    start: int
    end: int
    text: str
    speaker_mention: int | None = None
    cue: str | None = None
    kind: QuoteKind = "direct"


@record
class TaggedArticle(CleanArticle):
    """A clean article with its sentences, mentions (sorted by start, never overlapping) and quotes; `untagged` says why
    it has sentences only."""

    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    untagged: str | None = None


@record
class EnrichedArticle(TaggedArticle):
    """A tagged article with its events, sorted by start."""

    events: tuple[Event, ...] = ()
