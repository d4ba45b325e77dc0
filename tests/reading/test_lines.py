"""One record, one line: every record type of every topic, dead letters, and what can't be read."""

from dataclasses import replace
from typing import Any

import pytest

from schemas.article import RawArticle
from schemas.codec import Message, encode
from schemas.control import Clause, Query, Subscription, SubscriptionControl, Tick, Webhook, WebhookControl
from schemas.delivery import Answer, Attempt
from schemas.registry import (
    ALERT_STATE,
    ALERTS,
    CLEAN,
    CLOCK,
    CONTRACTS,
    CONTROL,
    DECISIONS,
    DELIVERIES,
    ENRICHED,
    LINK_STATE,
    RAW,
    STORIES,
    TAGGED,
)
from schemas.state import Watermark
from tests.reading import records as r
from workers.reading.as_json import as_object, dumped
from workers.reading.lines import LINES, line
from workers.reading.log import Entry, Place

CONTROL_RECORD = SubscriptionControl(
    issued=r.NOW,
    subscription=Subscription(
        id="sahel", title="Sahel", query=Query(all=(Clause(field="country", value="MLI"),)), version=3
    ),
)

WEBHOOK = WebhookControl(
    issued=r.NOW,
    first_issued=r.NOW,
    webhook=Webhook(id="desk", url="https://hooks.example/a", secret="desk", version=1),
)
ATTEMPT = Attempt(
    webhook="desk",
    alert="a1",
    webhook_id="msg_1",
    number=2,
    url="https://hooks.example/a",
    offset=3,
    below=1,
    issued=r.NOW,
    time=r.NOW,
)
ANSWER = Answer(
    webhook="desk",
    alert="a1",
    webhook_id="msg_1",
    number=2,
    status=204,
    seconds=0.25,
    final=True,
    time=r.NOW,
)


def entry(topic: str, value: bytes | None, key: bytes | None = b"k", **headers: str) -> Entry:
    given = tuple((name, text.encode()) for name, text in headers.items())
    return Entry(Place(topic, 1, 7), Message(topic=topic, key=key, value=value, timestamp=r.NOW, headers=given))


@pytest.mark.parametrize(
    ("topic", "record", "said"),
    [
        (RAW, r.RAW, f"file:inbox/mali.txt  {r.URI}  text/plain, {len(r.SOURCE)} characters"),
        (RAW, replace(r.RAW, title_claimed="T", source="S", mimetype=None), f"S  T  ?, {len(r.SOURCE)} characters"),
        (CLEAN, r.CLEAN, "paper.example (Orbis)  Mali bans envoys"),
        (
            CLEAN,
            replace(r.CLEAN, pubstatus="canceled", genre="live"),
            "paper.example (Orbis)  [canceled] [live] Mali bans envoys",
        ),
        (CLEAN, replace(r.CLEAN, headline=None), f"paper.example (Orbis)  {r.BODY}"),
        (TAGGED, r.TAGGED, "paper.example (Orbis)  Mali bans envoys  GPE 1 ORG 1 · quotes 1"),
        (ENRICHED, r.ENRICHED, "paper.example (Orbis)  Mali bans envoys  SANCTION Mali -> ECOWAS"),
        (
            ENRICHED,
            replace(r.ENRICHED, events=(replace(r.EVENT, aux_modes=("negated",), recipient=(), actor=()),)),
            "paper.example (Orbis)  Mali bans envoys  (negated) SANCTION ?",
        ),
        (ENRICHED, replace(r.ENRICHED, events=()), "paper.example (Orbis)  Mali bans envoys  no event"),
        (
            STORIES,
            r.story(2, r.URI, r.OTHER),
            "55555555 v2 Mali bans envoys  2 articles, 2 sources, 1 independent  SANCTION Mali -> ECOWAS",
        ),
        (ALERTS, r.ALERT, "Alert Severe sahel  Mali bans envoys  “It banned ECOWAS envoys.”"),
        (
            ALERTS,
            replace(r.ALERT, status="Exercise", msgType="Cancel"),
            "Cancel Severe sahel [Exercise]  Mali bans envoys  “It banned ECOWAS envoys.”",
        ),
        (DECISIONS, r.DECISION, "hold coast v2 story 55555555 v1  one source"),
        (CONTROL, CONTROL_RECORD, "subscription sahel v3 Sahel"),
        (DELIVERIES, ATTEMPT, "attempt 2 desk msg_1  to https://hooks.example/a"),
        (DELIVERIES, ANSWER, "delivered desk msg_1 attempt 2  HTTP 204, 0.25 s"),
        (
            DELIVERIES,
            replace(ANSWER, status=500, failure="server_error", detail="our\nfault", final=False, retry_at=r.NOW),
            "server_error desk msg_1 attempt 2, again at 12:00:00  HTTP 500, 0.25 s  our fault",
        ),
        (
            DELIVERIES,
            replace(ANSWER, status=None, failure="timeout"),
            "timeout desk msg_1 attempt 2, given up  0.25 s",
        ),
        (CONTROL, WEBHOOK, "webhook desk v1 all subscriptions to https://hooks.example/a"),
        (CLOCK, Tick(time=r.NOW), "2024-03-01T12:00:00+00:00"),
        (LINK_STATE, Watermark(time=r.NOW), "2024-03-01T12:00:00+00:00"),
        (ALERT_STATE, CONTROL_RECORD, "subscription sahel v3 Sahel"),
    ],
)
def test_says(topic: str, record: Any, said: str) -> None:
    assert line(entry(topic, encode(record))).plain == f"2024-03-01 12:00:00 {said}"


