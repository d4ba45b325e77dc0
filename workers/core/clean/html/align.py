"""Finds the paragraphs that an extractor gives back in the text that they came from.

Extractors report no positions and fold whitespace, so both sides are compared without it. What stands only once in
the page is placed first; the rest is looked for between its placed neighbours, at last by beginning and end.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"\S+")
_ANCHOR = 30
"""Characters (without whitespace) from which a paragraph that stands only once is sure to be the one."""
_LEFT_OUT = 200
"""Characters that an extractor may have left out of a paragraph, besides half its length."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Alignment:
    """`found` are the spans of the text that the paragraphs cover, sorted; `lost` those between whose ends a paragraph
    should stand that stands nowhere."""

    found: list[Span]
    lost: list[Span]


def align(text: str, paragraphs: Sequence[str]) -> Alignment:
    """Where `paragraphs` stand in `text`, in its order. A paragraph that stands nowhere as a whole is looked for by its
    sentences."""
    words = list(_WORD.finditer(text))
    dense = "".join(word[0] for word in words)
    begins = list(accumulate((len(word[0]) for word in words), initial=0))
    wanted = ["".join(_WORD.findall(paragraph)) for paragraph in paragraphs]
    found: list[Span | None] = [_only(dense, piece) if len(piece) >= _ANCHOR else None for piece in wanted]
    spans: list[Span] = []
    lost: list[Span] = []
    low = following = 0
    for at, piece in enumerate(wanted):
        spot = found[at]
        if spot is None and piece:
            while following < len(found) and ((p := found[following]) is None or following <= at or p[0] < low):
                following += 1
            high = p[0] if following < len(found) and p is not None else len(dense)
            spot = _between(dense, piece, low, high) or _around(dense, piece, low, high)
            if spot is None:
                parts = _sentences(dense, paragraphs[at], low, high)
                spans += parts
                if not parts and low < high:
                    lost.append((low, high))
        if spot is not None:
            spans.append(spot)
            low = spot[1]

    def place(at: int) -> int:
        word = bisect_right(begins, at) - 1
        return words[word].start() + at - begins[word]

    def placed(dense_spans: list[Span]) -> list[Span]:
        return sorted((place(start), place(end - 1) + 1) for start, end in dense_spans)

    return Alignment(placed(spans), placed(lost))


def _only(dense: str, piece: str) -> Span | None:
    at = dense.find(piece)
    return (at, at + len(piece)) if at >= 0 and dense.find(piece, at + 1) < 0 else None


def _between(dense: str, piece: str, low: int, high: int) -> Span | None:
    at = dense.find(piece, low, high)
    if at < 0 and len(piece) >= _ANCHOR:
        at = dense.find(piece)
    return (at, at + len(piece)) if at >= 0 else None


def _around(dense: str, piece: str, low: int, high: int) -> Span | None:
    """Where the piece begins and ends, if the extractor left something out between."""
    if len(piece) < 2 * _ANCHOR:
        return None
    start = dense.find(piece[:_ANCHOR], low, high)
    if start < 0:
        return None
    end = dense.rfind(piece[-_ANCHOR:], start + _ANCHOR, min(high, start + len(piece) + len(piece) // 2 + _LEFT_OUT))
    return (start, end + _ANCHOR) if end >= 0 else None


def _sentences(dense: str, paragraph: str, low: int, high: int) -> list[Span]:
    spans = []
    for sentence in _SENTENCE.split(paragraph):
        piece = "".join(_WORD.findall(sentence))
        if len(piece) >= _ANCHOR // 2 and (place := _between(dense, piece, low, high)):
            spans.append(place)
            low = place[1] if place[1] <= high else low
    return spans
