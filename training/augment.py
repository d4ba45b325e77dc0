"""The same sentence as other hands write it: other case, no apostrophes, no full stop, other people in it."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from training.corpora.sentence import Mark, Sentence

SWAPPED = ("PERSON", "ORG")
POSSESSIVE = ("'s", "’s", "'S")


class Augment:
    """Changes a sentence or leaves it; `pool` gives the names that others are exchanged for."""

    def __init__(self, pool: Iterable[Sentence], shares: dict[str, float], seed: int) -> None:
        self._random = random.Random(seed)
        self._shares = shares
        names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for sentence in pool:
            for mark in sentence.marks:
                if len(mark.labels) == 1 and mark.labels[0] in SWAPPED and mark.end - mark.start < 6:
                    names[mark.labels[0]].add(sentence.words[mark.start : mark.end])
        self._names = {label: sorted(found) for label, found in names.items()}

    def __call__(self, sentence: Sentence) -> Sentence:
        """`sentence`, changed by chance."""
        dice, shares = self._random.random, self._shares
        if sentence.source == "gmb" and dice() < shares["swap"]:
            sentence = self._swap(sentence)
        if dice() < shares["apostrophes"]:
            sentence = _without_apostrophes(sentence)
        if sentence.words and sentence.words[-1] in ".!" and dice() < shares["stop"]:
            sentence = _cut(sentence, len(sentence.words) - 1)
        draw = dice()
        for way, change in (("lower", str.lower), ("upper", str.upper), ("title", _title)):
            if draw < shares[way]:
                return replace(sentence, words=tuple(change(word) for word in sentence.words))
            draw -= shares[way]
        return sentence

    def _swap(self, sentence: Sentence) -> Sentence:
        words: list[str] = []
        marks: list[Mark] = []
        at = 0
        for mark in sentence.marks:
            words += sentence.words[at : mark.start]
            own = sentence.words[mark.start : mark.end]
            pool = self._names.get(mark.labels[0]) if len(mark.labels) == 1 else None
            new = self._random.choice(pool) if pool and self._random.random() < 0.7 else own
            marks.append(Mark(len(words), len(words) + len(new), mark.labels))
            words += new
            at = mark.end
        words += sentence.words[at:]
        return replace(sentence, words=tuple(words), marks=tuple(marks))


def _title(word: str) -> str:
    return word[:1].upper() + word[1:]


def _without_apostrophes(sentence: Sentence) -> Sentence:
    """Possessives lose their apostrophe and cling to their word: "NATO 's" is "NATOs" or "NATO s"."""
    words: list[str] = []
    moved: dict[int, int] = {}
    for at, word in enumerate(sentence.words):
        moved[at] = len(words)
        if word in POSSESSIVE and words:
            words[-1] += "s"
            moved[at] = len(words) - 1
        elif word == "'" or word == "’":
            moved[at] = max(0, len(words) - 1)
        else:
            words.append(word.replace("'", "").replace("’", "") or word)
    moved[len(sentence.words)] = len(words)
    marks = []
    for mark in sentence.marks:
        start, end = moved[mark.start], moved[mark.end - 1] + 1
        if not marks or start >= marks[-1].end:
            marks.append(Mark(start, end, mark.labels))
    return replace(sentence, words=tuple(words), marks=tuple(marks))


def _cut(sentence: Sentence, end: int) -> Sentence:
    return replace(sentence, words=sentence.words[:end], marks=tuple(m for m in sentence.marks if m.end <= end))
