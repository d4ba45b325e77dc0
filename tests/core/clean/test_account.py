"""Property tests of the account: what was kept, what was removed, and where each character comes from."""

# ruff: noqa: E501 - rows of sample lines

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.article import RawArticle
from tests.core.clean.articles import CLEAN, MORE, PROSE, check_account, check_whole, raw
from workers.core.clean import build
from workers.core.clean.html.view import view
from workers.core.clean.mojibake import mend
from workers.core.clean.profiles import Profile, key
from workers.core.outcome import Ok, Outcome, Reject

LINES = st.sampled_from(
    (
        PROSE, MORE, "", " ", "Ministers meet again in the capital", "Ministers meet again in the capital - The Daily Ledger",
        "By Ana Torres, Ledger News", "3 min read", "Oops!\n  Something went wrong.", "Advertisement", "Read more:", "___",
        "- Old news of the town [Last Updated On: May 3rd, 2014]", "Tags: News, Town", "Kim Lee contributed reporting.",
        "NATOs answer dont matter,\u00a0 they   said on the day\tof the\u2009vote.", "MOSCOW (AP) — The talks ended late.", "ENDS",
        "It was the cafÃ© of the towns mayor, whom nobody had seen since, and donâ€™t ask.", "Copyright 2021 The Associated Press.",
        "CORRECTION: An earlier version had the wrong day.", "\u2022 One point", "Follow us on Twitter", "\ufeff", "été – naïve",
    )
)  # fmt: skip
CHROME = st.sampled_from(
    (
        "Menu", "Share", "Facebook", "Most read", "Comments", "View comments", "Sign up to our newsletter", "Skip to content",
        "The harbour at dawn. Photo: Ana Torres", "(Ana Torres / Ledger)", "3 March 2026, 14:02 GMT", "vor 2 Stunden",
        "Please enter a valid email address.", "A tale of two towns and their long …", "Ministers meet again in the capital | Ledger",
        "Ana Torres is a reporter who covers the harbour for the Ledger.", "1. The cast-iron plant", "“No,” said the mayor",
        "WHY THE TOWN OF THE HARBOUR WILL NEVER BE THE SAME AGAIN", "港の時計台が動き出した。", "Advertisement", "World", "Related stories",
    )
)  # fmt: skip
BREAKS = st.sampled_from(("\n", "\n\n", "\r\n", "\n \n\n", "\u2028"))
PIECES = st.sampled_from(
    (
        "<p>", "</p>", "<div class='share'>", "</div>", "<br>", "<b>", "</b>", "<!-- x -->", "<script>a<b</script>", "&amp;", "&eacute;",
        "&#8217;", "&nbsp;", "&bogus;", "<", ">", "<a href=\"x>y\">", "</a>", "<li>", "<h2>", "</h2>", "\n", "<figcaption>", "</figcaption>",
        PROSE, MORE, "Read more:", "text", "cafÃ©", "<img alt='a \"b\"'/>", "<p", "<![CDATA[", "<title>t</title>", "<body>", "<svg/>",
    )
)  # fmt: skip
PROFILED = build({"the ledger": Profile("the ledger", 9, {key(line): 9 for line in ("World", PROSE, "Read more:")})})
HOSTILE = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _accounted(article: RawArticle, outcome: Outcome) -> None:
    """All of the source is kept or removed, or the article is refused by name."""
    if isinstance(outcome, Ok):
        record = outcome.outputs[0].record
        check_account(article, record)
        check_whole(article, record)
    else:
        assert isinstance(outcome, Reject)
        assert not outcome.reason.internal


@HOSTILE
@given(st.lists(st.tuples(LINES, BREAKS), max_size=14))
def test_text_is_accounted_for(parts: list[tuple[str, str]]) -> None:
    article = raw("".join(line + end for line, end in parts), mimetype="text/plain")
    _accounted(article, CLEAN(article))


@HOSTILE
@given(st.lists(st.tuples(st.one_of(CHROME, LINES), BREAKS), min_size=4, max_size=40), st.booleans())
def test_a_whole_page_without_markup_is_accounted_for(parts: list[tuple[str, str]], known: bool) -> None:
    article = raw("".join(line + end for line, end in parts), mimetype="text/plain", source="The Ledger")
    _accounted(article, (PROFILED if known else CLEAN)(article))


@HOSTILE
@given(st.text(max_size=400))
def test_any_text_is_accounted_for(text: str) -> None:
    article = raw(text)
    outcome = CLEAN(article)
    if isinstance(outcome, Ok):
        check_account(article, outcome.outputs[0].record)


@HOSTILE
@given(st.lists(PIECES, max_size=30), st.booleans())
def test_html_is_accounted_for(pieces: list[str], whole: bool) -> None:
    article = raw(("<html>" if whole else "<p>") + "".join(pieces), mimetype="text/html")
    outcome = CLEAN(article)
    if isinstance(outcome, Ok):
        check_account(article, outcome.outputs[0].record)


@HOSTILE
@given(st.lists(PIECES, max_size=30))
def test_visible_text_knows_its_place(pieces: list[str]) -> None:
    html = "".join(pieces)
    seen = view(html)
    mapped, blocks = seen.text, seen.blocks
    for segment in mapped.segments:
        if segment.kind == "copy":
            assert mapped.text[segment.start : segment.end] == html[segment.source_start : segment.source_end]
    for block in blocks:
        assert " ".join(mapped.text[block.start : block.end].split()) == block.text


@HOSTILE
@given(st.binary(max_size=300), st.sampled_from((None, "utf-8", "latin-1", "utf-16", "shift_jis", "nonsense")))
def test_any_bytes_have_an_outcome(payload: bytes, charset: str | None) -> None:
    outcome = CLEAN(raw(payload, charset=charset))
    assert isinstance(outcome, Ok) or not outcome.reason.internal  # type: ignore[union-attr]


@HOSTILE
@given(
    st.lists(
        st.sampled_from(("Ã©", "â€™", "Â", "Â ", "\u00a0", "é", "Ã", "donâ€™t", "<", "a", " ", "Ð¿Ñ€")), max_size=12
    )
)
def test_mending_loses_no_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    mapped = mend(text)
    at = source_at = 0
    for segment in mapped.segments:
        assert (segment.start, segment.source_start) == (at, source_at)
        at, source_at = segment.end, segment.source_end
        if segment.kind == "copy":
            assert mapped.text[segment.start : segment.end] == text[segment.source_start : segment.source_end]
    assert (at, source_at) == (len(mapped.text), len(text))


def test_mojibake_is_mended_and_recorded() -> None:
    mapped = mend("The cafÃ© said it wasnâ€™t open.")
    assert mapped.text == "The café said it wasn’t open."
    assert [(s.kind, mapped.text[s.start : s.end]) for s in mapped.segments if s.kind != "copy"] == [
        ("decode", "é"),
        ("decode", "’"),
    ]
