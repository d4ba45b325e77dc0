"""HTML: what is visible and where, which of it is copy, and what the markup says."""

# ruff: noqa: E501 - rows of markup

import orjson
import pytest

from tests.core.clean.articles import MORE, PROSE, check_account, check_whole_markup, cleaned, raw
from workers.core.clean.html.align import align
from workers.core.clean.html.second import second
from workers.core.clean.html.view import view

PAGE = f"""<!doctype html><html lang="en"><head><title>Town votes - The Ledger</title>
<meta property="og:site_name" content="The Ledger"><meta property="og:title" content="Town votes">
<meta property="article:published_time" content="2026-03-03T10:00:00+02:00">
<script type="application/ld+json">%s</script></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Town votes</h1>
<p>{PROSE} <a href="/x">Officials</a> &amp; <b>envoys</b> said&nbsp;so.</p><p>{MORE}</p>
<p>{MORE.replace("Two", "Three")}</p><p>{PROSE.replace("Tuesday", "Friday")}</p>
<p>Kim Lee contributed to this report.</p></article>
<aside><h3>Most read</h3><a href="/a">The bread queue, and what it says</a></aside>
<footer>About us | Contact</footer><script>var a = "<p>no</p>";</script></body></html>"""
WORDS = ("water", "bread", "roads", "trees", "boats", "wages", "rents", "lamps", "walls", "bells")
LD = {
    "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Town votes",
    "datePublished": "2026-03-03T09:00:00+02:00", "dateModified": "2026-03-03T12:00:00+02:00",
    "author": [{"@type": "Person", "name": "Ana Torres"}], "publisher": {"name": "Ledger Media"},
}  # fmt: skip


def test_a_page_gives_its_copy_with_an_account() -> None:
    article = raw(PAGE % "{}")
    record = cleaned(PAGE % "{}")
    check_account(article, record)
    assert record.format == "html page"
    assert len(record.paragraphs) == 4
    assert record.body_text.startswith(f"{PROSE} Officials & envoys said so.\n\n{MORE}")
    rules = {(PAGE % "{}")[r.start : r.end]: r.rule for r in record.removed}
    assert rules["Kim Lee contributed to this report."] == "credit"
    assert rules['Home</a> <a href="/w">World'] == "navigation"
    (rest,) = [text for text, rule in rules.items() if rule == "aside"]
    assert "Most read" in rest
    kinds = [(s.kind, record.body_text[s.start : s.end]) for s in record.offset_map if s.kind == "decode"]
    assert kinds == [("decode", "&"), ("decode", " ")]


@pytest.mark.parametrize(
    ("data", "basis", "first", "publisher", "authors"),
    [
        (LD, "jsonld", "2026-03-03T07:00:00+00:00", "Ledger Media", ("Ana Torres",)),
        ([LD], "jsonld", "2026-03-03T07:00:00+00:00", "Ledger Media", ("Ana Torres",)),
        (
            {"@graph": [{"@type": "WebPage"}, LD]},
            "jsonld",
            "2026-03-03T07:00:00+00:00",
            "Ledger Media",
            ("Ana Torres",),
        ),
        ({"@type": "WebPage", "datePublished": "2020-01-01"}, "meta", "2026-03-03T08:00:00+00:00", "The Ledger", ()),
        (["x", 1, None, {"@type": 3}], "meta", "2026-03-03T08:00:00+00:00", "The Ledger", ()),
    ],
)
def test_what_the_markup_says(data: object, basis: str, first: str, publisher: str, authors: tuple[str, ...]) -> None:
    record = cleaned(PAGE % orjson.dumps(data).decode())
    assert (record.date_basis, record.date_reliable) == (basis, True)
    assert record.firstcreated is not None
    assert record.firstcreated.isoformat() == first
    assert (record.origin.publisher, record.authors, record.headline) == (publisher, authors, "Town votes")


