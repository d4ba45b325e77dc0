"""Payloads that are hard on parsers, patterns and memory, each as large as it is asked for.

A row of the table is (name, of so many characters, the reasons that are right for it besides an article).
"""

# ruff: noqa: E501 - rows of payloads

from collections.abc import Callable

from tests.core.clean.articles import PROSE
from workers.core.outcome import RejectReason

Made = Callable[[int], str]
COPY = f"<p>{PROSE}</p>" * 5
NONE: frozenset[RejectReason] = frozenset()
MANY = frozenset({RejectReason.TOO_MANY_NODES})
DEEP = frozenset({RejectReason.TOO_DEEP})
EMPTY = frozenset({RejectReason.NO_TEXT})
WIDE = frozenset({RejectReason.TOO_LARGE, RejectReason.NO_TEXT})


def fill(piece: str, size: int) -> str:
    """`piece` again and again, `size` characters of it."""
    return (piece * (size // len(piece) + 1))[:size]


def _body(piece: str, before: str = "") -> Made:
    return lambda size: f"<!doctype html><html><head><title>t</title></head><body>{before}{fill(piece, size)}"


def _copy(piece: str) -> Made:
    """Filled in above copy."""
    return lambda size: f"<!doctype html><html><body>{fill(piece, size)}{COPY}</body></html>"


def _head(start: str, piece: str, end: str) -> Made:
    return lambda size: f"<!doctype html><html><head>{start}{fill(piece, size)}{end}</head><body>{COPY}</body></html>"


def _data(piece: str, start: str = "", end: str = "") -> Made:
    return _head('<script type="application/ld+json">' + start, piece, end + "</script>")


PAYLOADS: tuple[tuple[str, Made, frozenset[RejectReason]], ...] = (
    ("nested divs", _body("<div>"), DEEP),
    ("nested bold", _body("<b>x"), DEEP),
    ("nested lists", _body("<ul><li>x"), DEEP),
    ("nested tables", _body("<table><tr><td>x"), DEEP),
    ("nested kickers", _body("<h1><span class=kicker>a</span>"), DEEP),
    ("items never closed", _body("<li>x"), MANY),
    ("cells never closed", _body("<td>x", "<table>"), MANY),
    ("end tags of nothing", _body("</div>"), EMPTY | MANY),
    ("end tags out of a cell", _body("</div>x", "<div>" * 100 + "<table><td>"), MANY),
    ("end tags under many open", _body("</i>x", "<b>" * 240), MANY),
    ("misnested", _body("<b><i></b></i>"), EMPTY | MANY),
    ("links never closed", _body("<a href=x><p>x"), MANY),
    ("attributes", _body("a=1 ", "<p "), MANY | EMPTY),
    ("open attribute values", _body('a="', "<p "), MANY | EMPTY),
    ("quotes of two kinds", _body("a=\"b' c='", "<p "), MANY | EMPTY),
    ("tags with an open value", _body('<p class="x>'), EMPTY | MANY),
    ("less-than signs", _body("<"), NONE),
    ("tags never ended", _body("<a"), EMPTY),
    ("ampersands", _body("&"), NONE),
    ("numbers of no character", _body("&#"), NONE),
    ("names of no entity", _body("&" + "a" * 31), NONE),
    ("entities", _body("&lt;"), MANY),
    ("a number without end", _head('<meta name="description" content="&#', "9", ';">'), NONE),
    ("comments never closed", _body("<!--"), EMPTY),
    ("a comment of dashes", _body("-", "<!--"), EMPTY),
    ("comments", _body("<!---->"), EMPTY | MANY),
    ("marked sections", _body("<![CDATA["), EMPTY),
    ("scripts never closed", _body("<script>"), EMPTY),
    ("a script that all but ends", _body("</scrip", "<script>"), EMPTY),
    ("scripts", _body("<script></script>"), EMPTY | MANY),
    ("drawings never closed", _body("<svg>x"), EMPTY),
    ("data: open brackets", _data("["), NONE),
    ("data: articles", _data('{"@type":"NewsArticle","headline":"x"},', '{"@graph":[', "{}]}"), NONE),
    ("data: references", _data('{"@id":"a","name":"b"},', '{"@graph":[', '{"@type":"NewsArticle","author":{"@id":"a"}}]}'), NONE),
    ("data: authors", _data('{"name":"Ana Torres"},', '{"@type":"NewsArticle","author":[', "{}]}"), NONE),
    ("data: a long body", _data("word ", '{"@type":"NewsArticle","articleBody":"', '"}'), NONE),
    ("data: commas", _data(", ", "{"), NONE),
    ("data: a number", _data("1", '{"a":', ",}"), NONE),
    ("data: entities", _data("&quot;"), NONE),
    ("meta elements", _head("", '<meta name="author" content="Ana Torres, Kim Lee">', ""), MANY),
    ("a title of dashes", _head('<meta property="og:title" content="', "a - ", '">'), MANY),
    ("headlines", _copy("<h1>town votes</h1>"), MANY),
    ("bylines", _copy("<div class=byline>By Ana Torres</div>"), MANY),
    ("authors", _copy("<span itemprop=author><span itemprop=name>A B</span></span>"), MANY),
    ("author links", _copy("<a rel=author href=x>aa</a>"), MANY | EMPTY),
    ("times", _copy('<time datetime="2020">x</time>'), MANY),
    ("dates", _copy("<span class=date>1 May 2020 </span>"), MANY),
    ("classes", lambda size: f'<html><body><div class="{fill("a b-c related ", size)}">{COPY}', MANY),
    ("paragraphs", _body("<p>The talks went on and nobody in the room was heard to object.</p>"), MANY),
    ("articles", _body("<article><h1>Town</h1><p>The talks went on, and nobody was heard to object.</p></article>"), MANY),
    ("paragraphs of links", _body("<p><a href=x>The talks went on and nobody</a></p>"), EMPTY | MANY),
    ("boxes within a paragraph", _body("<span class=hidden>x</span>y", "<p>"), MANY),
    ("line breaks", _body("x<br>"), MANY),
    ("one paragraph", _body("word ", "<p>"), NONE),
    ("one word", _body("x", "<p>"), NONE),
    ("spaces", _copy(" \n\t"), NONE),
    ("no-break spaces", _body("x\u00a0", "<p>"), NONE),
    ("mojibake", _body("cafÃ© ", "<p>"), NONE),
    ("a run of mojibake", _body("Ã©Ã", "<p>"), NONE),
    ("lines", _body("<div>ab cd</div>"), EMPTY | MANY),
    ("paragraphs in a script", lambda size: "<html><body>x<script>x=\"" + fill("\\u003cp\\u003eab", size) + '"</script>', MANY),
    ("strings in a script", lambda size: "<html><body>x<script>" + fill('"\\u003cp ",', size) + "</script>", EMPTY),
    ("backslashes in a script", lambda size: '<html><body>x<script>"' + fill("\\", size) + "\\u003cp " * 5 + '"</script>', EMPTY),
    ("an item of a feed", lambda size: f"<item><title>t</title><description>{fill('&lt;p&gt;x', size)}</description></item>", MANY),
    ("a deep item of a feed", lambda size: "<item>" + fill("<a>", size), EMPTY | frozenset({RejectReason.UNDECODABLE})),
    ("deep JSON", lambda size: '{"a":' + fill("[", size), DEEP),
    ("a post of paragraphs", lambda size: f'{{"content":{{"rendered":"{fill("<p>x ", size)}"}},"title":{{"rendered":"t"}}}}', MANY),
    ("one line", lambda size: fill("word ", size), WIDE),
    ("a fragment of less-than signs", lambda size: "<p>" + fill("< ", size), NONE),
    ("a fragment of open tags", lambda size: "<p>" + fill("<div ", size), EMPTY | MANY),
)  # fmt: skip


def bomb(levels: int = 12) -> str:
    """An item of a feed whose entities stand for ten of the next, level by level."""
    entities = ['<!ENTITY a0 "lol">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)]
    return (
        f"<!DOCTYPE item [{''.join(entities)}]><item><title>t</title><description>&a{levels - 1};</description></item>"
    )
