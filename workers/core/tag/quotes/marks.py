"""The stretches of a text between quotation marks, line by line."""

import re
from bisect import bisect_right
from dataclasses import dataclass

OPEN, CLOSE, STRAIGHT = "“„«", "”»", '"'
SINGLE = {"‘": "’", "'": "'"}
"""Single marks; one inside double ones is a quote in a quote and is left alone."""

SPACES = " \u00a0\n([—–-:"
REACH = 4_000
"""Characters in which the end of a line is looked for: texts of one line take no longer than others."""

SHORT = 12
"""Letters that a stretch in single marks has, at least: shorter ones are names and words set apart."""


LOST = re.compile(r"[,?!] (?:he|she|it|they|(?:the )?\w+(?: [A-Z]\w+){0,3}) (?:said|added|says|told)\b[^.]*\.?$")
"""A verb of saying at the end of a line behind words whose closing mark is lost."""


@dataclass(slots=True)
class Stretch:
    """Quoted words, marks excluded: characters `start` to `end`; `line` counts paragraphs."""

    start: int
    end: int
    line: int
    goes_on: bool = False


def covers(stretches: list[Stretch], at: int) -> Stretch | None:
    """The stretch that character `at` is in."""
    where = bisect_right(stretches, at, key=lambda s: s.start) - 1
    return stretches[where] if where >= 0 and at < stretches[where].end else None


def line_start(text: str, at: int) -> int:
    """Where the line of character `at` begins, or `REACH` characters before it."""
    low = max(0, at - REACH)
    return max(text.rfind("\n", low, at) + 1, low)


def line_end(text: str, at: int) -> int:
    """Where the line of character `at` ends, or `REACH` characters behind it."""
    high = min(len(text), at + REACH)
    end = text.find("\n", at, high)
    return end if end >= 0 else high


def stretches_of(text: str) -> list[Stretch]:
    """The stretches of `text` between quotation marks."""
    found: list[Stretch] = []
    at = 0
    for line, content in enumerate(part for part in text.split("\n") if part.strip()):
        at = text.index(content, at)
        found += _line(text, at, at + len(content), line)
        at += len(content)
    return found


def _line(text: str, start: int, end: int, line: int) -> list[Stretch]:
    found: list[Stretch] = []
    opened = -1
    reached = start
    for at in range(start, end):
        mark = text[at]
        if at < reached or mark not in OPEN + CLOSE + STRAIGHT + "‘'":
            continue
        free = at == start or text[at - 1] in " \u00a0([—–-“‘"
        if mark in SINGLE:
            stop = _single(text, at, end, SINGLE[mark]) if opened < 0 and free else -1
            if stop > 0:
                found.append(Stretch(at + 1, stop, line))
                reached = stop + 1
        elif mark in OPEN or (
            mark == STRAIGHT
            and free
            and at + 1 < end
            and not text[at + 1].isspace()
            and (opened < 0 or text[at + 1].isalnum())
        ):
            opened = at + 1
        elif opened >= 0:
            if at > opened:
                found.append(Stretch(opened, at, line))
            opened = -1
    if opened >= 0 and end - opened > 20:
        lost = LOST.search(text, max(opened, end - 80), end)
        found.append(Stretch(opened, end if lost is None else lost.start() + 1, line, goes_on=lost is None))
    return found


def _single(text: str, at: int, end: int, mark: str) -> int:
    """Where the stretch that the single mark at `at` opens is closed, -1 if nowhere near: an apostrophe closes none."""
    if at + 1 >= end or not text[at + 1].isupper():
        return -1
    for stop in range(at + SHORT, min(end, at + 600)):
        if text[stop] == mark and text[stop - 1] in ".,?!" and (stop + 1 == end or text[stop + 1] in SPACES + ".,"):
            return stop
    return -1
