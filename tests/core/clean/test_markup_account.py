"""Property tests of the account of markup: pages made up at random, among them broken and hidden things."""

# ruff: noqa: E501 - rows of pieces

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.clean.articles import CLEAN, MORE, PROSE, check_account, check_whole_markup, cleaned, raw
from workers.core.outcome import Ok

PIECES = st.sampled_from(
    (
        f"<p>{PROSE}</p>", f"<p>{MORE}</p>", f"<div>{PROSE}</div>", f"<p>{PROSE} <a href='/x'>More</a> of it &amp; that&nbsp;too.</p>",
        "<h1>Town votes</h1>", "<h2>What next</h2>", "<article>", "</article>", "<div class='article-body'>", "</div>", "<section>", "</section>",
        "<div class='related'><h3>Related</h3><ul><li><a href='/a'>Bread queue</a></li><li><a href='/b'>Rain</a></li></ul></div>",
        "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav>", "<footer>About us &copy; 2026</footer>", "<aside>Most read", "</aside>",
        "<script>var a = '<p>no</p>';</script>", "<style>p { color: red }</style>", "<!-- a comment -->", "<!-- <p>in one</p> -->", "<noscript><img></noscript>",
        "<p>Said <span class='sr-only'>opens in a new tab</span> the mayor of the town, who would not be drawn on it.</p>", "<p hidden>Not for you, said nobody in particular to the others.</p>",
        "<figure><img alt='a \"b\"'><figcaption>A dog. Photo: Kim Lee</figcaption></figure>", "<table><tr><td>1</td><td>2", "</table>", "<li>one", "<br>", "<p", "<b>", "</b>", "<i>",
        "text", "&lt;p&gt;", "&bogus;", "&#8217;", "&#9999999;", "\u00a0", "\n", "<", ">", '<a href="x>y">', "</a>", "<select><option>x</option></select>", "<svg><text>x</text></svg>",
        "cafÃ© donâ€™t", "Advertisement", "<p>Sign up for our newsletter to get the news by email every day.</p>", "<title>t</title>", "<body>", "</body>", "<![CDATA[ x ]]>", "<?php x ?>", "<!doctype html>",
    )
)  # fmt: skip
MADE_UP = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MADE_UP
@given(st.lists(PIECES, max_size=24), st.booleans())
def test_every_character_is_kept_removed_or_a_tag(pieces: list[str], whole: bool) -> None:
    article = raw(("<html>" if whole else "<p>") + "".join(pieces), mimetype="text/html")
    outcome = CLEAN(article)
    if isinstance(outcome, Ok):
        check_account(article, outcome.outputs[0].record)
        check_whole_markup(article, outcome.outputs[0].record)


@MADE_UP
@given(st.text(alphabet=st.sampled_from("<>/!-&;#='\" \nabdhilpsv1é\u00a0"), max_size=300), st.booleans())
def test_any_markup_is_accounted_for(text: str, whole: bool) -> None:
    article = raw(f"<html><p>{PROSE}</p>{text}" if whole else f"<p>{PROSE}</p>{text}")
    outcome = CLEAN(article)
    if isinstance(outcome, Ok):
        check_account(article, outcome.outputs[0].record)
        check_whole_markup(article, outcome.outputs[0].record)


@MADE_UP
@given(st.lists(st.one_of(PIECES.map(str.encode), st.binary(max_size=12)), max_size=16))
def test_any_bytes_of_markup_have_an_outcome(pieces: list[bytes]) -> None:
    article = raw(b"<html><body>" + b"".join(pieces), mimetype="text/html")
    outcome = CLEAN(article)
    if isinstance(outcome, Ok):
        check_account(article, outcome.outputs[0].record)
        check_whole_markup(article, outcome.outputs[0].record)
    else:
        assert not outcome.reason.internal  # type: ignore[union-attr]


def test_neighbours_of_one_rule_are_one_stretch() -> None:
    html = f"<html><body><nav><a>Home</a><script>x</script><a>World</a></nav><article><p>{PROSE}</p><p>{MORE}</p></article>"
    record = cleaned(html)
    assert [(html[r.start : r.end], r.rule) for r in record.removed] == [
        ("Home</a><script>x</script><a>World", "navigation")
    ]


def test_scripts_and_comments_are_listed() -> None:
    html = f"<html><head><title>t</title></head><body><article><p>{PROSE}</p><!-- x --><p>{MORE}</p></article>"
    record = cleaned(html)
    assert [(html[r.start : r.end], r.rule) for r in record.removed] == [("t", "unseen"), ("<!-- x -->", "unseen")]


def test_a_box_within_a_paragraph_does_not_part_it() -> None:
    html = f'<html><body><article><p>The mayor <span class="sr-only">(opens in new tab)</span>said so.</p><p>{PROSE}</p></article>'
    record = cleaned(html)
    check_whole_markup(raw(html), record)
    assert record.body_text == f"The mayor said so.\n\n{PROSE}"
    assert [(html[r.start : r.end], r.rule) for r in record.removed] == [("(opens in new tab)", "hidden")]
