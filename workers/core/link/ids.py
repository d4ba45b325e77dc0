"""Small numbers for words (or what else is compared), given back when nobody uses them any more."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.integer[Any]]


class Ids:
    """A number from 1 on for each word in use; 0 is no word."""

    def __init__(self) -> None:
        self._of: dict[Hashable, int] = {}
        self._uses = [0]
        self._free: list[int] = []
        self._table = np.zeros(1024, np.int32)

    def take(self, words: Iterable[Hashable]) -> list[int]:
        """The numbers of `words`, each used once more."""
        return [self._take(word) for word in words]

    def give(self, words: Iterable[Hashable]) -> None:
        """Each of `words` is used once less."""
        for word in words:
            number = self._of[word]
            self._uses[number] -= 1
            if not self._uses[number]:
                del self._of[word]
                self._free.append(number)

    def look_up(self, values: Mapping[Any, int], numbers: Whole) -> Whole:
        """For each of `numbers` the value of its word, 0 where the word is not in `values`."""
        known = [(number, value) for word, value in values.items() if (number := self._of.get(word))]
        places = [number for number, _ in known]
        self._table[places] = [value for _, value in known]
        found: Whole = self._table[numbers]
        self._table[places] = 0
        return found

    def _take(self, word: Hashable) -> int:
        number = self._of.get(word)
        if number is None:
            number = self._free.pop() if self._free else len(self._uses)
            self._of[word] = number
            if number == len(self._uses):
                self._uses.append(0)
            if number == len(self._table):
                self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._uses[number] += 1
        return number
