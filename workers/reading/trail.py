"""The way of one article through the topics: found by its uri or by what people know of it, then gathered."""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiokafka.partitioner import DefaultPartitioner

from schemas.article import CleanArticle, RawArticle
from schemas.registry import ALERTS, CLEAN, DECISIONS, ENRICHED, RAW, STORIES, TAGGED
from schemas.story import Story
from workers.pipeline import DEAD_LETTERS
from workers.reading.cluster import partitions
from workers.reading.log import Entry, Place, decoded, read
from workers.settings import Settings

ARTICLES = (RAW, CLEAN, TAGGED, ENRICHED)
"""The topics whose records are articles, in the order of the wire; their key is the uri."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may be the one meant."""

    uri: str
    headline: str | None
    via: str | None


@dataclass
class Trail:
    """All records of an article, by topic (without prefix), each topic's in the order of reading."""

    uri: str
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def of(self, *topics: str) -> list[Entry]:
        """The entries of `topics`, in their order."""
        return [entry for topic in topics for entry in self.entries.get(topic, ())]

    def last(self, topic: str) -> Any | None:
        """The newest record of `topic` that can be read, decoded."""
        for entry in sorted(self.of(topic), key=lambda e: (e.message.timestamp, e.place.offset), reverse=True):
            record = decoded(entry)
            if record is not None:
                return record
        return None

    def add(self, entry: Entry) -> None:
        """Take `entry` in."""
        self.entries.setdefault(entry.place.topic, []).append(entry)

    @property
    def dead_letters(self) -> list[Entry]:
        """Its dead letters, of any step."""
        return self.of(*DEAD_LETTERS)


async def follow(settings: Settings, asked: str) -> Trail | list[Candidate]:
    """The trail of the article that `asked` means: its uri, or else a part of a uri, a url or a `via` that only it
    has. Otherwise the articles that it may mean, none where there is none. Raises as workers.reading.log.read."""
    known = await partitions(settings, (*ARTICLES, *DEAD_LETTERS, STORIES, ALERTS, DECISIONS))
    trail = await _gather(settings, asked, _homes(asked, known))
    if trail.entries:
        return trail
    candidates = await _candidates(settings, asked)
    if len(candidates) != 1:
        return candidates
    return await _gather(settings, candidates[0].uri, {topic: known[topic] for topic in ARTICLES})


def _homes(uri: str, known: Mapping[str, Sequence[int]]) -> dict[str, Sequence[int]]:
    """The partition of each article topic where the records with this key are: Kafka's default partitioning."""
    partition_of = DefaultPartitioner()
    return {topic: [partition_of(uri.encode(), list(known[topic]), list(known[topic]))] for topic in ARTICLES}


async def _gather(settings: Settings, uri: str, homes: Mapping[str, Sequence[int]]) -> Trail:
    """The records of `uri` in the article topics' partitions `homes`, what they led to, and what was refused."""
    trail = Trail(uri)
    key = uri.encode()
    refused = []
    dead = dict.fromkeys(DEAD_LETTERS, (0,))
    async with aclosing(read(settings, {**homes, **dead})) as entries:
        async for entry in entries:
            if entry.place.topic in DEAD_LETTERS:
                refused.append(entry)
            elif entry.message.key == key or (entry.place.topic == RAW and _is_raw_of(entry, uri)):
                trail.add(entry)
    if not trail.of(RAW):
        for place in sorted({p for e in trail.of(CLEAN) if (p := _input(settings, e))}, key=str):
            if (origin := await _at(settings, place)) is not None:
                trail.add(origin)
    places = {_name(settings, entry.place) for entry in trail.of(*ARTICLES)}
    for entry in refused:
        if entry.message.key == key or _first_place(entry) in places:
            trail.add(entry)
    if trail.entries:
        await _gather_stories(settings, trail)
    return trail


async def _gather_stories(settings: Settings, trail: Trail) -> None:
    """The story versions that hold the article and those that came after of the same story, and their alerts."""
    stories: set[str] = set()
    needle = orjson.dumps(trail.uri)[1:-1]
    async with aclosing(read(settings, [STORIES])) as entries:
        async for entry in entries:
            if needle in (entry.message.value or b""):
                story = decoded(entry)
                if isinstance(story, Story) and _holds(story, trail.uri):
                    stories.add(story.story_id)
            if entry.key in stories:
                trail.add(entry)
    if not stories:
        return
    async with aclosing(read(settings, [ALERTS, DECISIONS])) as entries:
        async for entry in entries:
            if any(story.encode() in (entry.message.value or b"") for story in stories):
                record = decoded(entry)
                told_of = getattr(record, "incidents", None) or getattr(record, "story_id", None)
                if told_of in stories:
                    trail.add(entry)


def _holds(story: Story, uri: str) -> bool:
    return uri in story.retracted or any(article.uri == uri for article in story.articles)


def _is_raw_of(entry: Entry, uri: str) -> bool:
    """Whether a raw record without a key of ours is the article: what others publish may have any key."""
    if entry.message.key is not None and entry.message.header("ce_subject") is not None:
        return False
    record = decoded(entry)
    return isinstance(record, RawArticle) and record.uri == uri


def _input(settings: Settings, entry: Entry) -> Place | None:
    """Where the input of a step's output is, by its headers."""
    head = entry.message.header
    topic, partition, offset = head("wd_input_topic"), head("wd_input_partition"), head("wd_input_offset")
    if topic is None or not (partition or "").isdigit() or not (offset or "").isdigit():
        return None
    return Place(settings.logical(topic), int(partition or 0), int(offset or 0))


async def _at(settings: Settings, place: Place) -> Entry | None:
    """The record at `place`, none where it is gone."""
    start = {(place.topic, place.partition): place.offset}
    async with aclosing(read(settings, {place.topic: [place.partition]}, start=start)) as entries:
        async for entry in entries:
            return entry if entry.place == place else None
    return None


def _name(settings: Settings, place: Place) -> tuple[str, str, str]:
    return settings.topic(place.topic), str(place.partition), str(place.offset)


def _first_place(entry: Entry) -> tuple[str | None, ...]:
    """Where a dead letter was first."""
    return tuple(entry.message.header(f"wd_dlq_{name}") for name in ("topic", "partition", "offset"))


async def _candidates(settings: Settings, asked: str) -> list[Candidate]:
    """The articles whose uri, url or `via` is `asked` or, if there is none, has it as a part (in any case)."""
    exact: dict[str, Candidate] = {}
    partly: dict[str, Candidate] = {}
    part = asked.casefold()
    async with aclosing(read(settings, [RAW, CLEAN])) as entries:
        async for entry in entries:
            article = decoded(entry)
            if not isinstance(article, RawArticle | CleanArticle):
                continue
            names = [name for name in (article.uri, article.url, article.via) if name]
            headline = article.title_claimed if isinstance(article, RawArticle) else article.headline
            candidate = Candidate(article.uri, headline, article.via)
            if asked in names or f"file:{asked}" in names:
                exact[article.uri] = _better(exact.get(article.uri), candidate)
            elif any(part in name.casefold() for name in names):
                partly[article.uri] = _better(partly.get(article.uri), candidate)
    return sorted((exact or partly).values(), key=lambda c: c.uri)


def _better(before: Candidate | None, now: Candidate) -> Candidate:
    """The one that knows its headline."""
    return now if before is None or now.headline else before
