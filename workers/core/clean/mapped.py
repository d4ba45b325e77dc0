"""Text that knows where each of its characters comes from: what every extractor makes and the account is drawn from."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from schemas.article import Segment

Kind = Literal["copy", "decode", "insert"]
Piece = tuple[Kind, int, int, int, int]
"""(kind, start, end, source start, source end): a segment before it is a record."""


@dataclass(frozen=True)
class Mapped:
    """`text`, and the pieces that cover it without gaps, in order, each pointing into the decoded source: the columns
    of one table. `starts[n]` is where piece `n` begins in `text`; it ends where the next begins."""

    text: str
    starts: Sequence[int]
    kinds: Sequence[Kind]
    sources: Sequence[int]
    ends: Sequence[int]
    """Where each piece ends in the source."""

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The pieces as records."""
        bounds = pairwise([*self.starts, len(self.text)])
        rows = zip(bounds, self.kinds, self.sources, self.ends, strict=True)
        return tuple(
            Segment(kind=kind, start=start, end=end, source_start=low, source_end=high)
            for (start, end), kind, low, high in rows
        )

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of `text[start:end]`, cut to it. A cut `decode` keeps the whole of its source."""
        starts, last = self.starts, len(self.starts)
        at = max(0, bisect_right(starts, start) - 1)
        while at < last and (begin := starts[at]) < end:
            low = begin if begin > start else start
            at += 1
            high = starts[at] if at < last else len(self.text)
            high = high if high < end else end
            if low < high:
                kind, source = self.kinds[at - 1], self.sources[at - 1]
                if kind == "copy":
                    yield kind, low, high, source + low - begin, source + high - begin
                else:
                    yield kind, low, high, source, self.ends[at - 1]

    def through(self, inner: "Mapped") -> "Mapped":
        """This map, whose source is `inner.text`, joined with `inner`: from this text to `inner`'s source."""
        if inner.identical:
            return self
        weaver = Weaver()
        for kind, start, end, low, high in self.pieces(0, len(self.text)):
            text = self.text[start:end]
            if kind == "insert":
                weaver.insert(text)
            elif kind == "decode":
                weaver.decode(text, *inner.source(low, high))
            else:
                weaver.piece(inner, low, high)
        return weaver.done()

    @property
    def identical(self) -> bool:
        """Whether the text is its own source."""
        return len(self.starts) <= 1 and all(
            k == "copy" and s == 0 for k, s in zip(self.kinds, self.sources, strict=True)
        )

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that `text[start:end]` (not empty) comes from."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        low, high = self.sources[first], self.ends[last]
        if self.kinds[first] == "copy":
            low += start - self.starts[first]
        if self.kinds[last] == "copy":
            high = self.sources[last] + end - self.starts[last]
        return low, high


class Weaver:
    """Builds a `Mapped` from left to right; neighbours that are one stretch become one piece."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._kinds: list[Kind] = []
        self._sources: list[int] = []
        self._ends: list[int] = []
        self.length = 0
        self.source_end = 0

    def copy(self, text: str, source_start: int) -> None:
        """`text` stands in the source at `source_start` with the same characters."""
        self._add("copy", text, source_start, source_start + len(text))

    def decode(self, text: str, source_start: int, source_end: int) -> None:
        """`text` is what the source's stretch means in other characters."""
        self._add("decode", text, source_start, source_end)

    def insert(self, text: str) -> None:
        """`text` is not in the source; it belongs behind what was woven last."""
        self._add("insert", text, self.source_end, self.source_end)

    def piece(self, view: Mapped, start: int, end: int) -> None:
        """`view.text[start:end]` with what it knows of its source."""
        for kind, low, high, source_start, source_end in view.pieces(start, end):
            text = view.text[low:high]
            if kind == "insert":
                self.insert(text)
            else:
                self._add(kind, text, source_start, source_end)

    def _add(self, kind: Kind, text: str, source_start: int, source_end: int) -> None:
        if not text:
            return
        if kind == "copy" and self._kinds and self._kinds[-1] == kind and self.source_end == source_start:
            self._ends[-1] = source_end
        else:
            self._starts.append(self.length)
            self._kinds.append(kind)
            self._sources.append(source_start)
            self._ends.append(source_end)
        self._parts.append(text)
        self.length += len(text)
        self.source_end = source_end

    def done(self) -> Mapped:
        """What was woven."""
        return Mapped("".join(self._parts), self._starts, self._kinds, self._sources, self._ends)


def plain(text: str) -> Mapped:
    """A source that is its own text."""
    weaver = Weaver()
    weaver.copy(text, 0)
    return weaver.done()
