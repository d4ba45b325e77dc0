"""Splits text into sentences: a registered spaCy factory, `wiredesk_sentences`.

A line's end always ends a sentence. Within a line a full stop does where it is no part of an abbreviation, an initial
or a number, and where what follows can begin a sentence; closing quotation marks and brackets stay with what they
close.
"""

from typing import Any

import numpy as np
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc

ENDS = frozenset((".", "!", "?", "…", "...", "?!", "!!", "...."))
CLOSING = frozenset(('"', "”", "’", "'", ")", "]", "»", "''"))
OPENING = frozenset(('"', "“", "‘", "(", "[", "«", "'", "``"))
MAY_END = frozenset(
    """
    U.S. U.N. U.K. U.S.A. E.U. D.C. a.m. p.m. Inc. Corp. Ltd. Co. Jr. Sr. etc. B.C. A.D.
    """.split()
)
"""Abbreviations that sentences end with; behind them a word that begins sentences decides."""


class Sentences:
    """Sets SENT_START on every token: all at once, since `Token.is_sent_start` looks at the whole Doc each time."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark where sentences begin."""
        texts = [token.text for token in doc]
        spaces = [token.is_space for token in doc]
        marks: list[int] = []
        start = True
        for at in range(len(texts)):
            marks.append(1 if start or at == 0 else -1)
            if spaces[at]:
                # The break belongs to the sentence before it; a text that begins with one has no such sentence.
                start = "\n" in texts[at] or start
            else:
                start = not (start and texts[at] in OPENING) and self._ends(texts, spaces, at)
        set_array: Any = doc.from_array
        set_array(["SENT_START"], np.array(marks, dtype=np.int64).astype(np.uint64).reshape(-1, 1))
        return doc

    def _ends(self, texts: list[str], spaces: list[bool], at: int) -> bool:
        """Whether a sentence begins behind token `at`."""
        follows = at + 1
        if follows >= len(texts) or spaces[follows]:
            return False
        mark = at
        while mark > 0 and texts[mark] in CLOSING and mark > at - 3:
            mark -= 1
        last = texts[mark]
        if last in MAY_END and mark == at:
            return texts[follows].istitle() and texts[follows].lower() in STOP_WORDS
        if last not in ENDS or (texts[follows] in CLOSING and not self._opens(texts, spaces, follows)):
            return False
        return self._begins(texts, follows)

    @staticmethod
    def _opens(texts: list[str], spaces: list[bool], at: int) -> bool:
        """Whether the straight mark at `at` opens: as many marks before it on its line as make pairs."""
        if texts[at] not in ('"', "'"):
            return False
        count, back = 0, at - 1
        while back >= 0 and not (spaces[back] and "\n" in texts[back]) and at - back < 400:
            count += texts[back] in (texts[at], "“", "”")
            back -= 1
        return count % 2 == 0

    @staticmethod
    def _begins(texts: list[str], at: int) -> bool:
        while at < len(texts) - 1 and texts[at] in OPENING:
            at += 1
        first = texts[at][0]
        return not first.islower() and (
            first.isalnum() or texts[at] in ("—", "–", "-", "•", "___", "[", "$", "€", "£", "#", "@")
        )


def bounds_of(doc: Doc) -> list[tuple[int, int]]:
    """Token span of each sentence, in one pass (`Doc.sents` looks at the whole Doc for each sentence)."""
    marks = doc.to_array(["SENT_START"]).astype(np.int64)
    starts = [0, *(np.flatnonzero(marks[1:] == 1) + 1).tolist()] if len(doc) else []
    return list(zip(starts, [*starts[1:], len(doc)], strict=True)) if starts else []


@Language.factory("wiredesk_sentences")
def make(nlp: Language, name: str) -> Sentences:
    """The component, for `nlp.add_pipe`."""
    return Sentences()