def test_a_future_date_is_kept_and_unreliable() -> None:
    record = cleaned((PAGE % "{}").replace("2026-03-03", "2062-03-03"))
    assert record.firstcreated is not None
    assert (record.firstcreated.year, record.date_reliable) == (2062, False)


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>a<b>b</b> c</p>d", ["ab c", "d"]),
        ("a<br>b", ["a", "b"]),
        ("<script>x</script>a<style>y</style><!-- z -->b", ["ab"]),
        ('<a title="x>y">a</a>', ["a"]),
        ("<p>a &lt;b&gt; &#8217;c&#x27; &bogus; &amp", ["a <b> ’c' &bogus; &"]),
        ("<p>1 < 2 and 3 > 2", ["1 < 2 and 3 > 2"]),
        ("<p>a<p", ["a"]),
        ("<title>t</title><svg><text>x</text></svg>a", ["a"]),
        ("<SCRIPT>x</Script>a", ["a"]),
    ],
)
def test_what_is_visible(html: str, blocks: list[str]) -> None:
    assert [b.text for b in view(html).blocks] == blocks


@pytest.mark.parametrize(
    ("html", "kept", "rules"),
    [
        (f"<p>{PROSE}</p><figure><img><figcaption>A dog</figcaption></figure><p>{MORE}</p>", 2, ["caption"]),
        (f'<p>{PROSE}</p><div class="jp-relatedposts"><h3>Hi</h3><p>{MORE}</p></div><p>{MORE}</p>', 2, ["related"]),
        (f'<p>{PROSE}</p><p><a href="/n">Join us on Friday</a></p><p>{MORE}</p>', 2, ["link"]),
        (f'<p>{PROSE}</p><h2>What next</h2><p>{MORE} <a href="/n">More of it</a></p>', 3, []),
        (f"<p>{PROSE}</p><p>___ Kim Lee in Oslo contributed to this report.</p>", 1, ["credit"]),
    ],
)
def test_fragments(html: str, kept: int, rules: list[str]) -> None:
    article = raw(html, mimetype="text/html")
    record = cleaned(html, mimetype="text/html")
    check_account(article, record)
    assert (len(record.paragraphs), [r.rule for r in record.removed]) == (kept, rules)


@pytest.mark.parametrize(
    "line",
    [
        '<p class="byline">By Awa Diallo, Agence France-Presse</p>',
        '<span class="post-author">Awa Diallo</span>',
        '<p><a rel="author" href="/awa">Awa Diallo</a></p>',
        "<p>By Awa Diallo</p>",
    ],
)
def test_who_signed_a_fragment(line: str) -> None:
    record = cleaned(f"<h1>Two states sign a pact</h1>{line}<p>{PROSE}</p><p>{MORE}</p>", mimetype="text/html")
    assert (record.authors, len(record.paragraphs)) == (("Awa Diallo",), 2)


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (["one two"], ["one two"]),
        (["one  two\nthree"], ["one two three"]),
        (["b" * 40, "a" * 40], ["a" * 40, "b" * 40]),
        (["nowhere at all"], []),
        (["c" * 40 + " and " + "d" * 40], ["c" * 40 + " opens new tab and " + "d" * 40]),
        ([], []),
    ],
)
def test_alignment(paragraphs: list[str], found: list[str]) -> None:
    text = f"one two three\n{'a' * 40}\n\n{'b' * 40} x {'c' * 40} opens new tab and {'d' * 40} one"
    assert [" ".join(text[start:end].split()) for start, end in align(text, paragraphs).found] == found


def test_a_wordpress_post() -> None:
    content = f"\n<p>OSLO (AP) &#8212; {PROSE}</p>\n<p>{MORE}</p>\n"
    post = {
        "date": "2021-10-18T12:25:55", "date_gmt": "2021-10-18T16:25:55", "modified_gmt": "2021-10-18T16:26:03",
        "link": "https://www.ledger.example/?p=1", "title": {"rendered": "Town&#8217;s vote &amp; more"},
        "content": {"rendered": content}, "_embedded": {"author": [{"name": "Ana Torres"}]},
    }  # fmt: skip
    body = orjson.dumps(post).decode()
    record = cleaned(body)
    check_account(raw(body), record)
    assert (record.format, record.headline, record.authors) == ("wordpress", "Town’s vote & more", ("Ana Torres",))
    assert record.body_text == f"OSLO (AP) — {PROSE}\n\n{MORE}"
    assert content[record.offset_map[0].source_start :].startswith("OSLO")
    assert (record.origin.publisher, record.origin.agency) == ("www.ledger.example", "AP")
    assert (record.date_basis, str(record.firstcreated)) == ("payload", "2021-10-18 16:25:55+00:00")
    assert str(record.versioncreated) == "2021-10-18 16:26:03+00:00"


