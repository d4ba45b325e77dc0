"""A text cut at the edges of marked stretches, so that a page can show it without counting characters.

Records count Unicode code points, browsers count UTF-16 units: the cutting is done here, where both agree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.base import Span
from workers.reading.safe import safe

Mark = tuple[int, int, str]
"""A stretch of a text (start, end, in code points) and the name that it is marked by."""
AROUND = 240
"""Code points of context on either side of a piece of evidence."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text, safe to show, and the names that mark all of it."""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text; `before` and `after` say whether its paragraph goes on there."""

    segments: tuple[Segment, ...]
    before: bool
    after: bool


def segments(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """`text[start:end]` as segments, in order, nothing lost; marks may overlap and reach beyond."""
    clipped = [(max(s, start), min(e, end), name) for s, e, name in marks]
    inside = [(s, e, name) for s, e, name in clipped if s < e]
    edges: dict[int, tuple[list[str], list[str]]] = {start: ([], []), end: ([], [])}
    for s, e, name in inside:
        edges.setdefault(s, ([], []))[0].append(name)
        edges.setdefault(e, ([], []))[1].append(name)
    found: list[Segment] = []
    held: list[str] = []
    at = start
    for edge, (begun, ended) in sorted(edges.items()):
        if edge > at:
            found.append(Segment(safe(text[at:edge]), tuple(dict.fromkeys(held))))
        for name in ended:
            held.remove(name)
        held += begun
        at = edge
    return tuple(found)


def paragraphs(text: str, spans: Iterable[Span], limit: int) -> tuple[list[Span], int]:
    """The paragraphs of `text` up to `limit` code points, and how many code points are left out. Text that no span
    covers is a paragraph, too: nothing is hidden by a wrong account."""
    found: list[Span] = []
    at = 0
    for span in sorted(spans, key=lambda span: span.start):
        start, end = max(at, span.start), min(len(text), span.end)
        if start < end:
            found += _uncovered(text, at, start)
            found.append(Span(start=start, end=end))
            at = end
    found += _uncovered(text, at, len(text))
    shown = [Span(start=span.start, end=min(span.end, limit)) for span in found if span.start < limit]
    return shown, max(0, len(text) - limit)


def excerpts(text: str, spans: Iterable[Span], evidence: Iterable[Span], marks: Iterable[Mark]) -> list[Excerpt]:
    """The evidence in its context: of each paragraph that holds some, as much as stands within AROUND of it."""
    marks = list(marks)
    windows = sorted(_windows(text, paragraphs(text, spans, len(text))[0], list(evidence)), key=lambda w: w[1].start)
    return [
        Excerpt(
            segments(text, window.start, window.end, marks),
            before=bool(text[paragraph.start : window.start].strip()),
            after=bool(text[window.end : paragraph.end].strip()),
        )
        for paragraph, window in windows
    ]


def located(text: str, start: int, words: str) -> Span | None:
    """Where the evidence `words` stands in `text`: where it should, or elsewhere where a revision moved it."""
    if not words:
        return None
    at = start if text.startswith(words, max(start, 0)) and start >= 0 else text.find(words)
    return None if at < 0 else Span(start=at, end=at + len(words))


def _windows(text: str, found: list[Span], evidence: list[Span]) -> Iterator[tuple[Span, Span]]:
    """For each paragraph the parts of it around evidence; those that touch are one."""
    for paragraph in found:
        held: Span | None = None
        inside = [e for e in evidence if e.start < paragraph.end and e.end > paragraph.start]
        for piece in sorted(inside, key=lambda e: e.start):
            start = _word_start(text, max(paragraph.start, piece.start - AROUND), paragraph.start)
            end = _word_end(text, min(paragraph.end, piece.end + AROUND), paragraph.end)
            if held is not None and start <= held.end:
                held = Span(start=held.start, end=max(held.end, end))
                continue
            if held is not None:
                yield paragraph, held
            held = Span(start=start, end=end)
        if held is not None:
            yield paragraph, held


def _word_start(text: str, at: int, least: int) -> int:
    """`at`, moved back to where a word begins, AROUND at most."""
    for place in range(at, max(least, at - AROUND), -1):
        if text[place - 1].isspace():
            return place
    return at if at - least > AROUND else least


def _word_end(text: str, at: int, most: int) -> int:
    """`at`, moved on to where a word ends, AROUND at most."""
    for place in range(at, min(most, at + AROUND)):
        if text[place].isspace():
            return place
    return at if most - at > AROUND else most


def _uncovered(text: str, start: int, end: int) -> list[Span]:
    return [Span(start=start, end=end)] if text[start:end].strip() else []
