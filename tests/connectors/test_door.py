"""The door: one id for the same article, and a limit that the broker agrees with."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from schemas.article import RawArticle
from schemas.ids import raw_id
from schemas.registry import RAW
from workers.connectors.door import Outgoing, admit
from workers.connectors.items import Found, Refusal, Refused
from workers.pipeline import TOPICS

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
ARTICLE = RawArticle(uri="u:é", collected=NOW, body="Körper")


def admitted(article: RawArticle, now: datetime = NOW) -> Outgoing:
    record = admit(Found("x", article), now, "/wiredesk/test")
    assert isinstance(record, Outgoing)
    return record


def test_key_and_headers() -> None:
    record = admitted(ARTICLE)
    headers = dict(record.headers)
    assert record.key == "u:é".encode()
    assert headers["ce_id"].decode() == record.ce_id == raw_id(ARTICLE)
    assert headers["ce_source"] == b"/wiredesk/test"
    assert headers["ce_type"] == b"org.wiredesk.article.raw"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(ARTICLE, collected=NOW + timedelta(days=1)), True),
        (replace(ARTICLE, via="elsewhere"), True),
        (replace(ARTICLE, body=None, body_base64=base64.b64encode("Körper".encode()).decode()), False),
        (replace(ARTICLE, body="Korper"), False),
        (replace(ARTICLE, uri="u:e"), False),
    ],
)
def test_the_same_article_has_the_same_id(other: RawArticle, same: bool) -> None:
    later = NOW + timedelta(hours=1)
    assert (dict(admitted(other, later).headers)["ce_id"] == dict(admitted(ARTICLE).headers)["ce_id"]) is same


@pytest.mark.parametrize(
    ("article", "reason"),
    [
        (replace(ARTICLE, body="x" * TOPICS[RAW].max_bytes), Refusal.TOO_LARGE),
        (replace(ARTICLE, body="\x01" * (TOPICS[RAW].max_bytes // 5)), Refusal.TOO_LARGE),  # escapes count
        (replace(ARTICLE, body=None, body_base64="not base64!"), Refusal.WRONG_TYPE),
    ],
)
def test_refused(article: RawArticle, reason: Refusal) -> None:
    refused = admit(Found("x", article), NOW, "/wiredesk/test")
    assert isinstance(refused, Refused)
    assert (refused.label, refused.reason) == ("x", reason)
