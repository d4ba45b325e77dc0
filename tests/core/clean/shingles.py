"""Body F1 as article-extraction-benchmark takes it: 4-gram shingles of words, as multisets."""

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def _shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.replace("’", "'"))
    return Counter(tuple(words[n : n + size]) for n in range(max(1, len(words) - size + 1)))


def precision_recall(found: str, wanted: str) -> tuple[float, float]:
    """The shares of `found` that is wanted, and of `wanted` that was found."""
    one, other = _shingles(found), _shingles(wanted)
    both = sum((one & other).values())
    return both / sum(one.values()), both / sum(other.values())


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
