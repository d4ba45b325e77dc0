"""Bytes to records and back: what is taken, what is refused and why."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codec import EPOCH, DecodeError, Fault, Message, decode, encode, moment, wrap
from schemas.control import Deleted, Tick
from schemas.ids import digest, payload_uri, raw_id
from schemas.registry import ALERT_STATE, CLEAN, CLOCK, CONTRACTS, CONTROL, LINK_STATE, RAW
from schemas.state import Watermark

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def message(topic: str, value: bytes | None, **headers: str) -> Message:
    fields = tuple((name, text.encode()) for name, text in headers.items())
    return Message(topic=topic, key=b"subscription/x", value=value, timestamp=NOW, headers=fields)


@pytest.mark.parametrize(
    ("payload", "uri", "body", "collected"),
    [
        (b'{"uri": "u", "body": "b"}', "u", "b", NOW),
        (b'\xef\xbb\xbf{"uri": "u", "body": "b"}', "u", "b", NOW),
        (b'{"uri": "u", "body": "b", "collected": null}', "u", "b", NOW),
        (b'{"uri": "u", "body": "b", "collected": "2026-01-01T00:00:00"}', "u", "b", datetime(2026, 1, 1, tzinfo=UTC)),
        (b'{"uri": "", "body": "b"}', payload_uri(b'{"uri": "", "body": "b"}'), "b", NOW),
        (b"plain text", payload_uri(b"plain text"), "plain text", NOW),
        (b"[Update] text", payload_uri(b"[Update] text"), "[Update] text", NOW),
    ],
)
def test_what_is_an_article(payload: bytes, uri: str, body: str, collected: datetime) -> None:
    article = wrap(payload, NOW)
    assert (article.uri, article.body, article.collected) == (uri, body, collected)


def test_a_wordpress_post_is_its_own_payload_under_its_link() -> None:
    post = b'{"link": "https://a.example/1", "title": {"rendered": "t"}, "content": {"rendered": "c"}}'
    article = wrap(post, NOW)
    assert (article.uri, article.url, article.body) == ("https://a.example/1", "https://a.example/1", post.decode())


def test_bytes_that_are_no_text_are_kept() -> None:
    article = wrap(b"caf\xe9", NOW)
    assert (article.body, article.body_base64) == (None, "Y2Fm6Q==")


@pytest.mark.parametrize(
    ("topic", "value", "fault"),
    [
        (RAW, None, Fault.EMPTY),
        (RAW, b" \n", Fault.EMPTY),
        (RAW, b'{"uri": "u", "body": "cut', Fault.NOT_JSON),
        (RAW, b"[" * 2_000 + b"]" * 2_000, Fault.TOO_DEEP),
        (RAW, b'["a"]', Fault.WRONG_TYPE),
        (RAW, b'{"uri": "u"}', Fault.MISSING_FIELD),
        (RAW, b'{"uri": "u", "body": "b", "body_base64": "Yg=="}', Fault.WRONG_TYPE),
        (RAW, b'{"uri": "u", "body": 1}', Fault.WRONG_TYPE),
        (RAW, b'{"uri": "u", "body": "b", "collected": "0001-01-01T00:00:00Z"}', Fault.WRONG_TYPE),
        (RAW, b'{"uri": "u", "body": "b", "collected": "9999-12-31T23:59:59Z"}', Fault.WRONG_TYPE),
        (CLOCK, b'{"time": "2026-01-01T00:00:00"}', Fault.WRONG_TYPE),
        (CLOCK, b"{}", Fault.MISSING_FIELD),
        (CLEAN, b"text", Fault.NOT_JSON),
        (LINK_STATE, b'{"kind": "told"}', Fault.WRONG_TYPE),
        (ALERT_STATE, b'{"kind": "story"}', Fault.MISSING_FIELD),
        (CLEAN, b"", Fault.EMPTY),
    ],
)
def test_what_is_refused(topic: str, value: bytes | None, fault: Fault) -> None:
    with pytest.raises(DecodeError) as refused:
        decode(message(topic, value))
    assert refused.value.fault is fault


def test_another_version_is_refused_and_a_foreign_schema_is_none_of_ours() -> None:
    tick = encode(Tick(time=NOW))
    with pytest.raises(DecodeError) as refused:
        decode(message(CLOCK, tick, ce_dataschema="urn:wiredesk:schema:wiredesk.clock:2"))
    assert refused.value.fault is Fault.SCHEMA_VERSION
    assert decode(message(CLOCK, tick, ce_dataschema=CONTRACTS[CLOCK].dataschema)) == Tick(time=NOW)
    assert decode(message(CLOCK, tick, ce_dataschema="https://a.example/schema")) == Tick(time=NOW)


def test_records_of_one_topic_are_told_apart_by_kind_and_a_tombstone_deletes() -> None:
    assert decode(message(LINK_STATE, encode(Watermark(time=NOW)))) == Watermark(time=NOW)
    assert decode(message(CONTROL, None)) == Deleted(key="subscription/x")


def test_unknown_fields_are_ignored() -> None:
    assert decode(message(CLOCK, b'{"time": "2026-03-02T12:00:00Z", "new": 1}')) == Tick(time=NOW)


@pytest.mark.parametrize(
    ("first", "collected"),
    [
        ("1772409600123", datetime(2026, 3, 2, 0, 0, 0, 123_000, tzinfo=UTC)),
        ("-1", NOW),
        ("soon", NOW),
        ("9" * 14, NOW),  # the year 5138
        ("9" * 400, NOW),
    ],
)
def test_a_redriven_article_was_collected_when_it_first_came(first: str, collected: datetime) -> None:
    bare, stamped = b"A text.", b'{"uri": "u", "body": "b", "collected": "2026-01-01T00:00:00Z"}'
    assert decode(message(RAW, bare, wd_dlq_timestamp=first)).collected == collected
    assert decode(message(RAW, b'{"uri": "u", "body": "b"}', wd_dlq_timestamp=first)).collected == collected
    assert decode(message(RAW, stamped, wd_dlq_timestamp=first)).collected == datetime(2026, 1, 1, tzinfo=UTC)


@given(st.floats(allow_nan=False))
def test_any_kafka_timestamp_is_a_time(seconds: float) -> None:
    assert moment(seconds).tzinfo is UTC
    assert moment(1e300) == EPOCH


@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_refused(payload: bytes) -> None:
    try:
        article = decode(message(RAW, payload))
    except DecodeError:
        return
    assert decode(message(RAW, encode(article))) == article


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_a_digest_keeps_its_parts_apart(a: list[str], b: list[str]) -> None:
    assert (digest(*a) == digest(*b)) == (a == b)


def test_the_id_of_an_article_is_of_uri_and_payload() -> None:
    ids = {raw_id(wrap(b'{"uri": "%s", "%s": "YQ=="}' % pair, NOW)) for pair in ((b"u", b"body"), (b"v", b"body"))}
    assert len(ids | {raw_id(wrap(b'{"uri": "u", "body_base64": "YQ=="}', NOW))}) == 3
    later = wrap(b'{"uri": "u", "body": "YQ==", "collected": "2026-01-01T00:00:00Z"}', NOW)
    assert raw_id(later) in ids
