"""What all readers give: words, and for each word the tags that it may have.

A set that does not annotate dates says nothing about a date: its word outside all spans may be O or a DATE. The loss
takes the sum over what a word may be, so no set is made to say what it does not know.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "DATE")
TAGS = ("O", *(f"{mark}-{label}" for label in LABELS for mark in "BI"))
PLACE = ("GPE", "LOC", "FAC")
"""What most sets call a location."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words `start` to `end`, half open, are one of `labels`; without labels, what they are is not known."""

    start: int
    end: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`marks` do not overlap. `silent`: labels that the set does not annotate. `source` names the set."""

    words: tuple[str, ...]
    marks: tuple[Mark, ...]
    silent: tuple[str, ...]
    source: str


def allowed(sentence: Sentence) -> list[tuple[str, ...]]:
    """For each word the tags that it may have. A word without a capital or digit is in no silent span but a DATE."""
    tags: list[tuple[str, ...]] = []
    for word in sentence.words:
        loud = word[:1].isupper() or word[:1].isdigit()
        silent = [label for label in sentence.silent if loud or label == "DATE"]
        tags.append(("O", *(f"{mark}-{label}" for label in silent for mark in "BI")))
    for mark in sentence.marks:
        for at in range(mark.start, mark.end):
            tags[at] = tuple(f"{'B' if at == mark.start else 'I'}-{label}" for label in mark.labels) or TAGS
    return tags


def from_bio(
    words: list[str], tags: list[str], labels: dict[str, tuple[str, ...]], silent: tuple[str, ...], source: str
) -> Sentence:
    """A sentence of BIO tags; `labels` maps a set's label to ours. A label that it lacks is a word outside all spans,
    an empty tuple a stretch of which nothing is known."""
    marks: list[Mark] = []
    start, label = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if label and (tag == "O" or tag[0] == "B" or tag[2:] != label):
            if label in labels:
                marks.append(Mark(start, at, labels[label]))
            label = ""
        if tag != "O" and not label:
            start, label = at, tag[2:]
    return Sentence(tuple(words), tuple(marks), silent, source)


def blocks(lines: Iterable[str]) -> Iterable[list[list[str]]]:
    """Blocks of a column file, cut at white space; comments left out."""
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("#"):
            continue
        cells = line.split()
        if len(cells) > 1:
            rows.append(cells)
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows
