"""What a model hears: its entities, set aside for `wiredesk_settle`. The component `wiredesk_heard`.

The shipped model has written `doc.ents` before. Any other spaCy pipeline can take its place (`WIREDESK_ENTITIES`, a
name or a folder for `spacy.load`): it reads the text, and what it finds is laid on our tokens by characters, its labels
put into ours by a table.
"""

from dataclasses import dataclass
from typing import Any

import spacy
from spacy.cli.info import info
from spacy.language import Language
from spacy.tokens import Doc, Span

from schemas.article import EntityType
from workers.core.tag.entities import SCORE
from workers.core.tag.lexicon import TYPES, rows
from workers.core.tag.rules import SCORES

HEARD = "wiredesk_heard"


@dataclass(frozen=True, slots=True)
class Heard:
    """Tokens `start` to `end`, half open, are a `type`, as a model with `score` (0 to 1) says."""

    start: int
    end: int
    type: EntityType
    score: float


class Heads:
    """Reads the entities off a Doc, or has another pipeline read its text."""

    def __init__(self, other: Language | None) -> None:
        self._other = other
        self._types = {label: TYPES[own] for label, own in rows("labels.tsv", 2)}

    def __call__(self, doc: Doc) -> Doc:
        """Move the entities into `doc.user_data["wiredesk_heard"]`; `doc.ents` is empty then."""
        spans = doc.ents if self._other is None else self._laid(doc, self._other(doc.text))
        doc.user_data[HEARD] = [
            Heard(span.start, span.end, kind, span._.get(SCORE) or SCORES["model"])
            for span in spans
            if (kind := self._types.get(span.label_.upper())) is not None
        ]
        doc.ents = []
        return doc

    @staticmethod
    def _laid(doc: Doc, other: Doc) -> list[Span]:
        """The entities of `other` on the tokens of `doc`, whole words each."""
        found: list[Span] = []
        for entity in other.ents:
            span: Any = doc.char_span(entity.start_char, entity.end_char, entity.label_, alignment_mode="expand")
            if span is not None and (not found or span.start >= found[-1].end):
                found.append(span)
        return found


def identity(pipeline: str) -> str:
    """Name and version of a spaCy pipeline that is installed, or of one in a folder, without loading it. Raises
    ValueError where there is none."""
    try:
        meta: Any = info(pipeline, silent=True)
    except (OSError, SystemExit) as error:
        raise ValueError(f"{pipeline!r} is no spaCy pipeline: neither installed nor a folder of one") from error
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


@Language.factory(HEARD, default_config={"pipeline": None})
def make(nlp: Language, name: str, pipeline: str | None) -> Heads:
    """The component, for `nlp.add_pipe`; `pipeline` names another one for `spacy.load`."""
    return Heads(spacy.load(pipeline) if pipeline else None)
