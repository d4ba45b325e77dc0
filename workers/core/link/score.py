"""How surely two articles tell the same piece of news: a symmetric score of the pair alone, with its features.

The features, each 0 to 1, are what `link_reasons` shows. The score is the similarity of the words, raised by what else
agrees, lowered by what excludes it, and never below the share of common text. Weights were chosen on ECB+ topics 1-22
(CC BY 3.0; Cybulska and Vossen 2014); tests/eval/test_link.py measures them.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from operator import eq
from typing import TypeVar

from schemas.event import Event
from schemas.state import ArticleState
from workers.core.link.parties import identity, live
from workers.core.link.terms import stems

WINDOW = timedelta(hours=72)
"""Articles further apart than this never link: in `collected`, and in publication where both have a date."""
LINK = 0.26
"""Average score from which two groups of articles are one story."""
SEED = 0.32
"""A story holds together by pairs of this score or more; without one, no average joins two groups. It keeps the parts
of the link graph small and cost nothing on ECB+."""
KEEP = 0.1
"""Scores below this are taken for none."""

WEIGHTS: Mapping[str, float] = {"words": 1.0, "names": 0.2, "event": 0.12, "headline": 0.06}
CONFLICTS: Mapping[str, float] = {"other_place": 0.5, "other_date": 0.7}
"""What the sum is multiplied by where the two articles' events of one type are apart."""
FAR_DAYS = 1
DATELINE = "dateline"
COPY = 0.5
"""Share of equal MinHash values from which two texts count as copies."""


T = TypeVar("T")
Place = tuple[str | None, int | None]
"""A country's code and a place's GeoNames id, where they are known."""


@dataclass(frozen=True)
class Profile:
    """An article, made ready to be compared."""

    state: ArticleState

    @cached_property
    def headline(self) -> frozenset[str]:
        """The stems of the headline."""
        return frozenset(stems(self.state.headline or "", self.state.language))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What happened, or is announced."""
        return tuple(event for event in self.state.events if live(event))

    @cached_property
    def acts(self) -> frozenset[tuple[str, str, str]]:
        """Who did what to whom: (type, actor, recipient), one for each pair."""
        return frozenset(
            (event.event_type, identity(actor), identity(recipient))
            for event in self.events
            for actor in event.actor
            for recipient in event.recipient
        )

    @cached_property
    def half_acts(self) -> frozenset[tuple[str, str]]:
        """Who did what, or what was done to whom: for events of which one side is unknown."""
        return frozenset(
            (event.event_type, identity(party)) for event in self.events for party in (*event.actor, *event.recipient)
        )

    @cached_property
    def places(self) -> Mapping[str, frozenset[Place]]:
        """Where the events of each type were. A dateline is where the reporter was, and does not count."""
        found: dict[str, set[Place]] = defaultdict(set)
        for event in self.events:
            if event.location and event.location.resolution != DATELINE:
                found[event.event_type].add((event.location.country_code, event.location.geonames_id))
        return {kind: frozenset(places) for kind, places in found.items()}

    @cached_property
    def days(self) -> Mapping[str, frozenset[int]]:
        """When the events of each type were, where the day is known: proleptic ordinals."""
        found: dict[str, set[int]] = defaultdict(set)
        for event in self.events:
            if event.date and event.date_granularity in (None, "day"):
                found[event.event_type].add(event.date.toordinal())
        return {kind: frozenset(days) for kind, days in found.items()}


def near_in_time(a: ArticleState, b: ArticleState) -> bool:
    """Whether the two are within WINDOW. A date is held against another one only: an undated article may be older than
    when it was collected."""
    if abs(a.collected - b.collected) > WINDOW:
        return False
    return a.published is None or b.published is None or abs(a.published - b.published) <= WINDOW


def features(a: Profile, b: Profile) -> dict[str, float]:
    """The features of the pair by name, rounded to 4 digits; the same whichever comes first."""
    found = {
        "words": _dot(a.state.terms, b.state.terms),
        "names": _dot(a.state.names, b.state.names),
        "event": agreement(a, b),
        "headline": overlap(len(a.headline & b.headline), len(a.headline), len(b.headline)),
        "copy": copied(a.state.fingerprint, b.state.fingerprint),
        "other_place": float(other_place(a, b)),
        "other_date": float(other_date(a, b)),
    }
    return {name: round(value, 4) for name, value in found.items()}


def score(found: Mapping[str, float]) -> float:
    """The score (0 to 1, 4 digits) of a pair with these features."""
    total = math.fsum(weight * found[name] for name, weight in WEIGHTS.items())
    for name, factor in CONFLICTS.items():
        if found[name]:
            total *= factor
    copy = found["copy"] if found["copy"] >= COPY else 0.0
    return round(min(max(total, copy), 1.0), 4)


def copied(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The share of equal values of two MinHash fingerprints: an estimate of the Jaccard similarity of the texts."""
    if not a or len(a) != len(b):
        return 0.0
    same: int = sum(map(eq, a, b))
    return same / len(a)


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    # fsum rounds once, so that the order of the two does not show in the last digit.
    return math.fsum([a[name] * b[name] for name in a.keys() & b.keys()])


def overlap(common: int, one: int, other: int) -> float:
    """The share of the shorter of two headlines (their numbers of stems) that both have; of a mere few it says
    nothing."""
    return common / min(one, other) if one > 2 and other > 2 else 0.0


def agreement(a: Profile, b: Profile) -> float:
    """Whether both tell the same act, or one side of it."""
    if not a.acts.isdisjoint(b.acts):
        return 1.0
    return 0.0 if a.half_acts.isdisjoint(b.half_acts) else 0.5


def other_place(a: Profile, b: Profile) -> bool:
    """Whether their events are in other places. Parties who meet or strike in one place and answer in another: where
    the acts agree, places part nothing."""
    return _apart(a.places, b.places, _elsewhere) and a.acts.isdisjoint(b.acts)


def other_date(a: Profile, b: Profile) -> bool:
    """Whether their events are of other days."""
    return _apart(a.days, b.days, _other_day)


def _apart(
    a: Mapping[str, Collection[T]], b: Mapping[str, Collection[T]], differ: Callable[[T, T], bool | None]
) -> bool:
    """Whether what both tell of a type differs, and none of it agrees."""
    if a.keys().isdisjoint(b):
        return False
    verdicts = {differ(x, y) for kind in a.keys() & b.keys() for x in a[kind] for y in b[kind]}
    return True in verdicts and False not in verdicts


def _elsewhere(a: Place, b: Place) -> bool | None:
    """Whether the places differ; none where that is open. A country holds all of its places."""
    if a[0] and b[0] and a[0] != b[0]:
        return True
    return a[1] != b[1] if a[1] and b[1] else None


def _other_day(a: int, b: int) -> bool:
    return abs(a - b) > FAR_DAYS
