"""Runs an exported encoder over sentences: windows for long ones, batches of like length, one thread.

The int8 model takes the scale of its activations from the whole batch, so what stands in one batch bears on each of
its rows: a batch never holds more than one text, and how a text is cut into batches depends on the text alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import onnxruntime as ort

from workers.core.encoder.decode import Floats
from workers.core.encoder.pieces import Pieces

WINDOW = 240
"""Pieces that are read at once; the base model was made for 256."""

OVERLAP = 48
"""Pieces of context on either side of a cut in a longer sentence."""

PIECES_IN_BATCH = 320
"""Padded pieces of a batch: what the caches of a core hold (measured: 256 to 384 are 15% faster than 1,024)."""


EMPTY: Floats = np.zeros((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first` to `last` of a sentence are read, `start` to `stop` of them count; `pieces` are those read."""

    sentence: int
    first: int
    last: int
    start: int
    stop: int
    pieces: int


class Encoder:
    """An ONNX model (ids, mask, marks -> scores) and its Pieces."""

    def __init__(self, model: bytes, pieces: Pieces) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a process of the pool has one core
        options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
        options.enable_cpu_mem_arena = False  # the arena would keep what the longest batch ever took
        self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.pieces = pieces

    def scores(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """For each sentence of one text (lists of words) an array of shape (words, tags)."""
        windows = [window for number, words in enumerate(sentences) for window in self._windows(number, words)]
        windows.sort(key=lambda window: window.pieces)  # stable: in order of the text where alike
        parts: list[list[tuple[int, Floats]]] = [[] for _ in sentences]
        for batch in _batches(windows):
            cut = self.pieces.batch([sentences[w.sentence][w.first : w.last] for w in batch])
            (out,) = self._session.run(None, {"ids": cut.ids, "mask": cut.mask, "marks": cut.marks})
            for row, window in enumerate(batch):
                own = out[row, cut.firsts[row]][window.start - window.first : window.stop - window.first]
                parts[window.sentence].append((window.start, own))
        return [_joined(part) for part in parts]

    def _windows(self, number: int, words: Sequence[str]) -> list[Window]:
        """One window for a sentence that fits, else as many as it takes, each with context on both sides."""
        if not words:
            return []
        sizes = self.pieces.sizes(words)
        total = sum(sizes)
        if total <= WINDOW:
            return [Window(number, 0, len(words), 0, len(words), total)]
        windows: list[Window] = []
        start = 0
        while start < len(words):
            stop, count = start, 0
            while stop < len(words) and (count + sizes[stop] <= WINDOW - 2 * OVERLAP or stop == start):
                count += sizes[stop]
                stop += 1
            first, last = start, stop
            room = OVERLAP
            while first > 0 and sizes[first - 1] <= room:
                first -= 1
                room -= sizes[first]
            room = OVERLAP
            while last < len(words) and sizes[last] <= room:
                room -= sizes[last]
                last += 1
            windows.append(Window(number, first, last, start, stop, sum(sizes[first:last])))
            start = stop
        return windows


def _joined(parts: list[tuple[int, Floats]]) -> Floats:
    """The windows of a sentence, in order."""
    if len(parts) == 1:
        return parts[0][1]
    return np.concatenate([own for _, own in sorted(parts, key=lambda part: part[0])]) if parts else EMPTY


def _batches(windows: list[Window]) -> Iterator[list[Window]]:
    """Windows in batches of at most PIECES_IN_BATCH, padding counted."""
    batch: list[Window] = []
    for window in windows:
        if batch and (len(batch) + 1) * (window.pieces + 2) > PIECES_IN_BATCH:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