def test_every_record_type_has_a_formatter() -> None:
    assert set(LINES) == {kind for contract in CONTRACTS.values() for kind in contract.records}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (b"\xff\x00{", "unreadable"),
        (b"[]", "unreadable wrong_type"),
        (b"{}", "unreadable missing_field"),
        (b"", "unreadable empty"),
        (None, "deleted k"),
    ],
)
def test_what_cannot_be_read_is_said(value: bytes | None, said: str) -> None:
    assert line(entry(CLEAN, value)).plain.startswith(f"2024-03-01 12:00:00 {said}")


def test_a_dead_letter_says_why_and_from_where() -> None:
    letter = entry(
        "news.raw.dlq",
        b'{"broken": \x1b[31m' + b"x" * 500,
        wd_dlq_topic="p.news.raw",
        wd_dlq_partition="2",
        wd_dlq_offset="17",
        wd_dlq_step="clean",
        wd_dlq_reason="not_json",
        wd_dlq_error_message="line 1\nodd",
    )
    assert line(letter).plain == (
        '2024-03-01 12:00:00 not_json clean p.news.raw/2@17  line 1 odd  516 bytes: {"broken": \ufffd[31m'
        + "x" * 104
        + "…"
    )


def test_nothing_of_an_article_reaches_the_terminal_as_a_command() -> None:
    hostile = RawArticle(
        uri="u\x1b[2J", collected=r.NOW, title_claimed="\x1b]0;x\x07\r\n\u202eT", body="b", source="\x9b31m"
    )
    for shown in (line(entry(RAW, encode(hostile))).plain, dumped(as_object(entry(RAW, encode(hostile), b"\x1b")))):
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c == "\u202e" for c in shown)


@pytest.mark.parametrize(
    ("value", "shown"), [(b'{"a":1}', {"value": {"a": 1}}), (b"{", {"value_text": "{"}), (None, {"value": None})]
)
def test_as_json(value: bytes | None, shown: dict[str, Any]) -> None:
    told = as_object(entry(CLEAN, value, None, ce_id="1"))
    assert {k: v for k, v in told.items() if k.startswith("value")} == shown
    assert (told["topic"], told["partition"], told["offset"], told["key"], told["headers"]) == (
        CLEAN,
        1,
        7,
        None,
        {"ce_id": "1"},
    )
