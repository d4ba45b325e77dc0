"""Scores of a tagger: exact span and label F1, the same by label and for spans of any label, and what it got wrong."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from training.corpora.sentence import PLACE, Sentence

Span = tuple[int, int, str]
Predict = Callable[[Sequence[Sentence]], list[list[Span]]]


@dataclass(slots=True)
class Score:
    """Counts of right, wrong and missed spans."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass(slots=True)
class Report:
    """A set's scores. `errors` counts (what, words) by kind."""

    total: Score = field(default_factory=Score)
    spans: Score = field(default_factory=Score)
    labels: dict[str, Score] = field(default_factory=dict)
    causes: Counter[str] = field(default_factory=Counter)
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)


def merged(label: str) -> str:
    """Places are one label where a set knows only one."""
    return "LOC" if label in PLACE else label


def gold(sentence: Sentence, labels: Sequence[str], coarse: bool) -> list[Span]:
    """The spans of `sentence` with one of `labels`; `coarse` sets know one label of places."""
    spans = []
    for mark in sentence.marks:
        names = {merged(label) if coarse else label for label in mark.labels}
        if len(names) == 1 and (name := names.pop()) in labels:
            spans.append((mark.start, mark.end, name))
    return spans


def evaluate(sentences: Sequence[Sentence], predict: Predict, labels: Sequence[str], coarse: bool = True) -> Report:
    """Score `predict` on `sentences` for `labels`; where a sentence says that nothing is known, nothing counts."""
    report = Report(labels={label: Score() for label in labels})
    for sentence, found in zip(sentences, predict(sentences), strict=True):
        open_ = [(m.start, m.end) for m in sentence.marks if not m.labels]
        guessed = [(s, e, merged(label) if coarse else label) for s, e, label in found]
        kept = {g for g in guessed if g[2] in labels and not any(g[0] < e and s < g[1] for s, e in open_)}
        right = set(gold(sentence, labels, coarse))
        _count(report.total, kept, right)
        _count(report.spans, {g[:2] for g in kept}, {r[:2] for r in right})
        for label in labels:
            _count(report.labels[label], {g for g in kept if g[2] == label}, {r for r in right if r[2] == label})
        _causes(report, sentence, kept - right, right - kept)
    return report


def _count(score: Score, found: set[Any], right: set[Any]) -> None:
    score.right += len(found & right)
    score.wrong += len(found - right)
    score.missed += len(right - found)


def _causes(report: Report, sentence: Sentence, wrong: set[Span], missed: set[Span]) -> None:
    """Each error once, by its cause: the label alone, the border alone, both, found for nothing, not found."""
    for start, end, label in sorted(missed):
        text = " ".join(sentence.words[start:end])
        over = [w for w in wrong if w[0] < end and start < w[1]]
        if not over:
            cause, what = "not found", label
        elif any(w[:2] == (start, end) for w in over):
            other = next(w for w in over if w[:2] == (start, end))
            cause, what = "label", f"{label} as {other[2]}"
        elif any(w[2] == label for w in over):
            cause, what = "border", label
        else:
            cause, what = "border and label", f"{label} as {over[0][2]}"
        report.causes[cause] += 1
        report.errors[f"{cause}: {what}", text] += 1
    for start, end, label in sorted(wrong):
        if not any(m[0] < end and start < m[1] for m in missed):
            report.causes["found for nothing"] += 1
            report.errors[f"found for nothing: {label}", " ".join(sentence.words[start:end])] += 1
