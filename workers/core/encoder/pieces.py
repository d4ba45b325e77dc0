"""Words as the encoder reads them: ids of word pieces, and for each piece a mark that tells of its word what the base
model can't see.

The base model (MiniLM-L6) is uncased and small: the mark, whose embedding is added to the piece's, gives back the case
and says what tables of names have of the word. A word's pieces do not depend on its neighbours, so they are kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CASES = ("none", "lower", "Title", "UPPER", "Letter", "miXed", "digit", "digits-and-letters")
"""Case classes by number: `none` is for marks and padding, `Letter` for a single capital."""

CLASSES = ("none", "people", "given", "place", "head", "surname")
"""What tables have of a word, each also as an ordinary word of English: the number into CLASSES, and as many more."""

MARKS = len(CASES) * len(CLASSES) * 2
"""How many marks there are."""

LONGEST_WORD = 24
"""Pieces of a word that are read; no language's word has more, encoded data has."""

KEPT = 200_000
"""Words whose pieces are kept."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sequences of pieces, padded: `ids`, `mask` and `marks` of shape (sequences, pieces); `firsts` has for each
    sequence the place of each word's first piece."""

    ids: Ints
    mask: Ints
    marks: Ints
    firsts: list[Ints]


def case_of(word: str) -> int:
    """The case class of `word`, as a number into CASES."""
    if word.isdigit():
        return 6
    if any(character.isdigit() for character in word):
        return 7
    if not any(character.isalpha() for character in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 4 if sum(character.isalpha() for character in word) == 1 else 3
    return 2 if word[0].isupper() and (word[1:].islower() or not word[1:]) else 5


class Pieces:
    """Cuts words; made of a `tokenizers` file's content (JSON) and the classes of words in lower case."""

    def __init__(self, tokenizer: str, classes: Mapping[str, int]) -> None:
        made: Any = Tokenizer.from_str(tokenizer)
        made.no_padding()
        made.no_truncation()
        self._made, self._classes = made, classes
        self._first, self._last, self._unknown = (made.token_to_id(name) for name in ("[CLS]", "[SEP]", "[UNK]"))
        self._kept: dict[str, tuple[list[int], int]] = {}

    def word(self, word: str) -> tuple[list[int], int]:
        """The ids of the word's pieces (at least one) and its mark."""
        known = self._kept.get(word)
        if known is None:
            ids = self._made.encode(word[:200], add_special_tokens=False).ids[:LONGEST_WORD]
            mark = case_of(word) + len(CASES) * self._classes.get(word.lower(), 0)
            known = ids or [self._unknown], mark
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[word] = known
        return known

    def sizes(self, words: Sequence[str]) -> list[int]:
        """How many pieces each word has."""
        return [len(self.word(word)[0]) for word in words]

    def batch(self, sequences: Sequence[Sequence[str]]) -> Batch:
        """`sequences` of words as one padded batch."""
        rows: list[tuple[list[int], list[int]]] = []
        firsts: list[Ints] = []
        for words in sequences:
            ids, marks, first = [self._first], [0], []
            for word in words:
                pieces, mark = self.word(word)
                first.append(len(ids))
                ids += pieces
                marks += [mark] * len(pieces)
            rows.append((ids, marks))
            firsts.append(np.array(first, dtype=np.int64))
        width = max(len(ids) for ids, _ in rows) + 1
        shape = len(rows), width
        nothing = np.zeros(shape, dtype=np.int64)
        batch = Batch(nothing, nothing.copy(), nothing.copy(), firsts)
        for at, (ids, marks) in enumerate(rows):
            batch.ids[at, : len(ids)] = ids
            batch.ids[at, len(ids)] = self._last
            batch.marks[at, : len(ids)] = marks
            batch.mask[at, : len(ids) + 1] = 1
        return batch
