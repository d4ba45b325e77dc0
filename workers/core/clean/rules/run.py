"""Where the copy of a page without markup begins and ends: the stretches of lines that read as copy for the most part.

Each line is evidence, in words: copy speaks for itself with its length, all else against. Of all ways to be inside or
outside of the copy line by line, the one with the most evidence inside is taken, where each entry costs (Viterbi,
1967). The weights are set by hand; they are round, since the outcome hardly depends on them (docs/cleaning.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from workers.core.clean.rules.kinds import Kind, Line

_WEIGHTS: dict[Kind, float] = {
    "label": -8, "insert": -2, "opener": -15, "comments": -40, "ask": -5, "credit": 0, "caption": 0, "stamp": -5,
    "teaser": 0, "shout": -4, "repeated": -5, "item": -1, "ended": 2, "short": -4,
}  # fmt: skip
_MOST = 60
"""Words that one line of copy counts with at most."""
_ALONE = 0.4
"""What is left of a line of copy's weight where neither neighbour is copy: so stand teasers."""
_ENTRY = 20.0
_SHARE = 0.2
"""Of the best stretch's evidence, from which another one is copy too."""
_ENOUGH = 100.0
"""Evidence from which it is in any case."""

_BETWEEN: tuple[Kind, ...] = ("caption", "credit", "insert", "ask")
"""What is at home between paragraphs: it parts no neighbours."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    evidence: float


def runs(lines: Sequence[Line]) -> list[Span]:
    """The stretches of lines that hold the copy, in order; none where nothing reads as copy. Behind the readers'
    comments there is none."""
    evidence = _evidence(lines)
    found = _stretches(evidence)
    if not found:
        return []
    found = _before_comments(lines, found)
    best = max(found, key=lambda stretch: stretch.evidence)
    least = min(_SHARE * best.evidence, _ENOUGH)
    return [(s.start, s.end) for s in found if s is best or s.evidence >= least]


def _before_comments(lines: Sequence[Line], found: list[_Stretch]) -> list[_Stretch]:
    """The stretches above the readers' comments: above the first such label that has enough before it."""
    for n, line in enumerate(lines):
        above = [stretch for stretch in found if stretch.start < n]
        if line.kind == "comments" and any(stretch.evidence >= _ENOUGH for stretch in above):
            return above
    return found


def _evidence(lines: Sequence[Line]) -> list[float]:
    found = []
    for n, line in enumerate(lines):
        if line.kind != "copy":
            found.append(_WEIGHTS[line.kind])
            continue
        weight = float(min(line.words, _MOST))
        found.append(weight if _beside(lines, n, -1) or _beside(lines, n, 1) else _ALONE * weight)
    return found


def _beside(lines: Sequence[Line], n: int, step: int) -> bool:
    """Whether the next line that is not at home between paragraphs is copy."""
    n += step
    while 0 <= n < len(lines) and lines[n].kind in _BETWEEN:
        n += step
    return 0 <= n < len(lines) and lines[n].kind == "copy"


def _stretches(evidence: Sequence[float]) -> list[_Stretch]:
    inside, outside = float("-inf"), 0.0
    came: list[tuple[bool, bool]] = []
    for value in evidence:
        stays, leaves = inside >= outside - _ENTRY, inside > outside
        came.append((stays, leaves))
        inside, outside = (inside if stays else outside - _ENTRY) + value, max(inside, outside)
    within = inside > outside
    states = []
    for stays, leaves in reversed(came):
        states.append(within)
        within = stays if within else leaves
    states.reverse()
    found = []
    for state, group in groupby(range(len(evidence)), key=lambda n: states[n]):
        if state:
            places = list(group)
            found.append(_Stretch(places[0], places[-1] + 1, sum(evidence[n] for n in places)))
    return found
