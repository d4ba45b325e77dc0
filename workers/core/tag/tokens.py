"""spaCy's English tokenizer with our abbreviations, safe against words without end.

The tokenizer peels marks off a word one by one, which takes time by the square of its length; a stretch without white
space that no language writes (encoded data, a run of brackets) is one token here.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

ABBREVIATIONS = tuple(
    """
    Lt. Col. Capt. Maj. Sgt. Cpl. Cmdr. Brig. Sec. Hon. Fr. Sr. Supt. Insp. Pres. Dept. No. Nos. Ave. Blvd. Ft. Mt.
    U.S. U.N. U.K. E.U. U.A.E. D.R. U.S.A. Tues. Thurs. Mon. Tue. Wed. Thu. Fri. Sat. Sun. F.B.I. C.I.A. Conn. Pvt.
    Univ. Assn. Ala. Ariz. Calif. Colo. Fla. Ga. Ill. Ind. Mass. Mich. Minn. Miss. Tenn. Tex. Wash.
    """.split()
)
"""Short forms that keep their full stop, beside spaCy's own."""

Maker = TypeVar("Maker")

ENDLESS = re.compile(r"(\S{500,})")


class Tokens:
    """Text to Doc; the tokens with their spaces are the text again, character by character."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab
        make_own: Any = registry.get("tokenizers", "spacy.Tokenizer.v1")
        self.own: Any = make_own()(nlp)
        for short in ABBREVIATIONS:
            self.own.add_special_case(short, [{"ORTH": short}])

    def __call__(self, text: str) -> Doc:
        """Tokenize `text`."""
        if ENDLESS.search(text) is None:
            doc: Doc = self.own(text)
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for index, part in enumerate(ENDLESS.split(text)):
            if index % 2:
                words.append(part)
                spaces.append(False)
            else:
                doc = self.own(part)
                words += [token.text for token in doc]
                spaces += [bool(token.whitespace_) for token in doc]
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Nothing: its rules are code."""

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> "Tokens":
        """Nothing to read."""
        return self


@cast("Callable[[Maker], Maker]", registry.tokenizers("wiredesk.Tokens.v1"))
def make() -> Callable[[Language], Tokens]:
    """The tokenizer, for a pipeline's config."""
    return Tokens