def test_mended_mojibake_is_on_the_record() -> None:
    html = f"<html><body><article><p>The cafÃ© said it wasnâ€™t open. {PROSE}</p><p>{MORE}</p></article>"
    article = raw(html)
    record = cleaned(html)
    check_account(article, record)
    check_whole_markup(article, record)
    decoded = [
        (record.body_text[s.start : s.end], html[s.source_start : s.source_end])
        for s in record.offset_map
        if s.kind == "decode"
    ]
    assert decoded == [("é", "Ã©"), ("’", "â€™")]


def test_of_several_articles_the_one_with_the_headline_is_the_page() -> None:
    other = PROSE.replace("minister", "mayor")
    html = (
        f"<html><head><title>Town votes</title></head><body><article><h1>Rain</h1><p>{other}</p><p>{other} {MORE}</p></article>"
        f"<article><h1>Town votes</h1><p>{PROSE}</p><p>{MORE}</p></article></body></html>"
    )
    assert cleaned(html).body_text == f"{PROSE}\n\n{MORE}"


def test_a_box_that_holds_the_copy_is_none() -> None:
    html = f'<html><body><form><div class="widget"><p>{PROSE}</p><p>{MORE}</p></div></form><nav><a href="/">Home</a></nav></body></html>'
    assert cleaned(html).body_text == f"{PROSE}\n\n{MORE}"


def test_the_data_of_a_page_says_where_its_copy_ends() -> None:
    copy = [
        f"Of {w} there is {w} enough, said {w} and {w} people of the {w} board, who sold {w} for {w}." for w in WORDS
    ]
    readers = "".join(
        f"<p>{word}, I was there and it was not like that at all, whatever the paper says.</p>" for word in "abcde"
    )
    data = orjson.dumps({"@type": "NewsArticle", "articleBody": " ".join(copy)}).decode()
    body = "".join(f"<p>{paragraph}</p>" for paragraph in copy)
    html = f'<html><head><script type="application/ld+json">{data}</script></head><body><main><div>{body}</div><div>{readers}</div></main></body></html>'
    assert cleaned(html).body_text == "\n\n".join(copy)
    assert "whatever the paper says" in cleaned(html.replace("articleBody", "x")).body_text


def test_copy_that_only_a_script_holds() -> None:
    inner = orjson.dumps({"html": f"<p>{PROSE}</p><p>It was a café.</p><p>{MORE}</p>"}).decode().replace("<", "\\u003c")
    html = f"<html><head><title>t</title></head><body><div>Loading</div><script>push([1,{orjson.dumps(inner).decode()}])</script></body></html>"
    article = raw(html)
    record = cleaned(html)
    check_account(article, record)
    assert record.body_text == f"{PROSE}\n\nIt was a café.\n\n{MORE}"
    assert [r.rule for r in record.removed if html[r.start : r.end].startswith("Loading")] == ["boilerplate"]


def test_a_second_opinion_keeps_the_rules_of_what_it_leaves_out() -> None:
    html = f'<html><body><nav><a href="/">Home</a></nav><article><p>{PROSE}</p><p>{MORE}</p></article></body></html>'
    assert second(view(html), ["navigation", "link", None]) == ["navigation", None, None]
    assert second(view("<html><body><script>x</script></body></html>"), []) is None


def test_alignment_says_where_a_paragraph_should_be() -> None:
    text = f"{'a' * 40} lost words here {'b' * 40}"
    found = align(text, ["a" * 40, "nowhere " * 9, "b" * 40])
    assert [text[start:end] for start, end in found.lost] == ["lost words here"]
