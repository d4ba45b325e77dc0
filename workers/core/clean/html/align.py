"""Finds the paragraphs that an extractor gives back in the text that they came from.

Extractors report no positions and fold whitespace, so both sides are compared without it. What stands only once in
the page is placed first; the rest is looked for between its placed neighbours.
"""

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_ANCHOR = 30
"""Characters (without whitespace) from which a paragraph that stands only once is sure to be the one."""

Span = tuple[int, int]


def align(text: str, paragraphs: Sequence[str]) -> list[Span]:
    """The spans of `text` that `paragraphs` (in its order) cover, sorted. A paragraph that stands nowhere as a whole
    is looked for by its sentences; one that is not found then is left out."""
    dense = "".join(text.split())
    places = [at for at, character in enumerate(text) if not character.isspace()]
    wanted = ["".join(paragraph.split()) for paragraph in paragraphs]
    found: list[Span | None] = [_only(dense, piece) if len(piece) >= _ANCHOR else None for piece in wanted]
    spans: list[Span] = []
    low = 0
    for at, piece in enumerate(wanted):
        place = found[at]
        if place is None and piece:
            high = next((p[0] for p in found[at + 1 :] if p is not None and p[0] >= low), len(dense))
            place = _between(dense, piece, low, high)
            if place is None:
                spans += _sentences(dense, paragraphs[at], low, high)
        if place is not None:
            spans.append(place)
            low = place[1]
    return sorted((places[start], places[end - 1] + 1) for start, end in spans)


def _only(dense: str, piece: str) -> Span | None:
    at = dense.find(piece)
    return (at, at + len(piece)) if at >= 0 and dense.find(piece, at + 1) < 0 else None


def _between(dense: str, piece: str, low: int, high: int) -> Span | None:
    at = dense.find(piece, low, high)
    if at < 0 and len(piece) >= _ANCHOR:
        at = dense.find(piece)
    return (at, at + len(piece)) if at >= 0 else None


def _sentences(dense: str, paragraph: str, low: int, high: int) -> list[Span]:
    spans = []
    for sentence in _SENTENCE.split(paragraph):
        piece = "".join(sentence.split())
        if len(piece) >= _ANCHOR // 2 and (place := _between(dense, piece, low, high)):
            spans.append(place)
            low = place[1] if place[1] <= high else low
    return spans
