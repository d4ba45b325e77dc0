"""What a page's markup says of its article, table by table: headlines, names, times, JSON-LD, meta elements."""

# ruff: noqa: E501 - rows of markup

import orjson
import pytest

from tests.core.clean.articles import MORE, PROSE, cleaned
from workers.core.clean.html import jsonld
from workers.core.clean.html.attributes import attributes, folded
from workers.core.clean.html.headline import headlines
from workers.core.clean.html.people import chosen, listed, people, signed
from workers.core.clean.html.written import written


def page(head: str = "", above: str = "", headline: str = "Town votes") -> str:
    """A page with something in its head and above its copy."""
    return (
        f"<!doctype html><html><head>{head}</head><body><article><h1>{headline}</h1>{above}"
        f"<p>{PROSE}</p><p>{MORE}</p></article></body></html>"
    )


def ld(**fields: object) -> str:
    """A JSON-LD script of a news article."""
    item = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{orjson.dumps(item).decode()}</script>'


@pytest.mark.parametrize(
    ("said", "best"),
    [
        ({"jsonld": ["Town votes"], "og": ["Town votes today"], "heading": ["Town votes"]}, "Town votes"),
        ({"jsonld": ["Vote result 2026"], "title": ["Vote result 2026 - Ledger"], "og": ["Town votes"], "heading": ["Town votes"]}, "Town votes"),
        ({"jsonld": ["A town decides"], "title": ["Town votes - Ledger"], "og": ["Town votes"], "heading": ["Town votes"]}, "A town decides"),
        ({"og": ["Town votes on Tuesday - The Ledger"]}, "Town votes on Tuesday"),
        ({"og": ["Town votes on Tuesday | World | Ledger.example"]}, "Town votes on Tuesday | World"),
        ({"title": ["The Ledger: Town votes"]}, "The Ledger: Town votes"),
        ({"title": ["The Ledger | Town votes on Tuesday"]}, "Town votes on Tuesday"),
        ({"og": ["Town votes on Tuesday - a special"], "heading": ["Town votes on Tuesday"]}, "Town votes on Tuesday"),
        ({"og": ["Town votes on Tuesday after a lo…"], "heading": ["Town votes on Tuesday after a long night"]}, "Town votes on Tuesday after a long night"),
        ({"jsonld": ["Town votes on Tuesday after..."], "heading": ["Town votes on Tuesday after a long night"]}, "Town votes on Tuesday after a long night"),
        ({"og": ["“Town” votes"], "heading": ['"Town" votes']}, "“Town” votes"),
        ({"twitter": ["Town votes"]}, "Town votes"),
        ({}, None),
    ],
)  # fmt: skip
def test_headlines(said: dict[str, list[str]], best: str | None) -> None:
    assert next(iter(headlines(said, ["The Ledger", "www.ledger.example", "ledger"])), None) == best


def test_a_kicker_is_no_headline() -> None:
    assert cleaned(page(headline="<span class='kicker'>Election</span> Town votes")).headline == "Town votes"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (["Ana Torres"], ["Ana Torres"]),
        (["By Ana Torres and Kim Lee"], ["Ana Torres", "Kim Lee"]),
        (["Ana Torres, Kim Lee"], ["Ana Torres", "Kim Lee"]),
        (["Von Jörg Weiß und Ana Torres"], ["Jörg Weiß", "Ana Torres"]),
        (["Par Zoé Noël et Luc Petit"], ["Zoé Noël", "Luc Petit"]),
        (["Por María Núñez y Ana Torres"], ["María Núñez", "Ana Torres"]),
        (["Ana Torres, staff writer"], ["Ana Torres"]),
        (["Ana Torres, professor of law at the town's university"], ["Ana Torres"]),
        (["Ana Torres (ato)"], ["Ana Torres"]),
        (["Ana Torres;Kim Lee"], ["Ana Torres", "Kim Lee"]),
        (["Ana Torres", "ana torres", "ana-torres", "ANA TORRES"], ["Ana Torres"]),
        (["https://ledger.example/ana", "@ana", "ana@ledger.example", "(Image: Ledger)", ""], []),
        (["AFP"], ["AFP"]),
        (["Le Figaro et AFP"], ["Le Figaro et AFP"]),
        (["MND Staff"], ["MND Staff"]),
        (["신현주 기자"], ["신현주"]),
        (["दैनिक भास्कर"], ["दैनिक भास्कर"]),
        (["Ana Torres and agencies in Oslo"], ["Ana Torres"]),
        (["x" * 500], []),
    ],
)
def test_people(said: list[str], names: list[str]) -> None:
    assert list(people(said)) == names


