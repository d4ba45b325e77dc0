"""Payloads that wrap an article in fields: WordPress, ninjs, JSON-LD, feed entries. The door, the content, the claims."""

# ruff: noqa: E501 - rows of payloads

from typing import Any

import orjson
import pytest

from schemas import codec
from schemas.codec import DecodeError
from tests.core.clean.articles import (
    CLEAN,
    COLLECTED,
    MORE,
    PROSE,
    check_account,
    check_whole,
    check_whole_markup,
    refused,
)
from workers.core.clean.formats import JSON_FORMATS, MARKUP
from workers.core.clean.step import source
from workers.core.outcome import RejectReason

HTML = f"<p>{PROSE}</p>\n<p>{MORE}</p>"
TEXT = f"{PROSE}\n\n{MORE}"
URL = "https://www.ledger.example/town/votes-1"
POST: dict[str, Any] = {
    "id": 1, "link": URL, "date_gmt": "2026-03-03T08:00:00", "modified_gmt": "2026-03-03T09:00:00",
    "title": {"rendered": "Town votes &amp; waits"}, "content": {"rendered": HTML}, "excerpt": {"rendered": "<p>All of it.</p>"},
    "_embedded": {"author": [{"name": "Ana Torres"}], "wp:term": [[{"taxonomy": "category", "name": "Town"}], [{"taxonomy": "post_tag", "name": "vote"}]]},
}  # fmt: skip
NINJS: dict[str, Any] = {
    "uri": "urn:ledger:1", "type": "text", "versioncreated": "2026-03-03T09:00:00Z", "firstcreated": "2026-03-03T08:00:00Z",
    "headline": "Town votes & waits", "byline": "By Ana Torres", "body_text": TEXT, "description_text": "All of it.",
    "subject": [{"name": "vote"}], "copyrightholder": "Ledger Wire",
}  # fmt: skip
NINJS_2: dict[str, Any] = {
    "uri": "urn:ledger:1", "firstcreated": "2026-03-03T08:00:00Z", "versioncreated": "2026-03-03T09:00:00Z", "by": "Ana Torres",
    "headlines": [{"role": "main", "value": "Town votes & waits"}], "descriptions": [{"role": "text", "value": "All of it."}],
    "bodies": [{"role": "text", "contenttype": "text/plain", "value": TEXT}, {"role": "html", "contenttype": "text/html", "value": HTML}],
    "subjects": [{"name": "vote"}], "copyrightholder": "Ledger Wire",
}  # fmt: skip
LD: dict[str, Any] = {
    "@context": "https://schema.org", "@type": "NewsArticle", "url": URL, "headline": "Town votes &amp; waits", "articleBody": TEXT,
    "datePublished": "2026-03-03T10:00:00+02:00", "dateModified": "2026-03-03T11:00:00+02:00", "author": {"@type": "Person", "name": "Ana Torres"},
    "publisher": {"name": "Ledger Media"}, "description": "All of it.", "articleSection": "Town", "keywords": "vote, town",
}  # fmt: skip
RSS = f"""<item><title>Town votes &amp; waits</title><link>{URL}</link><dc:creator>Ana Torres</dc:creator>
<pubDate>Tue, 03 Mar 2026 10:00:00 +0200</pubDate><category>vote</category><description>All of it.</description>
<content:encoded><![CDATA[{HTML}]]></content:encoded></item>"""
ATOM = f"""<?xml version="1.0"?><entry xmlns="http://www.w3.org/2005/Atom"><title>Town votes &amp; waits</title>
<link rel="alternate" href="{URL}"/><author><name>Ana Torres</name></author><published>2026-03-03T10:00:00+02:00</published>
<updated>2026-03-03T11:00:00+02:00</updated><category term="vote"/><summary>All of it.</summary>
<content type="html">{HTML.replace("<", "&lt;")}</content></entry>"""
XHTML = (
    ATOM.split("<content")[0]
    + f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content></entry>'
)


def _dump(value: Any) -> bytes:
    return orjson.dumps(value)


