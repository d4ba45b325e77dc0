"""The spaCy pipeline of the tag step, from text to mentions and quotes.

    [possessives -> sentences -> entities]
        -> heard -> ruler -> names -> settle -> join -> nominals -> places -> who -> quotes

What stands in brackets is the shipped package, `workers/models/en_wiredesk`, which `spacy.load` opens by itself.
Components talk through spaCy's own fields where it has one (`is_sent_start`, `ents`) and through a Desk in
`doc.user_data["desk"]` for what it has none for.
"""

from pathlib import Path

import spacy
from spacy.language import Language

from workers.core.tag import (  # noqa: F401  (register factories)
    heads,
    join,
    names,
    nominals,
    places,
    possessives,
    quotes,
    sentences,
    settle,
    who,
)
from workers.core.tag.dates import ruler_patterns
from workers.core.tag.entities import Entities  # noqa: F401  (registers its factory)

PACKAGE = Path(__file__).parents[2] / "models" / "en_wiredesk"
"""The shipped language package."""

LONGEST = 2**27
"""Characters that spaCy may read at once: more than an input may have."""


def pipeline(entities: str | None = None) -> Language:
    """The pipeline, its model and tables loaded; `entities` names a spaCy pipeline (installed, or a folder) that finds
    the entities instead of ours."""
    nlp = spacy.load(PACKAGE, exclude=["wiredesk_entities"] if entities else [])
    nlp.max_length = LONGEST
    nlp.add_pipe("wiredesk_heard", config={"pipeline": entities})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(ruler_patterns())  # type: ignore[attr-defined]
    for name in (
        "wiredesk_names",
        "wiredesk_settle",
        "wiredesk_join",
        "wiredesk_nominals",
        "wiredesk_places",
        "wiredesk_who",
        "wiredesk_quotes",
    ):
        nlp.add_pipe(name)
    return nlp
