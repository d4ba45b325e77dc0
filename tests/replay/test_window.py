"""The window of a replay: stretches by offsets, slices by time, and what retention has taken."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from schemas.control import Offsets
from workers.replay.window import MAX_SLICES, SLICE, SLICE_RECORDS, Stretch, Window, boundary, stretch, tick_times

T0 = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("since", "until", "end", "expected"),
    [
        (3, 8, 10, (3, 8)),
        (3, None, 10, (3, 10)),  # nothing is as late as `until`
        (None, None, 10, (10, 10)),  # everything is older
        (5, 5, 10, (5, 5)),  # nothing lies between
        (3, 12, 10, (3, 10)),  # behind `end` an open transaction holds back what is there
        (12, 12, 10, (10, 10)),
        (8, 3, 10, (8, 8)),  # times out of order
        (0, None, 0, (0, 0)),
    ],
)
def test_the_stretch_between_two_times(
    since: int | None, until: int | None, end: int, expected: tuple[int, int]
) -> None:
    assert stretch(since, until, end) == expected


@pytest.mark.parametrize(
    ("span", "records", "count"),
    [
        (HOUR, 10, 1),
        (SLICE, 10, 1),
        (SLICE + HOUR, 10, 2),
        (10 * SLICE, 10, 10),
        (HOUR, SLICE_RECORDS + 1, 2),
        (2 * SLICE, 7 * SLICE_RECORDS, 7),
        (10_000 * SLICE, 10, MAX_SLICES),
        (timedelta(), 3, 1),
        (-HOUR, 3, 1),  # a first record that is later than the end: producers set its time
    ],
)
def test_ticks_divide_the_time_evenly_and_the_last_is_the_end(span: timedelta, records: int, count: int) -> None:
    ticks = tick_times(T0, T0 + span, records)
    assert len(ticks) == count
    assert ticks[-1] == T0 + span
    assert list(ticks) == sorted(ticks)
    assert all(tick > T0 for tick in ticks[:-1])
    if count > 2:
        steps = {round((b - a) / timedelta(milliseconds=1)) for a, b in pairwise(ticks)}
        assert max(steps) - min(steps) <= 1


WINDOW = (Offsets(topic="t", partition=0, begin=10, end=20), Offsets(topic="t", partition=3, begin=0, end=5))


@pytest.mark.parametrize(
    ("at", "last", "expected"),
    [
        ({0: 15, 3: 2}, False, {0: 15, 3: 2}),
        ({0: 15, 3: 2}, True, {0: 20, 3: 5}),
        ({0: 4, 3: 0}, False, {0: 10, 3: 0}),  # before the window
        ({0: 99, 3: None}, False, {0: 20, 3: 5}),  # behind it
    ],
)
def test_a_slice_ends_at_a_time_within_the_window(at: dict[int, int | None], last: bool, expected: object) -> None:
    assert boundary(WINDOW, at, last=last) == expected


@pytest.mark.parametrize(
    ("stretches", "cut"),
    [
        ([Stretch(5, 9, T0)], None),
        ([Stretch(5, 9, T0, cut=True)], T0),
        ([Stretch(5, 9, T0, cut=True), Stretch(1, 4, T0 + HOUR, cut=True), Stretch(0, 4, T0)], T0 + HOUR),
        ([Stretch(5, 5, T0, cut=True)], None),  # nothing of that partition is asked for
    ],
)
def test_what_retention_has_taken_is_known(stretches: list[Stretch], cut: datetime | None) -> None:
    window = Window("t", dict(enumerate(stretches)))
    assert window.cut == cut
    assert window.size == sum(s.end - s.begin for s in stretches)


def test_a_window_begins_with_its_first_record_and_is_kept_by_partition() -> None:
    window = Window("t", {1: Stretch(5, 9, T0 + HOUR), 0: Stretch(7, 7, T0 - HOUR), 2: Stretch(0, 2, T0)})
    assert window.first == T0
    assert [(o.partition, o.begin, o.end) for o in window.offsets()] == [(0, 7, 7), (1, 5, 9), (2, 0, 2)]
    assert Window("t", {0: Stretch(7, 7)}).first is None
