"""Stories out of links: the connected parts of the graph of strong links, each cut by average linkage.

Both are functions of the articles and their scores alone, computed afresh over all members in the order of their uris:
so the order of arrival cannot show. Single links chain stories together; the average of all pairs does not.
Average linkage (UPGMA): Sokal and Michener 1958.
"""

from collections.abc import Callable, Container, Iterable, Mapping

import numpy as np

from workers.core.link.score import LINK, SEED

Scores = Callable[[str], Mapping[str, float]]
"""The scores of the pairs of an article, by the other's uri."""

LARGEST = 300
"""Average linkage takes time by the square of a part's size: a larger part is first divided at higher scores."""
STEP = 0.06


def components(
    start: Iterable[str], scores: Scores, least: float = SEED, within: Container[str] | None = None
) -> list[list[str]]:
    """The connected parts, over scores of `least` or more, that hold the articles of `start`; members sorted. With
    `within`, links to articles outside of it are left out."""
    parts: list[list[str]] = []
    seen: set[str] = set()
    for root in sorted(start):
        if root in seen:
            continue
        seen.add(root)
        part, todo = [root], [root]
        while todo:
            for uri, value in scores(todo.pop()).items():
                if value >= least and uri not in seen and (within is None or uri in within):
                    seen.add(uri)
                    part.append(uri)
                    todo.append(uri)
        parts.append(sorted(part))
    return parts


def cut(members: list[str], scores: Scores, least: float = SEED) -> list[tuple[str, ...]]:
    """The stories of a connected part (`members` sorted): the two groups with the highest average score are joined
    while it is LINK or more; pairs without a score count as 0. Groups and their members sorted.

    A part of more than LARGEST is divided at a score STEP higher than `least`, again and again; one that holds
    together at any score (a text that hundreds print) is one story.
    """
    if len(members) == 1:
        return [tuple(members)]
    if len(members) > LARGEST:
        if least + STEP > 1:
            return [tuple(members)]
        inside = frozenset(members)
        parts = components(members, scores, least + STEP, inside)
        return sorted(group for part in parts for group in cut(part, scores, least + STEP))
    return _average_linkage(members, scores)


def _average_linkage(members: list[str], scores: Scores) -> list[tuple[str, ...]]:
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


def _matrix(members: list[str], scores: Scores) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    place = {uri: i for i, uri in enumerate(members)}
    matrix = np.zeros((len(members), len(members)))
    for i, uri in enumerate(members):
        for other, value in scores(uri).items():
            j = place.get(other)
            if j is not None:
                matrix[i, j] = value
    np.fill_diagonal(matrix, -1.0)
    return matrix
