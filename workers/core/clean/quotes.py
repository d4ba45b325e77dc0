"""Notes where an English text has lost its quotation marks: where speech began and ended nobody can say any more."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re
from collections.abc import Sequence

from schemas.article import Note
from schemas.base import Span

_MARKS = re.compile(r"[\"“”„«»]|(?<!\w)[‘'][^‘’']{2,400}[’'](?!\w)")
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]*)*[.!?]*")
_SPEAKER = re.compile(r"\b(?:I|we|We|my|My|our|Our|us|me|you|You|your)\b")
_SAID = re.compile(
    r",? (?:(?:(?:[A-Z][\w.’'-]+|he|she|they|the|a|an|minister|president|official|spokes\w+|general|secretary) ){0,5}(?:said|says|added|told|asked|warned|insisted|declared|wrote|explained|noted|argued|recalled|replied|announced)|(?:said|says|added) (?:[A-Z]|he|she|the))\b"
)
_FEW = 2


def notes(body: str, paragraphs: Sequence[Span], lost: bool) -> tuple[Note, ...]:
    """The sentences of `body` that read as speech in the first person with somebody who said so, if the body has no
    quotation mark at all; `lost`: it has lost its apostrophes too, so one such sentence is enough."""
    if _MARKS.search(body):
        return ()
    found = tuple(
        Note(kind="quotation marks lost", start=sentence.start(), end=sentence.end())
        for paragraph in paragraphs
        for sentence in _SENTENCE.finditer(body, paragraph.start, paragraph.end)
        if _SAID.search(sentence[0]) and _SPEAKER.search(sentence[0])
    )
    return found if lost or len(found) >= _FEW else ()
