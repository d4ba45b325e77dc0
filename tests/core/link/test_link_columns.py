"""Articles scored against many at once: to the last digit what each pair gives, in whatever row it stands."""

import datetime as dt
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Event, Location
from schemas.state import ArticleState
from tests.core.link.articles import START, event, party
from workers.core.link.columns import ROOM, Columns
from workers.core.link.index import Index
from workers.core.link.score import KEEP, Profile, features, near_in_time, score

BODY = "Something happened."
WEIGHTS = st.sampled_from([0.0001, 0.005, 0.01, 0.05, 0.25, 0.3333, 0.5, 0.7071, 1.0, 0.12345])
"""Products of these are half-way between two results often; the last one has a decimal too many."""


def _vectors(words: str) -> st.SearchStrategy[dict[str, float]]:
    return st.dictionaries(st.sampled_from(list(words)), WEIGHTS, max_size=8).map(lambda d: dict(sorted(d.items())))


def _event(kind: str, actor: str, recipient: str, day: int | None, place: int | None) -> Event:
    where = (
        None
        if place is None
        else Location(extracted="p", resolved="p", country_code="ABC"[place % 3], geonames_id=place)
    )
    date = None if day is None else dt.date(2024, 3, day)
    return event(BODY, kind, actor=(party(actor),), recipient=(party(recipient),), date=date, location=where)


EVENTS = st.lists(
    st.builds(
        _event,
        st.sampled_from(["ASSAULT", "AID", "quake"]),
        st.sampled_from("xyz"),
        st.sampled_from("xyz"),
        st.none() | st.integers(1, 4),
        st.none() | st.integers(0, 4),
    ),
    max_size=3,
).map(tuple)
FINGERPRINTS = st.sampled_from(
    [(), ("a", "b", "c", "d"), ("a", "b", "c", "x"), ("a", "b", "x", "y"), ("a", "b"), ("q",) * 70]
)
HEADLINES = st.lists(st.sampled_from("storm bridge quay ferry harbour mill crane night".split()), max_size=6).map(
    " ".join
)
LONG = " ".join(f"w{n}x" for n in range(ROOM["headline"] + 1))
MOMENTS = st.sampled_from([START, START + dt.timedelta(hours=72), START + dt.timedelta(hours=72, microseconds=1)])


@st.composite
def states(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "terms": draw(_vectors("abcdefghij")),
        "names": draw(_vectors("klmno")),
        "headline": draw(HEADLINES | st.just(LONG)),
        "events": draw(EVENTS),
        "fingerprint": draw(FINGERPRINTS),
        "collected": draw(MOMENTS),
        "published": draw(st.none() | MOMENTS),
    }


def _profile(uri: str, fields: dict[str, Any]) -> Profile:
    return Profile(ArticleState(uri=uri, content_rank="", status_rank="", links={}, **fields))


@settings(max_examples=300, deadline=None)
@given(st.lists(states(), min_size=2, max_size=8), st.sets(st.integers(0, 7), max_size=4))
def test_scores_are_those_of_the_pairs(fields: list[dict[str, Any]], dropped: set[int]) -> None:
    columns = Columns()
    for number, one in enumerate(fields):
        columns.put(_profile(f"u{number}", one))
    for number in sorted(dropped):
        if number < len(fields):
            columns.drop(f"u{number}")
            columns.put(_profile(f"again{number}", fields[-1 - number]))
    mine = _profile("mine", fields[0])
    others = [columns.profile(row) for row in columns.rows.values()]
    pairs = {o.state.uri: score(features(mine, o)) for o in others if near_in_time(mine.state, o.state)}
    found = columns.scores(mine, np.array(sorted(columns.rows.values())))
    assert found == {uri: value for uri, value in pairs.items() if value >= KEEP}
    assert list(found) == sorted(found)


@settings(max_examples=100, deadline=None)
@given(st.lists(_vectors("abcdef"), min_size=1, max_size=8), _vectors("abcdef"), st.integers(0, 7))
def test_the_index_finds_what_is_similar(rows: list[dict[str, float]], terms: dict[str, float], gone: int) -> None:
    index = Index()
    for row, one in enumerate(rows):
        index.put(row, one)
    held = dict(enumerate(rows))
    if gone in held:
        index.drop(gone, held.pop(gone))
    sums = dict.fromkeys(held, 0.0)
    for stem, weight in terms.items():
        for row, one in held.items():
            if stem in one:
                sums[row] += weight * one[stem]
    assert index.similar(terms, 0.06).tolist() == [row for row, value in sums.items() if value >= 0.06]
