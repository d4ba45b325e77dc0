"""Mends mojibake (text once decoded by the wrong charset) run by run, so that each change is known."""

import re

import ftfy
from ftfy.badness import is_bad

from workers.core.clean.mapped import Mapped, Weaver, plain

_RUN = re.compile(r"[^\x00-\x7f]{1,200}")
_FOREIGN = re.compile(r"[^\x00-\x7f]{1,40}[\x21-\x7e]?")
"""What can be mojibake at all: the judge is slow on the rest of a page."""
_CONFIG = ftfy.TextFixerConfig(unescape_html=False, uncurl_quotes=False, normalization=None, explain=False)


def broken(text: str) -> bool:
    """Whether `text` shows mojibake."""
    return not text.isascii() and bool(is_bad(" ".join(_FOREIGN.findall(text))))


def mend(text: str) -> Mapped:
    """`text` with its mojibake mended; what was mended is `decode`, all else `copy`."""
    if not broken(text):
        return plain(text)
    weaver, done = Weaver(), 0
    for match in _RUN.finditer(text):
        run = match[0]
        mended = ftfy.fix_encoding(run, _CONFIG)
        if mended == run:
            continue
        head = _common(run, mended)
        tail = _common(run[head:][::-1], mended[head:][::-1])
        if head + tail == len(mended):  # characters only went: a neighbour stands for them, so that none is unaccounted
            head, tail = (head - 1, tail) if head else (head, tail - 1)
        start, end = match.start() + head, match.end() - tail
        weaver.copy(text[done:start], done)
        weaver.decode(mended[head : len(mended) - tail], start, end)
        done = end
    weaver.copy(text[done:], done)
    return weaver.done()


def _common(one: str, other: str) -> int:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
