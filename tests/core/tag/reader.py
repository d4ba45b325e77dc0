"""The tag step, built once for all tests, and articles made of a body alone."""

from datetime import UTC, datetime
from functools import cache

from schemas.article import CleanArticle, Mention, TaggedArticle
from schemas.base import Span
from workers.core.outcome import Ok, Step
from workers.core.tag import build

COLLECTED = datetime(2026, 3, 3, 12, tzinfo=UTC)


@cache
def step() -> Step:
    """The step, its tables loaded."""
    return build()


def article(body: str, day: datetime | None = COLLECTED, language: str | None = "en") -> CleanArticle:
    """An article of `body`, created on `day`."""
    return CleanArticle(
        uri="urn:test:1",
        collected=COLLECTED,
        format="text",
        language=language,
        body_text=body,
        paragraphs=(Span(start=0, end=len(body)),),
        firstcreated=day,
    )


def tagged(body: str, day: datetime | None = COLLECTED, language: str | None = "en") -> TaggedArticle:
    """`body` through the step."""
    outcome = step()(article(body, day, language))
    assert isinstance(outcome, Ok)
    (output,) = outcome.outputs
    assert output.key == "urn:test:1"
    assert isinstance(output.record, TaggedArticle)
    return output.record


def mention(body: str, text: str, day: datetime | None = COLLECTED) -> Mention:
    """The last mention whose words are `text`."""
    record = tagged(body, day)
    found = [m for m in record.mentions if m.text == text]
    assert found, f"{text!r} is none of {[(m.text, m.type, m.rule) for m in record.mentions]}"
    return found[-1]
