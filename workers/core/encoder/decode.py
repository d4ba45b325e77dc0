"""Spans out of scores: the best path of BIO tags, in which an inside follows only its own kind."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    """Words `start` to `end`, half open, are a `label`; `score` is the mean probability of the words' tags, 0 to 1."""

    start: int
    end: int
    label: str
    score: float


class Decoder:
    """Decodes scores of `tags` ("O", "B-PERSON", "I-PERSON" ...)."""

    def __init__(self, tags: tuple[str, ...]) -> None:
        self.tags = tags
        kinds = [tag[2:] for tag in tags]
        barred = [
            [tag[0] == "I" and kinds[to] != kinds[before] for to, tag in enumerate(tags)] for before in range(len(tags))
        ]
        self._barred = np.where(barred, np.float32(-1e4), np.float32(0))
        self._first = np.where([tag[0] == "I" for tag in tags], np.float32(-1e4), np.float32(0))

    def path(self, scores: Floats) -> NDArray[np.int64]:
        """The tag of each word, by Viterbi; `scores` of shape (words, tags)."""
        greedy: NDArray[np.int64] = scores.argmax(1)
        if self._first[greedy[0]] == 0 and not self._barred[greedy[:-1], greedy[1:]].any():
            return greedy  # the best tag of each word is the best path already: nearly always
        best = scores[0] + self._first
        back = np.zeros(scores.shape, dtype=np.int64)
        for at in range(1, len(scores)):
            ways = best[:, None] + self._barred
            back[at] = ways.argmax(0)
            best = ways[back[at], np.arange(len(self.tags))] + scores[at]
        path = np.zeros(len(scores), dtype=np.int64)
        path[-1] = best.argmax()
        for at in range(len(scores) - 1, 0, -1):
            path[at - 1] = back[at, path[at]]
        return path

    def spans(self, scores: Floats) -> list[Scored]:
        """The spans of one sequence; `scores` of shape (words, tags)."""
        if not len(scores):
            return []
        path = self.path(scores)
        if not path.any():
            return []
        peak = scores.max(1, keepdims=True)
        sure = np.exp(scores - peak)
        chosen = sure[np.arange(len(path)), path] / sure.sum(1)
        found: list[Scored] = []
        at = 0
        while at < len(path):
            tag = self.tags[path[at]]
            if tag == "O":
                at += 1
                continue
            end = at + 1
            while end < len(path) and self.tags[path[end]] == f"I-{tag[2:]}":
                end += 1
            found.append(Scored(at, end, tag[2:], float(chosen[at:end].mean())))
            at = end
        return found
