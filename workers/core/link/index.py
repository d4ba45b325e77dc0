"""Which held articles share rare stems with an article, and enough of them: by row (workers.core.link.columns)."""

from collections.abc import Iterable, Mapping

import numpy as np

from workers.core.link.ids import Whole


class _Posting:
    """The rows that have a stem, and its weight in each; their order says nothing."""

    def __init__(self) -> None:
        self.rows = np.zeros(4, np.int32)
        self.weights = np.zeros(4, np.float64)
        self.count = 0

    def put(self, row: int, weight: float) -> None:
        if self.count == len(self.rows):
            self.rows = np.concatenate([self.rows, np.zeros_like(self.rows)])
            self.weights = np.concatenate([self.weights, np.zeros_like(self.weights)])
        self.rows[self.count], self.weights[self.count] = row, weight
        self.count += 1

    def drop(self, row: int) -> None:
        self.count -= 1
        place = int(np.flatnonzero(self.rows[: self.count + 1] == row)[0])
        self.rows[place], self.weights[place] = self.rows[self.count], self.weights[self.count]


class Index:
    """Rows by stem."""

    def __init__(self) -> None:
        self._postings: dict[str, _Posting] = {}

    def put(self, row: int, terms: Mapping[str, float]) -> None:
        """Take in the stems of a row."""
        for stem, weight in terms.items():
            self._postings.setdefault(stem, _Posting()).put(row, weight)

    def drop(self, row: int, stems: Iterable[str]) -> None:
        """Take them out again."""
        for stem in stems:
            posting = self._postings[stem]
            posting.drop(row)
            if not posting.count:
                del self._postings[stem]

    def similar(self, terms: Mapping[str, float], least: float) -> Whole:
        """The rows whose similarity over the common stems is `least` or more, sorted. The sums run over the stems in
        the order of `terms` (which is that of their names): the same for either of a pair, to the last bit."""
        common = [(posting, weight) for stem, weight in terms.items() if (posting := self._postings.get(stem))]
        if not common:
            return np.zeros(0, np.int64)
        rows = np.concatenate([posting.rows[: posting.count] for posting, _ in common])
        products = np.concatenate([weight * posting.weights[: posting.count] for posting, weight in common])
        return np.flatnonzero(np.bincount(rows, products) >= least)
