"""What became of the articles: read back from the topics, as a person wants to see it."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.alert import Alert
from schemas.article import EnrichedArticle
from schemas.codec import decode
from schemas.registry import ALERTS, ENRICHED, RAW, STORIES
from schemas.story import Story
from workers.pipeline import DEAD_LETTERS
from workers.reading.log import Entry, read
from workers.settings import Settings


@dataclass(frozen=True, slots=True)
class Way:
    """One raw record's way: the article that came of it, or why it is in the dead letters."""

    uri: str
    article: EnrichedArticle | None
    refused: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All ways in the order of the input, the stories as they stand, and every alert in the order it went out."""

    ways: list[Way]
    stories: dict[str, Story]
    alerts: list[Alert]

    @property
    def standing(self) -> list[Story]:
        """Stories that did not go into others, the most confirmed first."""
        stories = [s for s in self.stories.values() if s.status in ("open", "closed")]
        return sorted(stories, key=lambda s: (-s.num_independent_sources, -s.num_articles, s.first_seen, s.story_id))


async def gather(settings: Settings) -> Outcome:
    """Read the whole wire back."""
    entries = {
        topic: [e async for e in read(settings, [topic])] for topic in (RAW, ENRICHED, STORIES, ALERTS, *DEAD_LETTERS)
    }
    return Outcome(
        ways=_ways(entries),
        stories={entry.key: decode(entry.message) for entry in entries[STORIES]},
        alerts=[decode(entry.message) for entry in entries[ALERTS]],
    )


def _ways(entries: Mapping[str, Sequence[Entry]]) -> list[Way]:
    """Each raw record with what came of it. Records of one uri keep their order through all steps."""
    at_the_door = {_source(entry): entry for entry in entries[f"{RAW}.dlq"]}
    later: dict[str, Entry] = {
        entry.key: entry for topic in DEAD_LETTERS if topic != f"{RAW}.dlq" for entry in entries[topic]
    }
    done: dict[str, deque[EnrichedArticle]] = defaultdict(deque)
    for entry in entries[ENRICHED]:
        done[entry.key].append(decode(entry.message))
    ways = []
    for entry in sorted(entries[RAW], key=lambda e: (e.message.timestamp, e.place.partition, e.place.offset)):
        letter = at_the_door.get((str(entry.place.partition), str(entry.place.offset)))
        if letter is None and not done[entry.key]:
            letter = later.get(entry.key)
        ways.append(
            Way(
                uri=entry.key,
                article=done[entry.key].popleft() if letter is None and done[entry.key] else None,
                refused=letter.message.header("wd_dlq_reason") if letter else None,
            )
        )
    return ways


def _source(letter: Entry) -> tuple[str, str]:
    header = letter.message.header
    return header("wd_dlq_partition") or "", header("wd_dlq_offset") or ""
