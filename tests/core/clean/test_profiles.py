"""Site profiles: what is learned of a source's articles, what is not, and what a profile does to the next one."""

# ruff: noqa: E501 - rows of sample lines

import random
from dataclasses import replace

import pytest

from schemas.article import RawArticle
from tests.core.clean.articles import CLEAN, COLLECTED, check_account, check_whole, raw
from workers.core.clean import build
from workers.core.clean.profiles import Profile, key, learn, loaded, source_of
from workers.core.clean.step import sighting

TOP = (
    "The Ledger of the Harbour",
    "Tide tables and ferries",
    "Letters to the harbour master",
    "Fish of the day: herring",
)
ASK = "Every Thursday the harbour master answers a question that a reader has sent in, and draws the fish of the week."
FOOT = ("Printed on the third pier", "Herring Lane 4, second floor", "Harbour bells rung by volunteers")
BACKGROUND = (
    "The port has been closed since the strike of last spring, and the two sides have not spoken to each other since."
)
SUBJECTS = ("bridge", "ferry", "market", "school", "mill", "chapel", "garden", "tower")


WORDS = (
    "old new long short bright heavy narrow river bridge stone council plan harbour ferry winter storm mayor budget vote "
    "line crew cargo ticket market window garden school roof bell tower chapel orchard mill baker doctor teacher driver "
    "opened closed moved built lost found sold bought counted painted carried asked answered waited because while before "
    "after under over beside between without against along around"
).split()


def _story(subject: str, background: bool = False) -> list[str]:
    """A headline and three sentences of words drawn for `subject`: no two are alike."""
    draw = random.Random(subject)
    sentences = [f"The {subject} {' '.join(draw.sample(WORDS, 18))}." for _ in range(3)]
    lines = [f"What the {subject} {' '.join(draw.sample(WORDS, 5))}", *sentences]
    return [*lines, BACKGROUND] if background else lines


def _page(subject: str, background: bool = False, count: int = 12) -> RawArticle:
    title, lead, *rest = _story(subject, background)
    text = [*TOP, "Share", title, f"{count} minutes by ferry", lead, ASK, *rest, "Share", "Facebook", *FOOT]
    return raw("\n\n".join(text), uri=f"urn:{subject}", source="The Ledger", mimetype="text/plain")


def _profile(count: int = 6, background: bool = True) -> Profile:
    pages = [_page(subject, background and n < 2, n) for n, subject in enumerate(SUBJECTS[:count])]
    return learn("the ledger", map(sighting, pages))


def test_what_recurs_around_the_copy_is_learned_and_the_copy_is_not() -> None:
    profile = _profile()
    assert profile.articles == 6
    for line in (*TOP, *FOOT, ASK, "7 minutes by ferry"):
        assert line in profile, line
    for subject in SUBJECTS[:6]:
        assert not [line for line in _story(subject, background=True) if line in profile]


def test_a_profile_takes_its_lines_out_and_the_record_says_so() -> None:
    profile = _profile()
    article = _page("tower", count=99)
    without = CLEAN(article).outputs[0].record  # type: ignore[union-attr]
    outcome = build({profile.name: profile})(article)
    record = outcome.outputs[0].record  # type: ignore[union-attr]
    assert ASK in without.body_text
    assert without.profile is None
    assert record.body_text == "\n\n".join(_story("tower")[1:])
    assert record.headline == _story("tower")[0]
    assert record.profile == f"the ledger@{profile.version}"
    gone = {article.body[r.start : r.end] for r in record.removed if r.rule == "profile"}  # type: ignore[index]
    assert ASK in gone
    assert gone.isdisjoint(_story("tower"))
    check_account(article, record)
    check_whole(article, record)


def test_a_profile_is_for_its_own_source() -> None:
    profile = _profile()
    core = build({profile.name: profile})
    other = replace(_page("tower"), source="The Gazette")
    assert core(other) == CLEAN(other)
    named = replace(_page("tower"), source=" the  LEDGER ")
    assert core(named).outputs[0].record.profile == f"the ledger@{profile.version}"  # type: ignore[union-attr]


def test_the_order_of_the_backlog_does_not_matter() -> None:
    seen = [sighting(_page(subject)) for subject in SUBJECTS]
    shuffled = random.Random(7).sample(seen, len(seen))
    assert learn("a", seen).dumped() == learn("a", shuffled).dumped()


def test_one_article_many_times_teaches_nothing_new() -> None:
    once = sighting(_page("tower"))
    revised = sighting(replace(_page("tower"), body=f"{_page('tower').body}\n\nUpdated at noon"))
    profile = learn("a", [once, once, revised])
    assert profile.articles == 1
    assert not [line for line in _story("tower")[1:] if line in profile]


def test_the_headline_that_others_point_to_is_no_chrome() -> None:
    title = _story("tower")[0]
    pages = [replace(page, body=f"{page.body}\n\n{title}\n\nThe harbour bell") for page in map(_page, SUBJECTS[:5])]
    profile = learn("the ledger", map(sighting, pages))
    assert title in profile
    article = _page("tower")
    article = replace(article, body=f"{title} | The Ledger\n\n{article.body}")
    record = build({profile.name: profile})(article).outputs[0].record  # type: ignore[union-attr]
    assert record.headline == title
    assert record.body_text == "\n\n".join(_story("tower")[1:])


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"source": "The Ledger"}, "the ledger"),
        ({"source": "The Ledger", "url": "https://www.ledger.example/a"}, "the ledger"),
        ({"url": "https://www.ledger.example/a"}, "ledger.example"),
        ({"url": "https://News.Ledger.example/a"}, "news.ledger.example"),
        ({"url": "no address"}, None),
        ({}, None),
    ],
)
def test_whose_profile_an_article_has(fields: dict[str, str], name: str | None) -> None:
    assert source_of(RawArticle(uri="u", collected=COLLECTED, body="x", **fields)) == name


@pytest.mark.parametrize(
    ("line", "same"),
    [("Comments (12)", "comments  (3)"), ("Ferry at 9:15", "FERRY AT 10:45"), ("A\u00a0line", "a line")],
)
def test_lines_are_compared_without_case_and_numbers(line: str, same: str) -> None:
    assert key(line) == key(same)


def test_a_file_gives_the_same_profile() -> None:
    profile = _profile()
    (read,) = loaded({"ledger.json": profile.dumped()}).values()
    assert (read, read.version) == (profile, profile.version)
    lines = dict(profile.lines)
    lines.pop(next(iter(lines)))
    assert replace(profile, lines=lines).version != profile.version


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"profile": "a"}', b'{"profile": "a", "articles": "3", "lines": {}}',
     b'{"profile": 1, "articles": 3, "lines": {}}', b'{"profile": "a", "articles": 3, "lines": {"x": "y"}}', b'{"profile": "a", "articles": 3, "lines": ["x"]}'],
)  # fmt: skip
def test_what_is_no_profile_is_named(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"^bad\.json: "):
        loaded({"bad.json": content})


def test_two_profiles_of_one_source_are_one_too_many() -> None:
    content = _profile().dumped()
    with pytest.raises(ValueError, match="another profile of 'the ledger'"):
        loaded({"a.json": content, "b.json": content})
