"""Links to groups: chains break, the average decides, and size does not blow up."""

from collections import defaultdict

import pytest

from workers.core.link.cluster import LARGEST, cut, part
from workers.core.link.score import SEED

Links = dict[tuple[str, str], float]


def groups(links: Links, lone: str = "") -> list[str]:
    """The stories of the articles in `links` (single letters), each as its letters."""
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), value in links.items():
        scores[a][b] = scores[b][a] = value
    strong = {a: {b: value for b, value in others.items() if value >= SEED} for a, others in scores.items()}
    parts = {part(uri, lambda uri: strong.get(uri, {})).members for uri in [*scores, *lone]}
    return sorted("".join(group) for members in parts for group in cut(members, lambda uri: scores[uri]))


@pytest.mark.parametrize(
    ("links", "stories"),
    [
        ({}, ["x"]),
        ({("a", "b"): 0.31}, ["a", "b", "x"]),
        ({("a", "b"): 0.32}, ["ab", "x"]),
        ({("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): 0.2}, ["abc", "x"]),
        ({("a", "b"): 0.8, ("b", "c"): 0.5, ("c", "d"): 0.8}, ["ab", "cd", "x"]),
        ({("a", "b"): 0.4, ("b", "c"): 0.41, ("c", "d"): 0.4}, ["a", "bc", "d", "x"]),
    ],
    ids=["alone", "too weak", "a pair", "a triangle", "a chain of pairs", "a chain"],
)
def test_groups(links: Links, stories: list[str]) -> None:
    assert groups(links, "x") == stories


def test_a_part_that_is_too_large_is_divided_where_it_is_weak() -> None:
    """Two crowds of copies with one weak link between them, each larger than LARGEST."""
    crowds = [[f"{name}{i:03}" for i in range(LARGEST + 1)] for name in "ab"]
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for crowd in crowds:
        for uri in crowd[1:]:
            scores[uri][crowd[0]] = scores[crowd[0]][uri] = 1.0
    scores["a000"]["b000"] = scores["b000"]["a000"] = 0.35
    parts = {part(uri, lambda uri: scores[uri]).members for crowd in crowds for uri in crowd}
    assert sorted(parts) == [tuple(crowd) for crowd in crowds]
    assert [cut(members, lambda uri: scores[uri]) for members in sorted(parts)] == [[tuple(c)] for c in crowds]
