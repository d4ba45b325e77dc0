"""The held articles as rows of whole numbers: one article is scored against hundreds of them in a few operations.

The scores are those of workers.core.link.score, to the last digit. Weights have four decimals, so that their products
and sums are whole numbers here, and exact. Only where the exact value lies half-way between two results, so that
rounding in floating point could go either way, and for articles that don't fit the columns, the pair itself is asked.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workers.core.link.ids import Ids, Whole
from workers.core.link.score import (
    CONFLICTS,
    COPY,
    KEEP,
    WEIGHTS,
    WINDOW,
    Profile,
    copied,
    features,
    other_date,
    other_place,
    overlap,
    score,
)

Which = NDArray[np.bool_]

ONE = 10_000
"""1 in whole numbers of four decimals."""
ROOM = {"terms": 80, "names": 40, "headline": 32, "acts": 24, "half acts": 32, "fingerprint": 64}
"""Columns for each; an article with more of one is compared pair by pair."""
_HUNDREDTHS = {name: round(weight * 100) for name, weight in WEIGHTS.items()}
_TENTHS = {name: round(factor * 10) for name, factor in CONFLICTS.items()}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_WINDOW = WINDOW // _MICROSECOND
_NO_TIME = np.iinfo(np.int64).min // 2
_OVERLAPS = np.array(
    [
        [round(round(overlap(n, a, a), 4) * ONE) for n in range(ROOM["headline"] + 1)]
        for a in range(ROOM["headline"] + 1)
    ]
)
"""The overlap of two headlines, by the words of the shorter one and the words that both have."""


class Columns:
    """Articles by uri, each with a row of its own that `put` gives and `drop` takes back."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self._profiles: list[Profile | None] = []
        self._free: list[int] = []
        self._ids = {"terms": Ids(), "names": Ids(), "headline": Ids(), "acts": Ids(), "half acts": Ids()}
        self._kinds: dict[str, int] = {}
        self._at: dict[str, NDArray[Any]] = {name: np.zeros((64, room), np.uint32) for name, room in ROOM.items()}
        self._at |= {f"{name} weights": np.zeros((64, ROOM[name]), np.int32) for name in ("terms", "names")}
        self._at |= {f"{name} length": np.zeros(64, np.int32) for name in ("headline", "fingerprint")}
        self._at |= {name: np.zeros(64, np.int64) for name in ("collected", "published", "places", "days")}
        self._at["fits"] = np.zeros(64, np.bool_)

    def put(self, profile: Profile) -> int:
        """Take in an article whose uri is not held; gives its row."""
        row = self._free.pop() if self._free else len(self._profiles)
        if row == len(self._profiles):
            self._profiles.append(None)
            self._grow()
        state, at = profile.state, self._at
        self.rows[state.uri] = row
        self._profiles[row] = profile
        at["fits"][row] = _fits(profile)
        if at["fits"][row]:
            for name, ids in self._ids.items():
                _fill(at[name][row], ids.take(_parts(profile)[name]))
            _fill(at["terms weights"][row], _whole(state.terms).values())
            _fill(at["names weights"][row], _whole(state.names).values())
            _fill(at["fingerprint"][row], _short(state.fingerprint))
            at["headline length"][row] = len(profile.headline)
            at["fingerprint length"][row] = len(state.fingerprint)
            at["places"][row], at["days"][row] = self._bits(profile.places), self._bits(profile.days)
        at["collected"][row], at["published"][row] = _micros(state.collected), _micros(state.published)
        return row

    def drop(self, uri: str) -> int:
        """Forget a held article; gives the row that it had."""
        row = self.rows.pop(uri)
        profile, self._profiles[row] = self.profile(row), None
        self._free.append(row)
        if self._at["fits"][row]:
            for name, ids in self._ids.items():
                ids.give(_parts(profile)[name])
        return row

    def profile(self, row: int) -> Profile:
        """The article of a row in use."""
        found = self._profiles[row]
        assert found is not None, "no index leads to a row that is free"
        return found

    def scores(self, mine: Profile, rows: Whole) -> dict[str, float]:
        """The scores of `mine` with those articles of `rows` that are near it in time: by uri, sorted, from KEEP on."""
        rows = self._near(mine, rows)
        others = [self.profile(row) for row in rows.tolist()]
        if others and _fits(mine):
            found, sure = self._scores(mine, others, rows)
        else:
            found, sure = np.zeros(len(others), np.int64), np.zeros(len(others), np.bool_)
        kept = {}
        for other, value, certain in zip(others, found.tolist(), sure.tolist(), strict=True):
            exact = value / ONE if certain else score(features(mine, other))
            if exact >= KEEP:
                kept[other.state.uri] = exact
        return dict(sorted(kept.items()))

    def _scores(self, mine: Profile, others: list[Profile], rows: Whole) -> tuple[Whole, Which]:
        """The scores, and which of them are certain."""
        words, sure_words = self._dots("terms", mine.state.terms, rows)
        names, sure_names = self._dots("names", mine.state.names, rows)
        parts = {
            "words": words,
            "names": names,
            "event": self._events(mine, rows),
            "headline": self._headlines(mine, rows),
        }
        total = np.sum([hundredths * parts[name] for name, hundredths in _HUNDREDTHS.items()], axis=0)
        total = total * _apart(
            "other_place", other_place, mine, self._at["places"][rows] & self._bits(mine.places), others
        )
        total = total * _apart("other_date", other_date, mine, self._at["days"][rows] & self._bits(mine.days), others)
        found, sure = _rounded(total)
        for i in np.flatnonzero(self._alike(mine, rows)).tolist():
            copy = round(copied(mine.state.fingerprint, others[i].state.fingerprint), 4)
            found[i] = max(found[i], round(copy * ONE) if copy >= COPY else 0)
        return np.minimum(found, ONE), sure & sure_words & sure_names & self._at["fits"][rows]

    def _near(self, mine: Profile, rows: Whole) -> Whole:
        """As workers.core.link.score.near_in_time."""
        rows = rows[np.abs(self._at["collected"][rows] - _micros(mine.state.collected)) <= _WINDOW]
        if mine.state.published is None:
            return rows
        published = self._at["published"][rows]
        near = np.abs(published - _micros(mine.state.published)) <= _WINDOW
        found: Whole = rows[near | (published == _NO_TIME)]
        return found

    def _dots(self, name: str, weights: Mapping[str, float], rows: Whole) -> tuple[Whole, Which]:
        """Inner products with the rows' vectors."""
        own = self._ids[name].look_up(_whole(weights), self._at[name][rows])
        return _rounded(np.einsum("ij,ij->i", own, self._at[f"{name} weights"][rows], dtype=np.int64))

    def _common(self, name: str, own: Iterable[Hashable], rows: Whole) -> Whole:
        """How many of `own` the rows have."""
        found: Whole = self._ids[name].look_up(dict.fromkeys(own, 1), self._at[name][rows]).sum(axis=1, dtype=np.int64)
        return found

    def _headlines(self, mine: Profile, rows: Whole) -> Whole:
        shorter = np.minimum(self._at["headline length"][rows], len(mine.headline))
        found: Whole = _OVERLAPS[shorter, self._common("headline", mine.headline, rows)]
        return found

    def _events(self, mine: Profile, rows: Whole) -> Whole:
        """As workers.core.link.score.agreement."""
        acts, half_acts = self._common("acts", mine.acts, rows), self._common("half acts", mine.half_acts, rows)
        return np.where(acts, ONE, np.where(half_acts, ONE // 2, 0))

    def _bits(self, kinds: Iterable[str]) -> int:
        """A set of kinds of events as bits: sets without a common bit have no common kind."""
        return sum({1 << self._kinds.setdefault(kind, len(self._kinds) % 62) for kind in kinds})

    def _alike(self, mine: Profile, rows: Whole) -> Which:
        """Those that may be copies, the ones that are among them: equal values have equal short forms."""
        length = len(mine.state.fingerprint)
        own = np.array(_short(mine.state.fingerprint), np.uint32)
        same = (self._at["fingerprint"][rows, :length] == own).sum(axis=1)
        found: Which = (self._at["fingerprint length"][rows] == length) & (same > (COPY - 0.01) * length)
        return found

    def _grow(self) -> None:
        if len(self._profiles) > len(self._at["fits"]):
            self._at = {name: np.concatenate([column, np.zeros_like(column)]) for name, column in self._at.items()}


def _parts(profile: Profile) -> dict[str, Collection[Hashable]]:
    """What an article is compared by, by the columns that it has there."""
    state = profile.state
    return {
        "terms": state.terms,
        "names": state.names,
        "headline": profile.headline,
        "acts": profile.acts,
        "half acts": profile.half_acts,
        "fingerprint": state.fingerprint,
    }


def _fits(profile: Profile) -> bool:
    """Whether the columns hold all of it: the numbers of each, and weights of four decimals."""
    return all(len(part) <= ROOM[name] for name, part in _parts(profile).items()) and all(
        whole / ONE == weights[name]
        for weights in (profile.state.terms, profile.state.names)
        for name, whole in _whole(weights).items()
    )


def _apart(
    name: str, apart: Callable[[Profile, Profile], bool], mine: Profile, common: Whole, others: list[Profile]
) -> Whole:
    """What the score is multiplied by, in tenths: less where both tell of one kind of event (`common`) and are
    `apart`."""
    found = np.full(len(others), 10)
    for i in np.flatnonzero(common).tolist():
        if apart(mine, others[i]):
            found[i] = _TENTHS[name]
    return found


def _whole(weights: Mapping[str, float]) -> dict[str, int]:
    return {name: round(weight * ONE) for name, weight in weights.items()}


def _short(fingerprint: Iterable[str]) -> list[int]:
    return [hash(value) & 0xFFFFFFFF for value in fingerprint]


def _micros(time: datetime | None) -> int:
    return _NO_TIME if time is None else (time - _EPOCH) // _MICROSECOND


def _fill(row: NDArray[Any], values: Iterable[int]) -> None:
    found = list(values)
    row[: len(found)] = found
    row[len(found) :] = 0


def _rounded(hundred_millionths: Whole) -> tuple[Whole, Which]:
    """Eight decimals to four, and where that is certain: not half-way between two."""
    return (hundred_millionths + ONE // 2) // ONE, hundred_millionths % ONE != ONE // 2
