"""Payloads to text, and what each kind of them is called."""

import dataclasses

import pytest

from tests.core.clean.articles import CLEAN, MORE, PROSE, cleaned, raw, refused
from workers.core.outcome import Reject, RejectReason

GERMAN = "Der Präsident sagte am Montag in München, über die Lage werde später gesprochen."
RUSSIAN = "Президент сказал в понедельник, что переговоры будут продолжены в следующем месяце."
CHINESE = "主席星期一在北京表示，双方应当继续对话，并希望尽快恢复谈判。" * 3


@pytest.mark.parametrize(
    ("payload", "fields", "text"),
    [
        pytest.param(GERMAN.encode(), {}, GERMAN, id="utf-8"),
        pytest.param(GERMAN.encode("utf-8-sig"), {}, GERMAN, id="utf-8 with mark"),
        pytest.param(GERMAN.encode("utf-16"), {}, GERMAN, id="utf-16 with mark"),
        pytest.param(GERMAN.encode("utf-16-le"), {"charset": "utf-16le"}, GERMAN, id="utf-16 claimed"),
        pytest.param(GERMAN.encode("latin-1"), {"charset": "iso-8859-1"}, GERMAN, id="latin-1 claimed"),
        pytest.param(GERMAN.encode("latin-1"), {}, GERMAN, id="latin-1 found"),
        pytest.param(GERMAN.encode("latin-1"), {"charset": "utf-8"}, GERMAN, id="wrong claim: can't decode"),
        pytest.param(GERMAN.encode(), {"charset": "iso-8859-1"}, GERMAN, id="wrong claim: gives mojibake"),
        pytest.param(GERMAN.encode(), {"mimetype": "text/plain; charset=nonsense"}, GERMAN, id="no such charset"),
        pytest.param(RUSSIAN.encode("cp1251"), {"mimetype": "text/plain; charset=windows-1251"}, RUSSIAN, id="cp1251"),
        pytest.param(CHINESE.encode("gb18030"), {"charset": "gb2312"}, CHINESE, id="gb2312 means gb18030"),
        pytest.param(f"{GERMAN} ".encode() * 30 + b"\xff", {}, f"{GERMAN} " * 30 + "\ufffd", id="one broken byte"),
    ],
)
def test_bytes_become_text(payload: bytes, fields: dict[str, str], text: str) -> None:
    assert cleaned(payload, **fields).body_text == text


def test_meta_charset_is_read() -> None:
    html = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p><p>{RUSSIAN}</p></body></html>'
    assert RUSSIAN in cleaned(html.encode("cp1251")).body_text


@pytest.mark.parametrize(
    ("payload", "fields", "reason"),
    [
        pytest.param("", {}, RejectReason.EMPTY, id="empty"),
        pytest.param(" \n\t", {}, RejectReason.EMPTY, id="blank"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, {}, RejectReason.UNDECODABLE, id="image"),
        pytest.param("\x00\x01" * 50, {}, RejectReason.UNDECODABLE, id="controls"),
        pytest.param("a \ud800 b", {}, RejectReason.UNDECODABLE, id="surrogate"),
        pytest.param("x" * (4 * 2**20 + 1), {}, RejectReason.TOO_LARGE, id="too large"),
        pytest.param("word " * 30_000, {}, RejectReason.TOO_LARGE, id="one gigantic line"),
        pytest.param("a\n" * 50_000, {}, RejectReason.TOO_MANY_NODES, id="too many lines"),
        pytest.param("[" * 100_000, {}, RejectReason.TOO_DEEP, id="deep JSON"),
        pytest.param("{nope", {"mimetype": "application/json"}, RejectReason.NOT_JSON, id="no JSON"),
        pytest.param("[1, 2]", {}, RejectReason.WRONG_TYPE, id="array"),
        pytest.param('{"a": 1}', {}, RejectReason.MISSING_FIELD, id="another object"),
        pytest.param('{"content": {"rendered": "<p></p>"}}', {}, RejectReason.NO_TEXT, id="empty post"),
        pytest.param("Advertisement\n\n___\n", {}, RejectReason.NO_TEXT, id="no copy"),
        pytest.param("<html><body>" + "<b>" * 1_000_000, {}, RejectReason.TOO_DEEP, id="nested tags"),
        pytest.param("<html><body>" + "<p>x" * 900_000, {}, RejectReason.TOO_MANY_NODES, id="many tags"),
        pytest.param("<html><p " + "a=1 " * 1_000_000 + ">x", {}, RejectReason.TOO_MANY_NODES, id="many attributes"),
        pytest.param("<html><p " + 'a="" ' * 700_000, {}, RejectReason.TOO_MANY_NODES, id="open tag of attributes"),
        pytest.param("<html>" + "<!--" * 900_000, {}, RejectReason.NO_TEXT, id="open comments"),
        pytest.param("<html>" + '<a b="' * 600_000, {}, RejectReason.TOO_MANY_NODES, id="open quotes"),
        pytest.param("<html><p>" + "&lt;" * 900_000, {}, RejectReason.TOO_MANY_NODES, id="many entities"),
    ],
)
def test_what_is_no_article_is_refused(payload: str | bytes, fields: dict[str, str], reason: RejectReason) -> None:
    assert refused(payload, **fields) is reason


def test_bad_base64_is_undecodable() -> None:
    outcome = CLEAN(dataclasses.replace(raw(b"x"), body_base64="***"))
    assert isinstance(outcome, Reject)
    assert outcome.reason is RejectReason.UNDECODABLE


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"<!doctype html><html><body><p>{PROSE}</p></body></html>", "html page"),
        (f"<html>{PROSE}", "html page"),
        (f"<p>{PROSE}</p>\n<p>{MORE}</p>", "html fragment"),
        (f'{{"title": {{"rendered": "T"}}, "content": {{"rendered": "<p>{PROSE}</p>"}}}}', "wordpress"),
        (f"Oops! Something went wrong.\n\n{PROSE}", "flattened text"),
        (f"NATOs answer dont matter to us, they said on Monday.\n\n{PROSE}", "flattened text"),
        (f"MOSCOW (AP) — {PROSE}", "wire copy"),
        (f"BC-EU--Town Talks, 1st Ld-Writethru\n\n{PROSE}\n\nENDS", "wire copy"),
        (f"{PROSE}\n\n{MORE}", "plain text"),
        (f"a < b and c > d, as {PROSE}", "plain text"),
    ],
)
def test_formats_are_told_apart(body: str, kind: str) -> None:
    assert cleaned(body).format == kind
