"""Dead letters: which of them go back to their topic, and why the others don't."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import orjson

from workers.connectors.door import BATCH_BYTES
from workers.pipeline import TOPICS
from workers.reading.log import Entry
from workers.settings import Settings

LETTERS = ".dlq"


class Fate(StrEnum):
    """What becomes of a dead letter: back to its topic, or why not."""

    BACK = "redriven"
    NOT_ASKED = "not asked for"
    DONE = "redriven before"
    NO_LETTER = "no dead letter: it does not say where it came from"
    STRANGE = "says that it came from another topic than this one's"
    GONE = "its topic is gone"
    TRUNCATED = "cut when it was dead-lettered: the original is not in it"
    TOO_LARGE = "larger than its topic takes, with the headers of a dead letter"

    @property
    def refused(self) -> bool:
        """Whether it was asked for and can't go back."""
        return self not in (Fate.BACK, Fate.NOT_ASKED, Fate.DONE)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which letters are asked for: of one of `reasons` and one of `uris`, where any are named; with `again` also those
    that have gone back before."""

    reasons: Collection[str] = ()
    uris: Collection[str] = ()
    again: bool = False


def source(topic: str) -> str:
    """The topic whose dead letters are on `topic`."""
    return topic.removesuffix(LETTERS)


def fate(letter: Entry, choice: Choice, done: Collection[str], there: Mapping[str, int], settings: Settings) -> Fate:
    """What becomes of `letter`, given the keys of those `done` before and the topics that are `there` (with the number
    of their partitions; all names without prefix)."""
    if choice.reasons and reason(letter) not in choice.reasons:
        return Fate.NOT_ASKED
    if choice.uris and not {letter.key, uri(letter)} & set(choice.uris):
        return Fate.NOT_ASKED
    if receipt_key(letter) in done and not choice.again:
        return Fate.DONE
    topic = letter.message.header("wd_dlq_topic")
    if topic is None:
        return Fate.NO_LETTER
    if topic != settings.topic(source(letter.place.topic)):
        return Fate.STRANGE
    if source(letter.place.topic) not in there:
        return Fate.GONE
    if letter.message.header("wd_dlq_truncated"):
        return Fate.TRUNCATED
    return Fate.BACK if size(letter) <= TOPICS[source(letter.place.topic)].max_bytes - BATCH_BYTES else Fate.TOO_LARGE


def receipt_key(letter: Entry) -> str:
    """The key of the letter's receipt."""
    place = letter.place
    return f"{place.topic}/{place.partition}/{place.offset}"


def size(letter: Entry) -> int:
    """The letter's bytes, as the broker counts them."""
    message = letter.message
    named = sum(len(name.encode()) + len(value) for name, value in message.headers)
    return len(message.key or b"") + len(message.value or b"") + named


def reason(letter: Entry) -> str:
    """Why the record was dead-lettered."""
    return letter.message.header("wd_dlq_reason") or "?"


def uri(letter: Entry) -> str:
    """The uri of the letter's article (the id of its story): its key, or as its value says where it has none."""
    if letter.key:
        return letter.key
    try:
        value = orjson.loads(letter.message.value or b"")
    except orjson.JSONDecodeError:
        return ""
    found = value.get("uri") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def partition(letter: Entry, width: int) -> int | None:
    """The partition that the record was on, so that it keeps its neighbours; none where that is not known."""
    given = letter.message.header("wd_dlq_partition") or ""
    return int(given) % width if given.isdecimal() and len(given) < 9 else None


def dead_letter_topics(names: Collection[str]) -> list[str]:
    """Those of `names` that carry dead letters. Raises ValueError where one does not."""
    for name in names:
        if not name.endswith(LETTERS):
            known = ", ".join(row.dlq.name.removeprefix("news.") for row in TOPICS.values() if row.dead_letters)
            raise ValueError(f"{name} carries no dead letters; these do: {known}")
    return list(names)
