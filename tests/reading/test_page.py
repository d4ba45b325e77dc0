"""The page of `wiredesk explain` without a broker: what an article waits for, and that it left its story."""

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from schemas.codec import Message, encode
from schemas.registry import CLEAN, ENRICHED, RAW, STORIES, TAGGED
from schemas.story import Story
from tests.reading import records as r
from workers.reading.log import Entry, Place
from workers.reading.marked import Look
from workers.reading.page import page
from workers.reading.trail import Trail

WAY = ((RAW, r.RAW), (CLEAN, r.CLEAN), (TAGGED, r.TAGGED), (ENRICHED, r.ENRICHED), (STORIES, r.story(1, r.URI)))
OPEN = r.story(2, r.OTHER, r.URI)
HEIR = "6" * 32


def told(*records: tuple[str, Any], **headers: str) -> str:
    """The page of a trail of `records`, white space as single blanks."""
    given = tuple((name, text.encode()) for name, text in headers.items())
    trail = Trail(r.URI)
    for offset, (topic, record) in enumerate(records):
        head = given if topic.endswith(".dlq") else ()
        message = Message(topic=topic, key=b"k", value=encode(record), timestamp=r.NOW, headers=head)
        trail.add(Entry(Place(topic, 0, offset), message))
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(page(trail, r.NOW, Look(colour=False)))
    return " ".join(console.export_text().split())


@pytest.mark.parametrize(
    ("reached", "awaited"), [(1, "clean"), (2, "tagged"), (3, "enriched"), (4, "stories"), (5, None)]
)
def test_the_next_topic_is_named(reached: int, awaited: str | None) -> None:
    page = told(*WAY[:reached])
    assert page.count("not there yet") == (awaited is not None)
    assert awaited is None or f"{awaited} not there yet (is `wiredesk worker` running?)" in page


def test_a_refused_article_waits_for_nothing() -> None:
    assert "not there yet" not in told(*WAY[:3], ("news.tagged.dlq", r.TAGGED), wd_dlq_reason="core_error")


@pytest.mark.parametrize(
    ("body", "base64", "shown"), [("", None, "(empty)"), (None, "", "(empty)"), (None, "AAE=", "(bytes)")]
)
def test_a_raw_article_without_text(body: str | None, base64: str | None, shown: str) -> None:
    assert told((RAW, replace(r.RAW, body=body, body_base64=base64))).endswith(shown)


@pytest.mark.parametrize(
    ("last", "says"),
    [
        (r.story(3, r.OTHER, retracted=(r.URI,)), "now v3: this article was retracted"),
        (r.story(3, status="merged", merged_into=HEIR), f"now v3: merged into {HEIR}"),
        (r.story(3, status="split", merged_into=HEIR), f"now v3: split, most of it into {HEIR}"),
        (r.story(3, r.OTHER), "now v3: this article left this story"),
        (r.story(3, r.OTHER, r.URI), None),
    ],
)
def test_an_article_that_left_its_story(last: Story, says: str | None) -> None:
    page = told((STORIES, OPEN), (STORIES, last))
    assert ("now v" in page) == (says is not None)
    assert says is None or says in page
