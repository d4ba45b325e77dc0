"""Stories out of links: the neighbourhood that an article is solved in, and its groups by average linkage.

Both are functions of the articles and their scores alone, computed afresh over members in the order of their uris: so
the order of arrival cannot show. Single links chain stories together; the average of all pairs does not. Average
linkage (UPGMA): Sokal and Michener 1958.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from workers.core.link.score import LINK, SEED

Scores = Callable[[str], Mapping[str, float]]
"""The scores of the pairs of an article, by the other's uri."""

LARGEST = 150
"""Articles that are solved together, at most: average linkage takes time by the square of their number."""
LADDER = (*(round(SEED + 0.04 * step, 2) for step in range(18)), 1.0)
"""The least scores at which neighbourhoods are looked for, lowest first."""


@dataclass(frozen=True, slots=True)
class Part:
    """Articles that are solved together (sorted): each reaches the others over scores of `least` or more."""

    members: tuple[str, ...]
    least: float


def part(uri: str, strong: Scores, floor: float = SEED) -> Part:
    """The part of `uri`: all that it reaches over scores of `least` or more, for the first `least` of LADDER at which
    they are no more than LARGEST (at the last, whatever their number: copies of one text).

    Every member has the same part, so the parts divide the articles. In a busy window weak links chain most of them
    together; the cost of a part does not grow with that. `strong` gives the scores of SEED or more. Below `floor` it
    is known to reach more than LARGEST.
    """
    for least in LADDER[:-1]:
        if least >= floor and (reached := _reached(uri, strong, least, LARGEST)) is not None:
            return Part(reached, least)
    return Part(_reached(uri, strong, LADDER[-1], None) or (uri,), LADDER[-1])


def _reached(uri: str, strong: Scores, least: float, largest: int | None) -> tuple[str, ...] | None:
    """All that `uri` reaches over scores of `least` or more; none where they are more than `largest`."""
    seen, todo = {uri}, [uri]
    while todo:
        for other, value in strong(todo.pop()).items():
            if value >= least and other not in seen:
                seen.add(other)
                todo.append(other)
        if largest is not None and len(seen) > largest:
            return None
    return tuple(sorted(seen))


def cut(members: tuple[str, ...], scores: Scores) -> list[tuple[str, ...]]:
    """The stories of a part: the two groups with the highest average score are joined while it is LINK or more; pairs
    without a score count as 0. Groups and their members sorted. More than LARGEST are copies of one text: one story."""
    if len(members) == 1 or len(members) > LARGEST:
        return [members]
    return _average_linkage(members, scores)


def _average_linkage(members: tuple[str, ...], scores: Scores) -> list[tuple[str, ...]]:
    groups: dict[int, list[str]] = {i: [uri] for i, uri in enumerate(members)}
    matrix = _matrix(members, scores)
    best = matrix.argmax(axis=1)
    height = matrix[np.arange(len(members)), best]
    while True:
        a = int(height.argmax())
        if height[a] < LINK:
            break
        a, b = sorted((a, int(best[a])))
        size_a, size_b = len(groups[a]), len(groups[b])
        matrix[a] = (matrix[a] * size_a + matrix[b] * size_b) / (size_a + size_b)
        matrix[a, a] = -1.0
        matrix[:, a] = matrix[a]
        matrix[b] = matrix[:, b] = -1.0
        groups[a] += groups.pop(b)
        height[b] = -1.0
        # Only these can have a new best: an average is never above the greater of its two parts.
        for row in (a, *(i for i in groups if i != a and best[i] in (a, b))):
            best[row] = matrix[row].argmax()
            height[row] = matrix[row, best[row]]
    return sorted(tuple(sorted(group)) for group in groups.values())


def _matrix(members: tuple[str, ...], scores: Scores) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    matrix = np.zeros((len(members), len(members)))
    for i, uri in enumerate(members):
        of = scores(uri)
        matrix[i] = [of.get(other, 0.0) for other in members]
    np.fill_diagonal(matrix, -1.0)
    return matrix