@pytest.mark.parametrize(
    ("line", "of_by", "of_names"),
    [
        ("By Ana Torres", ["Ana Torres"], []),
        ("Von: Ana Torres, Kim Lee", ["Ana Torres", "Kim Lee"], []),
        ("By TPN, in News · 3 March 2026", ["TPN"], []),
        ("By the time the sun rose over the harbour", [], []),
        ("Ana Torres", [], ["Ana Torres"]),
        ("Ana Torres/Kim Lee", [], ["Ana Torres", "Kim Lee"]),
        ("The town council of old", [], []),
        ("完了しました", [], []),
    ],
)
def test_bylines(line: str, of_by: list[str], of_names: list[str]) -> None:
    assert (list(signed(line)), list(listed(line))) == (of_by, of_names)


@pytest.mark.parametrize(
    ("told", "shown", "names"),
    [
        ([["Ana Torres"], ["Kim Lee"]], [], ["Ana Torres"]),
        ([["The Ledger"], ["Kim Lee"]], [], ["Kim Lee"]),
        ([["The Ledger", "Kim Lee"]], [], ["Kim Lee"]),
        ([["The Ledger"]], [["Kim Lee"]], ["Kim Lee"]),
        ([["Ledger Staff"]], [["AFP"]], ["Ledger Staff"]),
        ([["dpa"]], [["Kim Lee"]], ["dpa"]),
        ([], [["TPN"]], ["TPN"]),
        ([], [], []),
    ],
)
def test_the_house_itself_is_the_last_to_be_named(
    told: list[list[str]], shown: list[list[str]], names: list[str]
) -> None:
    assert list(chosen(told, shown, ["The Ledger", "Ledger", "www.ledger.example"])) == names


