"""Payloads to text, and what each kind of them is called."""

import dataclasses

import pytest

from tests.core.clean.articles import CLEAN, MORE, PROSE, cleaned, raw, refused
from workers.core.outcome import Reject, RejectReason

GERMAN = "Der Präsident sagte am Montag in München, über die Lage werde später gesprochen."
RUSSIAN = "Президент сказал в понедельник, что переговоры будут продолжены в следующем месяце."
JAPANESE = "首相は月曜日、東京で記者会見を開き、カタカナのニュースについて説明した。" * 2
CZECH = "Prezident v pondělí řekl, že jednání budou pokračovat příští měsíc a že vláda připraví nový návrh zákona."
POLISH = (
    "Rozmowy zostały odłożone, powiedział w środę rzecznik rządu. Minister spraw zagranicznych poleci do Brukseli na "
    "spotkanie z partnerami, a potem wraca do Warszawy."
)
ENGLISH = "Police said on Monday that two officers were hurt near the river, and that the talks would go on."
ODD = ENGLISH.encode() + b" They met at the caf\xe9 \xff\xfe text."
ODDER = b"Police \xff\xfe\xc3\x28 said " + ENGLISH.encode() + b" \x80\x81 and at the caf\xe9."
ODD_TEXT = f"{ENGLISH} They met at the café ÿþ text."
ODDER_TEXT = f"Police ÿþÃ( said {ENGLISH} €\ufffd and at the café."
QUOTED = f"“It’s over,” she said — at the café. {ENGLISH}"
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
        pytest.param(ODD, {}, ODD_TEXT, id="odd bytes"),
        pytest.param(b"The caf\xe9 \xff\xfe text", {}, "The café ÿþ text", id="odd bytes of a short text"),
        pytest.param(ODDER, {}, ODDER_TEXT, id="odder bytes"),
        pytest.param(ODDER, {"charset": "utf-8"}, ODDER_TEXT, id="odder bytes, utf-8 claimed"),
        pytest.param(ODDER, {"charset": "iso-8859-1"}, ODDER_TEXT, id="odder bytes, latin-1 claimed"),
        pytest.param(QUOTED.encode("cp1252"), {}, QUOTED, id="cp1252 quotes"),
        pytest.param(QUOTED.encode("cp1252"), {"charset": "ascii"}, QUOTED, id="cp1252 quotes, ascii claimed"),
        pytest.param(f"{ENGLISH} Café.".encode("latin-1"), {}, f"{ENGLISH} Café.", id="latin-1 e acute"),
        pytest.param(f"{ENGLISH} Café.".encode("latin-1"), {"charset": "shift_jis"}, f"{ENGLISH} Café.", id="no sjis"),
        pytest.param(RUSSIAN.encode("cp1251"), {}, RUSSIAN, id="cp1251 found"),
        pytest.param(RUSSIAN.encode("koi8-r"), {}, RUSSIAN, id="koi8-r found"),
        pytest.param(RUSSIAN.encode("cp1251"), {"charset": "utf-8"}, RUSSIAN, id="cp1251, utf-8 claimed"),
        pytest.param(RUSSIAN.encode("cp1251"), {"charset": "iso-8859-1"}, RUSSIAN, id="cp1251, latin-1 claimed"),
        pytest.param(CZECH.encode("cp1250"), {}, CZECH, id="cp1250 found"),
        pytest.param(POLISH.encode("cp1250"), {}, POLISH, id="cp1250 found by a few letters"),
        pytest.param(JAPANESE.encode("shift_jis"), {}, JAPANESE, id="shift_jis found"),
        pytest.param(CHINESE.encode("gb18030"), {}, CHINESE, id="gb18030 found"),
        pytest.param(CHINESE.encode(), {"charset": "gb2312"}, CHINESE, id="utf-8, gb2312 claimed"),
    ],
)
def test_bytes_become_text(payload: bytes, fields: dict[str, str], text: str) -> None:
    assert cleaned(payload, **fields).body_text == text


def test_meta_charset_is_read() -> None:
    html = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p><p>{RUSSIAN}</p></body></html>'
    assert RUSSIAN in cleaned(html.encode("cp1251")).body_text


def test_markup_does_not_hide_the_script() -> None:
    html = f"<html><body>{'<p class=story-paragraph></p>' * 40}<p>{RUSSIAN}</p><p>{RUSSIAN}</p></body></html>"
    assert RUSSIAN in cleaned(html.encode("cp1251")).body_text


@pytest.mark.parametrize(
    ("payload", "fields", "reason"),
    [
        pytest.param("", {}, RejectReason.EMPTY, id="empty"),
        pytest.param(" \n\t", {}, RejectReason.EMPTY, id="blank"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, {}, RejectReason.UNDECODABLE, id="image"),
        pytest.param(f"{ENGLISH} ".encode() + b"\x81" * 8, {}, RejectReason.UNDECODABLE, id="much of it lost"),
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
