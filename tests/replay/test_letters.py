"""Which dead letters go back, and why others don't."""

from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.codec import Message
from workers.pipeline import TOPICS
from workers.reading.log import Entry, Place
from workers.replay.letters import Choice, Fate, dead_letter_topics, fate, partition, receipt_key, uri
from workers.settings import Settings

SETTINGS = Settings(prefix="desk.")
THERE = {"news.raw": 4, "news.clean": 4}
NOW = datetime(2026, 3, 8, tzinfo=UTC)


def letter(
    on: str = "news.raw.dlq", key: bytes | None = b"urn:a", value: bytes | None = b"{}", **headers: str | None
) -> Entry:
    """A dead letter, with headers `wd_dlq_...` by their names; None leaves one out."""
    given: dict[str, str | None] = {"topic": "desk.news.raw", "partition": "6", "reason": "core_error"}
    fields = tuple((f"wd_dlq_{n}", v.encode()) for n, v in (given | headers).items() if v is not None)
    return Entry(Place(on, 0, 7), Message(topic=on, key=key, value=value, timestamp=NOW, headers=fields))


ALL = Choice()


@pytest.mark.parametrize(
    ("found", "choice", "done", "expected"),
    [
        (letter(), ALL, (), Fate.BACK),
        (letter(), Choice(reasons=["no_text", "core_error"]), (), Fate.BACK),
        (letter(), Choice(reasons=["no_text"]), (), Fate.NOT_ASKED),
        (letter(), Choice(uris=["urn:a"]), (), Fate.BACK),
        (letter(), Choice(uris=["urn:b"]), (), Fate.NOT_ASKED),
        (letter(key=b"other", value=b'{"uri": "urn:b"}'), Choice(uris=["other"]), (), Fate.BACK),
        (letter(key=None, value=b'{"uri": "urn:b"}'), Choice(uris=["urn:b"]), (), Fate.BACK),
        (letter(), Choice(reasons=["core_error"], uris=["urn:b"]), (), Fate.NOT_ASKED),
        (letter(), ALL, ("news.raw.dlq/0/7",), Fate.DONE),
        (letter(), Choice(again=True), ("news.raw.dlq/0/7",), Fate.BACK),
        (letter(), ALL, ("news.raw.dlq/0/8", "news.clean.dlq/0/7"), Fate.BACK),
        (letter(topic=None), ALL, (), Fate.NO_LETTER),
        (letter(topic="news.raw"), ALL, (), Fate.STRANGE),  # of another deployment
        (letter("news.clean.dlq"), ALL, (), Fate.STRANGE),
        (letter(topic="desk.wiredesk.control"), ALL, (), Fate.STRANGE),
        (letter("news.tagged.dlq", topic="desk.news.tagged"), ALL, (), Fate.GONE),
        (letter(truncated="9 bytes"), ALL, (), Fate.TRUNCATED),
        (letter(truncated="9 bytes"), Choice(reasons=["no_text"]), (), Fate.NOT_ASKED),
        (letter(value=b"x" * TOPICS["news.raw"].max_bytes), ALL, (), Fate.TOO_LARGE),
    ],
)
def test_the_fate_of_a_letter(found: Entry, choice: Choice, done: tuple[str, ...], expected: Fate) -> None:
    assert fate(found, choice, done, THERE, SETTINGS) is expected


def test_what_is_refused_was_asked_for() -> None:
    assert {found for found in Fate if not found.refused} == {Fate.BACK, Fate.NOT_ASKED, Fate.DONE}


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (b"urn:a", b"{}", "urn:a"),
        (None, b'{"uri": "urn:b"}', "urn:b"),
        (b"", b'{"uri": 5}', ""),
        (None, b"[1]", ""),
        (None, b"not json", ""),
        (None, None, ""),
    ],
)
def test_the_uri_of_a_letter(key: bytes | None, value: bytes | None, expected: str) -> None:
    assert uri(letter(key=key, value=value)) == expected


@pytest.mark.parametrize(("given", "expected"), [("6", 2), ("0", 0), ("-1", None), ("9" * 9, None), (None, None)])
def test_a_record_goes_back_to_its_partition(given: Any, expected: int | None) -> None:
    assert partition(letter(partition=given), 4) == expected


def test_only_dead_letters_are_redriven() -> None:
    assert receipt_key(letter()) == "news.raw.dlq/0/7"
    assert dead_letter_topics(["news.raw.dlq"]) == ["news.raw.dlq"]
    with pytest.raises(ValueError, match=r"news.raw carries no dead letters; these do: raw.dlq, clean.dlq"):
        dead_letter_topics(["news.raw.dlq", "news.raw"])
