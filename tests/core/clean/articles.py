"""Raw articles for the tests, and the invariants that every cleaned one keeps."""

import base64
from datetime import UTC, datetime
from html import unescape
from typing import Any

from schemas.article import CleanArticle, RawArticle
from workers.core.clean import build
from workers.core.clean.mojibake import mend
from workers.core.clean.step import source
from workers.core.outcome import Ok, Reject, RejectReason

CLEAN = build()
COLLECTED = datetime(2026, 4, 1, tzinfo=UTC)
PROSE = "The minister said on Tuesday that the talks would go on until autumn, and nobody in the room objected."
MORE = "Two envoys had left the city by nightfall, their offices said, and a third was expected to follow them soon."


def raw(body: str | bytes, **fields: Any) -> RawArticle:
    """`body` as a raw article; bytes go into `body_base64`."""
    payload = {"body": body} if isinstance(body, str) else {"body_base64": base64.b64encode(body).decode("ascii")}
    return RawArticle(**{"uri": "urn:test:1", "collected": COLLECTED, **payload, **fields})


def cleaned(body: str | bytes, **fields: Any) -> CleanArticle:
    """The clean article of `body`."""
    outcome = CLEAN(raw(body, **fields))
    assert isinstance(outcome, Ok), outcome
    (output,) = outcome.outputs
    return output.record  # type: ignore[no-any-return]


def refused(body: str | bytes, **fields: Any) -> RejectReason:
    """The reason for which `body` is refused."""
    outcome = CLEAN(raw(body, **fields))
    assert isinstance(outcome, Reject), outcome
    return outcome.reason


def page(text: str) -> str:
    """`text` under a line that only a web page has, and above prose enough to be an article."""
    return f"3 min read\n\n{text}\n\n{PROSE}\n\n{MORE}"


def check_account(article: RawArticle, record: CleanArticle) -> None:
    """Assert what promise 4 says of `paragraphs`, `offset_map` and `removed`."""
    text, body = source(article).text, record.body_text
    assert body == "\n\n".join(body[p.start : p.end] for p in record.paragraphs)
    at = source_at = 0
    for segment in record.offset_map:
        assert segment.start == at < segment.end, "the map covers the body in order, without gaps"
        assert source_at <= segment.source_start <= segment.source_end <= len(text)
        at, source_at = segment.end, segment.source_start
        if segment.kind == "copy":
            assert body[segment.start : segment.end] == text[segment.source_start : segment.source_end]
        if segment.kind == "insert":
            assert segment.source_start == segment.source_end
    assert at == len(body)
    for gone in record.removed:
        assert 0 <= gone.start < gone.end <= len(text)


def check_whole(article: RawArticle, record: CleanArticle) -> None:
    """Assert that kept and removed stretches together give the whole source but whitespace: text without markup."""
    text = source(article).text
    stretches = [(r.start, r.end) for r in record.removed]
    stretches += [(s.source_start, s.source_end) for s in record.offset_map if s.kind != "insert"]
    at = 0
    for start, end in sorted(stretches):
        assert start >= at, "no stretch is accounted for twice"
        assert not text[at:start].strip(), f"not accounted for: {text[at:start]!r}"
        at = end
    assert not text[at:].strip()


def check_whole_markup(article: RawArticle, record: CleanArticle) -> None:
    """Assert that kept and removed stretches together give the whole source but tags and whitespace, each once."""
    text = source(article).text
    stretches = [(r.start, r.end) for r in record.removed]
    stretches += [(s.source_start, s.source_end) for s in record.offset_map if s.kind != "insert"]
    at = 0
    for start, end in [*sorted(stretches), (len(text), len(text))]:
        assert start >= at, "no stretch is accounted for twice"
        gap = unescape(mend(without_tags(text[at:start])).text)
        assert not gap.strip(), f"not accounted for: {text[at:start]!r}"
        at = end


def without_tags(gap: str) -> str:
    """What of `gap`, a piece between accounted stretches, is no tag: read character by character."""
    left, at = "", 0
    while at < len(gap):
        if (
            gap[at] == "<"
            and at + 1 < len(gap)
            and (gap[at + 1] in "/!?" or (gap[at + 1].isascii() and gap[at + 1].isalpha()))
        ):
            at = _tag_end(gap, at + 1)
        else:
            left += gap[at]
            at += 1
    return left


def _tag_end(gap: str, at: int) -> int:
    value = False
    while at < len(gap) and gap[at] != ">":
        if value and gap[at] in "\"'" and (close := gap.find(gap[at], at + 1)) >= 0:
            at = close
        value = gap[at] == "=" or (value and gap[at].isspace())
        at += 1
    return at + 1