@pytest.mark.parametrize(
    ("head", "above", "authors"),
    [
        (ld(author={"name": "Ana Torres"}), "", ("Ana Torres",)),
        (ld(author=[[{"name": "Ana Torres"}], "Kim Lee"]), "", ("Ana Torres", "Kim Lee")),
        (ld(author={"@id": "#1"}) + '<script type="application/ld+json">{"@id":"#1","name":"Ana Torres"}</script>', "", ("Ana Torres",)),
        (ld(author={"name": "Desk", "url": "https://ledger.example/author/admin/"}), "<p>By Ana Torres</p>", ("Ana Torres",)),
        ('<meta name="author" content="Ana Torres">', "", ("Ana Torres",)),
        ('<meta property="article:author" content="https://x.example/ana"><meta name="parsely-author" content="Ana Torres">', "", ("Ana Torres",)),
        ("", '<span itemprop="author"><span itemprop="name">Ana Torres</span>, 12 posts</span>', ("Ana Torres",)),
        ("", '<a rel="author" href="/ana">Ana Torres</a>', ("Ana Torres",)),
        ("", '<div class="article-byline">By <b>Ana Torres</b></div>', ("Ana Torres",)),
        ("", "<p>Ana Torres</p>", ("Ana Torres",)),
    ],
)  # fmt: skip
def test_where_authors_are_named(head: str, above: str, authors: tuple[str, ...]) -> None:
    record = cleaned(page(head, above))
    assert record.authors == authors
    assert record.body_text == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    ("head", "above", "first", "basis"),
    [
        (ld(datePublished="2026-03-03T10:00:00+02:00"), "", "2026-03-03 08:00:00+00:00", "jsonld"),
        (ld(datePublished="2026-03-03 10:00:00") + '<meta name="date" content="2026-03-03T10:00:00+02:00">', "", "2026-03-03 08:00:00+00:00", "jsonld"),
        ('<meta name="article:published:time" content="2026-03-03T08:00:00Z">', "", "2026-03-03 08:00:00+00:00", "meta"),
        ("", '<time class="updated" datetime="2026-03-04T08:00:00Z">x</time><time datetime="2026-03-03T08:00:00Z">y</time>', "2026-03-03 08:00:00+00:00", "meta"),
        ("", '<span itemprop="datePublished" content="2026-03-03T08:00:00Z">x</span>', "2026-03-03 08:00:00+00:00", "meta"),
        ("", '<span class="post-date">erstellt: 03. März 2026, 10:00</span>', "2026-03-03 10:00:00+00:00", "meta"),
        ("", "", None, None),
    ],
)  # fmt: skip
def test_where_times_are_told(head: str, above: str, first: str | None, basis: str | None) -> None:
    record = cleaned(page(head, above))
    assert (record.firstcreated and str(record.firstcreated), record.date_basis) == (first, basis)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("03. März 2026, 10:05 Uhr", "2026-03-03T10:05"),
        ("Publié le 3 mars 2026 à 7h05", "2026-03-03T07:05"),
        ("3 de marzo de 2026 a las 19:30", "2026-03-03T19:30"),
        ("March 3, 2026 at 7:30 p.m.", "2026-03-03T19:30"),
        ("3rd March 2026", "2026-03-03"),
        ("2026.03.03 18:40", "2026-03-03T18:40"),
        ("2026年3月3日", "2026-03-03"),
        ("3.3.2026 99:99", "2026-03-03"),
        ("03/04/2026", None),
        ("31. Februar 2026", None),
        ("30 Smarch 2026", None),
        ("", None),
    ],
)
def test_days_as_pages_write_them(text: str, found: str | None) -> None:
    assert written(text) == found


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('<!-- {"a": 1} -->', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('{"a": "x\ny\tz"}', {"a": "x y z"}),
        ('{"a": [1, 2,], }', {"a": [1, 2]}),
        ('{"a": "it\\\'s"}', {"a": "it's"}),
        ('{"a": 1};', {"a": 1}),
        ('{"a": 1} {"b": 2}', {"a": 1}),
        ("{&quot;a&quot;: 1}", {"a": 1}),
        ("{a: 1}", None),
        ("", None),
        ("[" * 5_000, None),
    ],
)
def test_data_is_mended_where_that_is_safe(script: str, value: object) -> None:
    assert jsonld.parse(script) == value


def test_the_article_of_this_page_is_chosen() -> None:
    head = ld(headline="Another town", url="https://ledger.example/2") + ld(
        headline="Town votes", url="https://ledger.example/1/"
    )
    record = cleaned(page(head + '<link rel="canonical" href="https://ledger.example/1">'))
    assert (record.headline, record.url) == ("Town votes", "https://ledger.example/1")


def test_what_is_said_beside_the_copy() -> None:
    head = ld(articleSection=["Town", "News"], keywords=["vote", "town"], isAccessibleForFree=True)
    record = cleaned(page(head + '<meta property="og:description" content="All &amp;amp; all">'))
    assert (record.section, record.keywords, record.description_text) == ("Town", ("vote", "town"), "All & all")


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ('<p class="a b" id=c>', {"class": "a b", "id": "c"}),
        ("<p class='a' CLASS=b hidden>", {"class": "a", "hidden": ""}),
        ('<p title="x>y" class = "a">', {"title": "x>y", "class": "a"}),
        ("<p>", {}),
    ],
)
def test_attributes(tag: str, said: dict[str, str]) -> None:
    assert attributes(tag) == said


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a &amp;amp; b", "a & b"),
        ("  a\n\tb ", "a b"),
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
        ("&#" + "9" * 5_000 + ";", "&#" + "9" * 5_000 + ";"),
        (" ", None),
    ],
)
def test_folding(value: str, text: str | None) -> None:
    assert folded(value) == text
