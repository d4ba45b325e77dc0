"""When a feed is asked again, and what of it is the same: pure functions, hostile headers included."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import RawArticle
from workers.connectors.polling.marks import KEPT, kept, mark
from workers.connectors.polling.pace import (
    BACKOFF_LIMIT,
    LONGEST,
    after_failure,
    after_success,
    fresh_for,
)
from workers.connectors.polling.service import checked
from workers.connectors.polling.wordpress import in_order_of_edits, more_pages

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERY = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("control", "age", "seconds"),
    [
        ("max-age=600", None, 600),
        ("public, Max-Age=600, must-revalidate", None, 600),
        ('max-age="600"', None, 600),
        ("max-age=600", "200", 400),
        ("max-age=600", "900", 0),
        ("max-age=600", "old", 600),
        ("max-age=999999999", None, 86_400),
        ("s-maxage=600", None, 0),
        ("x-max-age=600", None, 0),
        ("no-cache, max-age=600", None, 0),
        ("max-age=600, no-store", None, 0),
        ("max-age=-1", None, 0),
        (None, None, 0),
    ],
)
def test_fresh_for(control: str | None, age: str | None, seconds: int) -> None:
    assert fresh_for(control, age) == timedelta(seconds=seconds)


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_freshness_is_negative_or_for_ever(control: str, age: str) -> None:
    assert timedelta(0) <= fresh_for("max-age=" + control, age) <= LONGEST
    assert timedelta(0) <= fresh_for(control, age) <= LONGEST


@given(st.floats(1, 86_400), st.integers(1, 10**9), st.floats(0, 1))
def test_the_pause_grows_to_its_limit(every: float, failures: int, chance: float) -> None:
    pause = timedelta(seconds=every)
    longest = max(pause, BACKOFF_LIMIT)
    assert after_failure(pause, failures, 0) == after_failure(pause, failures, 1) / 2
    assert after_failure(pause, failures, chance) <= after_failure(pause, failures, 1) <= longest
    assert after_failure(pause, failures, chance) <= after_failure(pause, failures + 1, chance)
    assert after_failure(pause, failures, chance) >= min(pause, longest / 2)


@given(st.floats(0, 10**6), st.floats(0, 1))
def test_after_a_success_no_sooner_than_asked(asked: float, chance: float) -> None:
    pause = after_success(EVERY, timedelta(seconds=asked), chance)
    assert max(EVERY, min(timedelta(seconds=asked), LONGEST)) <= pause <= max(EVERY, LONGEST) + EVERY * 0.1


ARTICLE = RawArticle(uri="u:1", collected=NOW, title_claimed="T", mimetype="text/html", body="<p>some  words</p>")
POST = '{"link": "u:1", "modified_gmt": "2026-03-01T00:00:00", "content": {"rendered": "%s"}}'


def changed(**fields: object) -> RawArticle:
    values = {name: getattr(ARTICLE, name) for name in RawArticle.__dataclass_fields__}
    return RawArticle(**(values | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ARTICLE, changed(body="some words"), True),
        (ARTICLE, changed(body="<p class='x'>some</p> <img src='https://count.example/1?n=2'>words"), True),
        (ARTICLE, changed(collected=NOW + EVERY, url="https://elsewhere.example"), True),
        (ARTICLE, changed(body="<p>other words</p>"), False),
        (ARTICLE, changed(title_claimed="Correction: T"), False),
        (ARTICLE, changed(uri="u:2"), False),
        (
            changed(mimetype="application/json", body=POST % "a"),
            changed(mimetype="application/json", body=POST % "b"),
            True,
        ),
        (
            changed(mimetype="application/json", body=POST % "a"),
            changed(mimetype="application/json", body=(POST % "a").replace("03-01", "03-02")),
            False,
        ),
        (changed(body=None, body_base64="YQ=="), changed(body=None, body_base64="Yg=="), False),
    ],
)
def test_the_mark_says_what_is_the_same(one: RawArticle, other: RawArticle, same: bool) -> None:
    assert (mark(one) == mark(other)) is same


def test_what_is_remembered_is_bounded() -> None:
    assert kept(["b", "a"], ["a", "z"]) == ("b", "a", "z")
    many = [str(n) for n in range(5_000)]
    assert len(kept(["new"], many)) == KEPT
    assert kept(many, ["old"]) == (*many, "old")
    assert len(kept(many, [f"old {n}" for n in range(50_000)])) == 10_000


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://a.example/feed/", "https://a.example/feed/"),
        (
            "https://a.example/wp-json/wp/v2/posts",
            "https://a.example/wp-json/wp/v2/posts?per_page=20&orderby=modified&order=desc",
        ),
        (
            "https://a.example/wp-json/wp/v2/posts/?orderby=date&per_page=50",
            "https://a.example/wp-json/wp/v2/posts/?orderby=date&per_page=50",
        ),
        (
            "https://a.example/?rest_route=/wp/v2/posts",
            "https://a.example/?rest_route=/wp/v2/posts&per_page=20&orderby=modified&order=desc",
        ),
        ("https://a.example/wp-json/wp/v2/posts/17", "https://a.example/wp-json/wp/v2/posts/17"),
    ],
)
def test_wordpress_is_asked_in_the_order_of_edits(address: str, asked: str) -> None:
    assert in_order_of_edits(address) == asked
    assert in_order_of_edits(asked) == asked


def test_further_pages() -> None:
    posts = "https://a.example/wp-json/wp/v2/posts"
    assert more_pages(posts, 3) == [f"{posts}?page=2", f"{posts}?page=3"]
    assert len(more_pages(posts, 10**8)) == 9
    assert more_pages(posts + "?page=4", 9) == []
    assert more_pages("https://a.example/feed/", 9) == []


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("ftp://a.example/feed", "http://"),
        ("a.example/feed", "http://"),
        ("https://", "http://"),
        ("https://desk:secret@a.example/feed", "password"),
        ("http://[::1/feed", "no address"),
    ],
)
def test_what_is_no_address_of_a_feed(url: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        checked(url)
    assert checked("https://a.example/feed?key=1") == "https://a.example/feed?key=1"