@pytest.mark.parametrize(
    ("payload", "kind", "content"),
    [
        pytest.param(_dump(POST), "wordpress", HTML, id="WordPress"),
        pytest.param(_dump([POST]), "wordpress", HTML, id="an array with one WordPress post"),
        pytest.param(_dump(NINJS), "ninjs", TEXT, id="ninjs 1"),
        pytest.param(_dump({**NINJS, "body_xhtml": HTML}), "ninjs", HTML, id="ninjs 1 with two bodies"),
        pytest.param(_dump(NINJS_2), "ninjs", HTML, id="ninjs 2"),
        pytest.param(_dump([NINJS_2]), "ninjs", HTML, id="an array with one ninjs article"),
        pytest.param(_dump(LD), "json-ld", TEXT, id="JSON-LD"),
        pytest.param(_dump({"@context": "x", "@graph": [{"@type": "WebPage"}, LD]}), "json-ld", TEXT, id="JSON-LD in a graph"),
        pytest.param(b'<script type="application/ld+json">' + _dump(LD) + b"</script>\n", "json-ld", TEXT, id="a JSON-LD script"),
        pytest.param(RSS.encode(), "feed entry", HTML, id="an RSS item"),
        pytest.param(f'<rss version="2.0"><channel><title>F</title>{RSS}</channel></rss>'.encode(), "feed entry", HTML, id="a feed of one item"),
        pytest.param(ATOM.encode(), "feed entry", HTML, id="an Atom entry"),
    ],
)  # fmt: skip
def test_the_content_and_its_claims(payload: bytes, kind: str, content: str) -> None:
    article = codec.wrap(payload, COLLECTED)
    outcome = CLEAN(article)
    record = outcome.outputs[0].record  # type: ignore[union-attr]
    assert source(article).text == content
    check_account(article, record)
    (check_whole_markup if content == HTML else check_whole)(article, record)
    assert (record.format, record.body_text, record.headline) == (kind, TEXT, "Town votes & waits")
    assert (record.authors, str(record.firstcreated)) == (("Ana Torres",), "2026-03-03 08:00:00+00:00")
    assert (record.description_text, record.keywords[:1], record.date_reliable) == ("All of it.", ("vote",), True)
    assert record.date_basis == ("jsonld" if kind == "json-ld" else "payload")
    assert kind in MARKUP


def test_xhtml_in_atom_is_its_content() -> None:
    record = CLEAN(codec.wrap(XHTML.encode(), COLLECTED)).outputs[0].record  # type: ignore[union-attr]
    assert (record.format, record.body_text) == ("feed entry", TEXT)


@pytest.mark.parametrize(
    ("value", "uri", "url"),
    [
        (POST, URL, URL), ([POST], URL, URL), (NINJS, "urn:ledger:1", None), (NINJS_2, "urn:ledger:1", None), (LD, URL, URL),
        ({**LD, "url": None, "@id": URL + "#a"}, URL + "#a", URL + "#a"),
    ],
)  # fmt: skip
def test_the_door_takes_bare_payloads(value: Any, uri: str, url: str | None) -> None:
    article = codec.wrap(_dump(value), COLLECTED)
    assert (article.uri, article.url, article.mimetype) == (uri, url, "application/json")


@pytest.mark.parametrize("value", [[POST, POST], {"title": "t"}, {"uri": "u", "headline": "h"}])
def test_the_door_refuses_other_json(value: Any) -> None:
    with pytest.raises(DecodeError):
        codec.wrap(_dump(value), COLLECTED)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ("<rss><channel></channel></rss>", RejectReason.WRONG_TYPE),
        (f"<rss><channel>{RSS}{RSS}</channel></rss>", RejectReason.WRONG_TYPE),
        ("<item></item>", RejectReason.NO_TEXT),
        ('<script type="application/ld+json">{"@type":"Person"}</script>', RejectReason.MISSING_FIELD),
        ('{"@context":"x","@type":"NewsArticle","headline":"h"}', RejectReason.NO_TEXT),
        ('{"uri":"u","body_text":" ","headline":"h"}', RejectReason.MISSING_FIELD),
        ('[{"a":1}]', RejectReason.MISSING_FIELD),
        ('[{"a":1},{"b":2}]', RejectReason.WRONG_TYPE),
    ],
)
def test_what_holds_no_article(payload: str, reason: RejectReason) -> None:
    assert refused(payload) is reason


@pytest.mark.parametrize("form", JSON_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize(
    "odd", [None, 1, "x", [], [1, None, {}], {}, {"name": 1}, {"rendered": None}, [{"value": 3}], True]
)
def test_a_field_may_hold_anything(form: Any, odd: Any) -> None:
    values = {"wordpress": [POST], "ninjs": [NINJS, NINJS_2], "json-ld": [LD]}[form.name]
    for value in values:
        for field in value:
            changed = {**value, field: odd}
            if form.knows(changed):
                assert isinstance(form.content(changed), str)
                form.claims(changed)


def test_pubstatus_and_publisher_come_from_ninjs() -> None:
    record = CLEAN(codec.wrap(_dump({**NINJS, "pubstatus": "canceled"}), COLLECTED)).outputs[0].record  # type: ignore[union-attr]
    assert (record.pubstatus, record.origin.publisher) == ("canceled", "Ledger Wire")


def test_the_canonical_address_is_told_where_it_differs() -> None:
    wrapped = {"uri": "u", "url": "https://m.ledger.example/1", "body": _dump(POST).decode()}
    record = CLEAN(codec.wrap(_dump(wrapped), COLLECTED)).outputs[0].record  # type: ignore[union-attr]
    assert (record.url, record.canonical_url) == ("https://m.ledger.example/1", URL)
