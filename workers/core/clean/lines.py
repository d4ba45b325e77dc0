"""Text without markup to blocks: a line each, where a text was wrapped at a width the lines of a paragraph together."""

import re
from collections.abc import Iterator

from workers.core.clean.blocks import Block, block
from workers.core.clean.limits import MAX_BLOCKS, MAX_LINE, RefusedError
from workers.core.clean.mapped import Mapped
from workers.core.outcome import RejectReason

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[ \t\xa0]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])")
_WIDTHS = range(38, 111)
"""Widths at which mail and wires wrap lines."""
_ENDS = (".", "!", "?", ":", ".”", '."', "?”", '?"', "!”", '!"', ".)", "’", "'")

Line = tuple[int, int]


def blocks(view: Mapped) -> tuple[Block, ...]:
    """The blocks of a text, in order, together holding all of it but whitespace. Raises RefusedError: TOO_LARGE for a
    line, TOO_MANY_NODES for too many of them."""
    text = view.text
    found: list[Block] = []
    for group in _groups(text):
        for start, end in _wrapped(text, group) if _is_wrapped(text, group) else group:
            if end - start > MAX_LINE:
                raise RefusedError(RejectReason.TOO_LARGE, f"a line of {end - start} characters, at most {MAX_LINE}")
            if piece := block(text, start, end):
                found.append(piece)
        if len(found) > MAX_BLOCKS:
            raise RefusedError(RejectReason.TOO_MANY_NODES, f"text of more than {MAX_BLOCKS} lines")
    return tuple(found)


def _groups(text: str) -> Iterator[list[Line]]:
    """The lines, grouped at blank ones."""
    group: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        blank = not match[0].strip()
        if group and (blank or _BREAK.match(text, last)):
            yield group
            group = []
        if not blank:
            group.append(match.span())
            last = match.end()
    if group:
        yield group


def _is_wrapped(text: str, group: list[Line]) -> bool:
    """Whether all lines but the last of each paragraph fill a width, and most break off within a sentence."""
    if len(group) < 2:
        return False
    full = [text[start:end].rstrip() for start, end in group[:-1]]
    broken = [line for line in full if not line.endswith(_ENDS)]
    width = max(len(line) for line in full)
    filled = sum(len(line) > 0.7 * width for line in full)
    follows = sum(_goes_on(text[start : start + 1]) for start, _ in group[1:])
    return (
        width in _WIDTHS
        and len(text[group[-1][0] : group[-1][1]].rstrip()) <= width + 15
        and filled >= 0.7 * len(full)
        and len(broken) >= 0.5 * len(full)
        and follows >= 0.4 * len(full)
    )


def _goes_on(character: str) -> bool:
    return not (character.isupper() or character.isdigit() or character in "-*•·–—|>#[(")


def _wrapped(text: str, group: list[Line]) -> Iterator[Line]:
    """The paragraphs of a wrapped group: an indented line begins one, where not all are indented."""
    indents = [text[start:end][:1] in " \t\xa0" for start, end in group]
    begins = [n == 0 or (indent and not all(indents)) for n, indent in enumerate(indents)]
    start = group[0][0]
    for (_, end), (following, _), new in zip(group[:-1], group[1:], begins[1:], strict=True):
        if new:
            yield start, end
            start = following
    yield start, group[-1][1]
