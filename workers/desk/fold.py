"""One record to the rows that it makes: the fold of the read model, without a file and without a clock."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import orjson

from schemas.alert import Alert, Decision
from schemas.article import EnrichedArticle
from schemas.codec import DecodeError, decode, encode
from schemas.ids import digest
from schemas.registry import CONTRACTS
from schemas.story import Story
from workers.core.link.read import ranks
from workers.desk.card import LEVELS, STANDING, card, millis, rank, story_severity
from workers.desk.schema import HOUR
from workers.reading.log import Entry
from workers.reading.safe import one_line, safe

Write = tuple[str, tuple[Any, ...]]
"""An SQL statement and its parameters."""
DETAIL = 300


@dataclass(frozen=True, slots=True)
class Folded:
    """What a record makes: rows, and what readers of the page should look at anew."""

    writes: tuple[Write, ...]
    story: str | None = None
    article: str | None = None
    alert: str | None = None
    refused: bool = False


def fold(entry: Entry) -> Folded:
    """The rows of `entry`. A record that can't be read is counted, as a dead letter is."""
    if entry.place.topic not in CONTRACTS:
        return _letter(entry)
    try:
        record = decode(entry.message)
    except DecodeError as error:
        return _refused(entry, "desk", error.fault, error.detail)
    return FOLDS[type(record)](record, entry)


def article_id(uri: str) -> str:
    """How an article is named in the read model and in addresses: a uri may hold anything."""
    return digest("article", uri)


def pack(record: Any) -> bytes:
    """A record as it is kept."""
    return zlib.compress(encode(record), 6)


_ARTICLE = """
INSERT INTO articles (id, headline, body, content_rank, status_rank, pubstatus, record, time)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    headline = iif(excluded.content_rank > content_rank, excluded.headline, headline),
    body = iif(excluded.content_rank > content_rank, excluded.body, body),
    record = iif(excluded.content_rank > content_rank, excluded.record, record),
    content_rank = max(content_rank, excluded.content_rank),
    pubstatus = iif(excluded.status_rank > status_rank, excluded.pubstatus, pubstatus),
    status_rank = max(status_rank, excluded.status_rank),
    time = excluded.time
"""
_STORY = """
INSERT OR REPLACE INTO stories (id, standing, rank, severity, independent, last_seen, card, record, time)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ALERT = """
INSERT OR REPLACE INTO alerts (id, group_key, story, subscription, kind, severity, number, record, time)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DECISION = """
INSERT OR REPLACE INTO decisions (story, subscription, version, decision, reason, time) VALUES (?, ?, ?, ?, ?, ?)
"""
_REFUSED = """
INSERT INTO refused (topic, step, reason, hour, records, time, key, detail) VALUES (?, ?, ?, ?, 1, ?, ?, ?)
ON CONFLICT DO UPDATE SET
    records = records + 1, time = excluded.time, key = excluded.key, detail = excluded.detail
"""


def _article(article: EnrichedArticle, entry: Entry) -> Folded:
    id_ = article_id(article.uri)
    content_rank, status_rank = ranks(article)
    kept = pack(replace(article, offset_map=(), fingerprint=(), sentences=()))
    row = (
        id_, safe(article.headline or ""), safe(article.body_text), content_rank, status_rank, article.pubstatus, kept,
        _time(entry),
    )  # fmt: skip
    return Folded(((_ARTICLE, row),), article=id_)


def _story(story: Story, entry: Entry) -> Folded:
    id_ = story.story_id
    row = (
        id_, story.status in STANDING, rank(story), LEVELS[story_severity(story)], story.num_independent_sources,
        millis(story.last_seen), orjson.dumps(card(story)).decode(), pack(story), _time(entry),
    )  # fmt: skip
    uris = (*(article.uri for article in story.articles), *story.retracted)
    members = orjson.dumps(sorted({article_id(uri) for uri in uris})).decode()
    writes: tuple[Write, ...] = (
        (_STORY, row),
        ("DELETE FROM members WHERE story = ?1 AND article NOT IN (SELECT value FROM json_each(?2))", (id_, members)),
        ("INSERT OR IGNORE INTO members (story, article) SELECT ?1, value FROM json_each(?2)", (id_, members)),
    )
    return Folded(writes, story=id_)


def _alert(alert: Alert, entry: Entry) -> Folded:
    row = (
        alert.identifier, alert.group_key, alert.incidents, alert.subscription_id, alert.msgType,
        LEVELS[alert.info.severity], entry.place.offset, pack(alert), _time(entry),
    )  # fmt: skip
    return Folded(((_ALERT, row),), alert=alert.incidents)


def _decision(decision: Decision, entry: Entry) -> Folded:
    row = (
        decision.story_id, decision.subscription_id, decision.story_version, decision.decision, decision.reason,
        _time(entry),
    )  # fmt: skip
    return Folded(((_DECISION, row),))


def _letter(entry: Entry) -> Folded:
    head = entry.message.header
    return _refused(
        entry, head("wd_dlq_step") or "?", head("wd_dlq_reason") or "unknown", head("wd_dlq_error_message") or ""
    )


def _refused(entry: Entry, step: str, reason: str, detail: str) -> Folded:
    time = _time(entry)
    row = (
        entry.place.topic, one_line(step, 40), one_line(reason, 40), time // HOUR, time, one_line(entry.key, DETAIL),
        one_line(detail, DETAIL),
    )  # fmt: skip
    return Folded(((_REFUSED, row),), refused=True)


def _time(entry: Entry) -> int:
    return millis(entry.message.timestamp)


FOLDS: dict[type[Any], Callable[[Any, Entry], Folded]] = {
    EnrichedArticle: _article,
    Story: _story,
    Alert: _alert,
    Decision: _decision,
}
"""How each published record is folded."""
