"""Examples of each source format: what the contract suite puts through it. A new format adds its rows here."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A file of a format: `uris` are those of its articles, in order (None: made from the bytes), `refused` the
    reasons of what is refused in it."""

    format: str
    name: str
    content: bytes
    uris: tuple[str | None, ...] = ()
    refused: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


def post(number: int, **more: object) -> dict[str, object]:
    """A WordPress REST post."""
    return {
        "id": number,
        "link": f"https://paper.example/?p={number}",
        "title": {"rendered": f"Title {number}"},
        "content": {"rendered": f"<p>Körper {number}</p>\n"},
        **more,
    }


def lines(*values: object) -> bytes:
    return b"\n".join(v if isinstance(v, bytes) else json.dumps(v).encode() for v in values)


LINK = "https://paper.example/?p="
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<!-- a comment > with a bracket -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Übersee</title>
<item><guid isPermaLink="false">tag:1</guid><link>https://a.example/1</link><title>Eins &amp; Zwei</title>
<pubDate>Mon, 18 Oct 2021 12:00:00 GMT</pubDate><description>short</description>
<content:encoded><![CDATA[<p onclick="x()">Der <b>ganze</b> Text — länger</p><script>a()</script>]]></content:encoded>
</item>
<item><link>https://a.example/2</link><description>&lt;p&gt;Nur das&lt;/p&gt;</description></item>
<item><title>no text</title><link>https://a.example/3</link></item>
</channel></rss>"""
NUMBERED = b"""<rss><channel><item><guid isPermaLink="false">4</guid><link>https://a.example/4</link>
<description>ids that are unique in their feed only</description></item>
<item><guid isPermaLink="false">5</guid><description>without a link</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>
<entry><id>urn:x:1</id><link href="https://b.example/1"/><title>T</title><updated>2024-05-01T10:00:00Z</updated>
<summary>sum</summary><content type="html">&lt;p&gt;one&lt;/p&gt;</content></entry></feed>"""

EXAMPLES: tuple[Example, ...] = (
    Example("document", "a.txt", b"MOSCOW (AP) -- Words.\n", (None,), bodies=("MOSCOW (AP) -- Words.\n",)),
    Example("document", "no-ending", "Grüße".encode(), (None,), bodies=("Grüße",)),
    Example("document", "page.html", b"<p>fragment</p>", (None,), bodies=("<p>fragment</p>",)),
    Example("document", "latin.txt", "Zürich".encode("latin-1"), (None,)),
    Example("document", "wide.txt", "Zürich".encode("utf-16"), (None,)),
    Example("document", "bracketless.txt", b"Update: {not json", (None,)),
    Example("document", "empty.txt", b"", refused=("empty",)),
    Example("document", "blank.html", b" \n\t ", refused=("empty",)),
    Example("document", "a.pdf", b"%PDF-1.7 and so on", refused=("binary",)),
    Example("document", "photo.txt", b"\x89PNG\r\n\x1a\n0000", refused=("binary",)),
    Example("document", "nul", b"text\x00text", refused=("binary",)),
    Example("document", "noise", bytes(range(1, 32)) * 9, refused=("binary",)),
    Example("json", "post.json", json.dumps(post(1), indent=1).encode(), (LINK + "1",)),
    Example("json", "page.json", b"\xef\xbb\xbf" + json.dumps([post(1), post(2)]).encode(), (LINK + "1", LINK + "2")),
    Example(
        "json",
        "no-ending-array",
        json.dumps([post(3), 7, {"a": 1}]).encode(),
        (LINK + "3",),
        ("wrong_type", "missing_field"),
    ),
    Example("json", "envelope.json", b'{"uri": "u:1", "body": "text"}', ("u:1",), bodies=("text",)),
    Example("json", "anonymous.json", b'{"body": "text"}', (None,), bodies=("text",)),
    Example("json", "bracket.txt", b"[UPDATED] The minister left.", (None,), bodies=("[UPDATED] The minister left.",)),
    Example("json", "broken.json", json.dumps([post(1)]).encode()[:-9], refused=("not_json",)),
    Example("json", "empty.json", b"", refused=("empty",)),
    Example("json", "none.json", b"[]", refused=("empty",)),
    Example("json", "error.json", b'{"code": "rest_no_route", "message": "No route"}', refused=("missing_field",)),
    Example("json", "number.json", b"12", refused=("wrong_type",)),
    Example("json", "strings.json", b'["a", null]', refused=("wrong_type", "wrong_type")),
    Example("json", "both.json", b'{"uri": "u", "body": "a", "body_base64": "YQ=="}', refused=("wrong_type",)),
    Example("json", "types.json", b'{"uri": "u", "body": ["a"]}', refused=("wrong_type",)),
    Example("json", "deep.json", b"[" * 100_000 + b"]" * 100_000, refused=("too_deep",)),
    Example("json", "deep-object.txt", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, refused=("too_deep",)),
    Example(
        "jsonl",
        "a.jsonl",
        lines({"uri": "u:1", "body": "one"}, b"", post(2), b'  {"uri": "u:3", "body": "x"}\r'),
        ("u:1", LINK + "2", "u:3"),
    ),
    Example("jsonl", "many.json", lines({"uri": "u:1", "body": "one"}, {"uri": "u:2", "body": "two"}), ("u:1", "u:2")),
    Example(
        "jsonl", "stream", lines({"uri": "u:1", "body": "x" * 200_000}, {"uri": "u:2", "body": "two"}), ("u:1", "u:2")
    ),
    Example(
        "jsonl",
        "mixed.ndjson",
        lines(
            b"{broken",
            {"uri": "u:1", "body": "one"},
            [1],
            b'"text"',
            {"uri": "u:2"},
            b"[" * 9999,
            {"uri": "u:9", "body": "last"},
        ),
        ("u:1", "u:9"),
        ("not_json", "wrong_type", "wrong_type", "missing_field", "too_deep"),
    ),
    Example("jsonl", "empty.jsonl", b"\n\n", refused=("empty",)),
    Example("feed", "rss.xml", RSS.format(encoding="utf-8").encode(), ("tag:1", "https://a.example/2"), ("empty",)),
    Example(
        "feed",
        "latin.rss",
        RSS.replace("—", "-").format(encoding="iso-8859-1").encode("iso-8859-1"),
        ("tag:1", "https://a.example/2"),
        ("empty",),
    ),
    Example("feed", "numbered.xml", NUMBERED, ("https://a.example/4", "file:numbered.xml#5")),
    Example("feed", "atom", ATOM.encode(), ("urn:x:1",), bodies=("<p>one</p>",)),
    Example("feed", "cut.xml", RSS.format(encoding="utf-8").encode()[:-200], ("tag:1",)),
    Example("feed", "empty.rss", b"", refused=("empty",)),
    Example(
        "feed", "none.atom", b'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title></feed>', refused=("empty",)
    ),
    Example("feed", "page.rss", b"<html><body>Not found</body></html>", refused=("not_a_feed",)),
    Example("feed", "http.rss", b"http://127.0.0.1:9/feed", refused=("not_a_feed",)),
)
