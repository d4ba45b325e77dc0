"""How far a replay is, from offsets."""

import pytest

from workers.replay.gauge import Level, shares


@pytest.mark.parametrize(
    ("level", "share"),
    [
        (Level(0, 100, 4), 0.0),
        (Level(50, 100, 4), 0.5),
        (Level(96, 100, 4), 1.0),  # a marker at the end of each partition
        (Level(95, 100, 4), 0.95),
        (Level(0, 0, 4), 0.0),
    ],
)
def test_a_level_counts_the_last_markers_as_done(level: Level, share: float) -> None:
    assert level.share == share


@pytest.mark.parametrize(
    ("copied", "levels", "expected"),
    [
        (1.0, [(50, 100), (25, 50), (0, 25)], [0.5, 0.25, 0.0]),
        (0.5, [(100, 100), (100, 100), (40, 80)], [0.5, 0.5, 0.25]),
        (1.0, [(100, 100), (100, 100), (80, 80)], [1.0, 1.0, 1.0]),
        (1.0, [(100, 100), (0, 0), (0, 0)], [1.0, 1.0, 1.0]),  # all of it was refused
        (1.0, [(10, 100), (0, 0), (0, 0)], [0.1, 0.0, 0.0]),
        (0.0, [(0, 0), (0, 0), (0, 0)], [0.0, 0.0, 0.0]),
    ],
)
def test_a_step_has_done_its_share_of_what_the_step_before_has(
    copied: float, levels: list[tuple[int, int]], expected: list[float]
) -> None:
    names = ("clean", "tag", "classify")
    found = shares(copied, {name: Level(*level, 1) for name, level in zip(names, levels, strict=True)})
    assert list(found.items()) == list(zip(names, expected, strict=True))
