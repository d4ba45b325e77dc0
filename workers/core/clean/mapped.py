"""Text that knows where each of its characters comes from: what every extractor makes and the account is drawn from."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.article import Segment


@dataclass(frozen=True, slots=True)
class Mapped:
    """`text`, and the segments that cover it without gaps, in order, each pointing into the decoded source."""

    text: str
    segments: tuple[Segment, ...]
    starts: tuple[int, ...]

    def pieces(self, start: int, end: int) -> Iterator[Segment]:
        """The segments of `text[start:end]`, cut to it. A cut `decode` keeps the whole of its source."""
        at = bisect_right(self.starts, start) - 1
        while at < len(self.segments) and self.segments[at].start < end:
            segment = self.segments[at]
            low, high = max(start, segment.start), min(end, segment.end)
            if low < high:
                if segment.kind == "copy":
                    shift = segment.source_start - segment.start
                    yield Segment(kind="copy", start=low, end=high, source_start=low + shift, source_end=high + shift)
                else:
                    yield Segment(
                        kind=segment.kind,
                        start=low,
                        end=high,
                        source_start=segment.source_start,
                        source_end=segment.source_end,
                    )
            at += 1

    def through(self, inner: "Mapped") -> "Mapped":
        """This map, whose source is `inner.text`, joined with `inner`: from this text to `inner`'s source."""
        if len(inner.segments) <= 1 and all(s.kind == "copy" and s.source_start == 0 for s in inner.segments):
            return self
        weaver = Weaver()
        for segment in self.segments:
            text = self.text[segment.start : segment.end]
            if segment.kind == "insert":
                weaver.insert(text)
            elif segment.kind == "decode":
                weaver.decode(text, *inner.source(segment.source_start, segment.source_end))
            else:
                for piece in inner.pieces(segment.source_start, segment.source_end):
                    part = inner.text[piece.start : piece.end]
                    if piece.kind == "copy":
                        weaver.copy(part, piece.source_start)
                    else:
                        weaver.decode(part, piece.source_start, piece.source_end)
        return weaver.done()

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that `text[start:end]` (not empty) comes from."""
        first = next(self.pieces(start, start + 1))
        last = next(self.pieces(end - 1, end))
        return first.source_start, last.source_end


class Weaver:
    """Builds a `Mapped` from left to right; neighbours that are one stretch become one segment."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._segments: list[Segment] = []
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

    def _add(self, kind: str, text: str, source_start: int, source_end: int) -> None:
        if not text:
            return
        end = self.length + len(text)
        last = self._segments[-1] if self._segments else None
        start = self.length
        if last is not None and kind == "copy" == last.kind and last.source_end == source_start:
            start, source_start = last.start, last.source_start
            self._segments.pop()
        self._parts.append(text)
        self._segments.append(
            Segment(kind=kind, start=start, end=end, source_start=source_start, source_end=source_end)  # type: ignore[arg-type]
        )
        self.length = end
        self.source_end = source_end

    def done(self) -> Mapped:
        """What was woven."""
        return Mapped("".join(self._parts), tuple(self._segments), tuple(s.start for s in self._segments))


def plain(text: str) -> Mapped:
    """A source that is its own text."""
    weaver = Weaver()
    weaver.copy(text, 0)
    return weaver.done()
