"""The spaCy pipeline of the tag step, from text to mentions and quotes.

    possessives -> sentences -> ruler -> names -> join -> nominals -> places -> who -> quotes

Components talk through spaCy's own fields where it has one (`is_sent_start`, `ents`) and through a Desk in
`doc.user_data["desk"]` for what it has none for. A trained model goes behind the ruler, writes `doc.ents`, and the
components behind it name, join and resolve what it found.
"""

import spacy
from spacy.language import Language

from workers.core.tag import join, names, nominals, places, possessives, quotes, sentences, who  # noqa: F401  (register factories)
from workers.core.tag.dates import ruler_patterns
from workers.core.tag.tokens import Tokens

LONGEST = 2**27
"""Characters that spaCy may read at once: more than an input may have."""


def pipeline() -> Language:
    """The pipeline, its tables loaded."""
    nlp = spacy.blank("en")
    nlp.max_length = LONGEST
    nlp.tokenizer = Tokens(nlp)
    nlp.add_pipe("wiredesk_possessives")
    nlp.add_pipe("wiredesk_sentences")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(ruler_patterns())  # type: ignore[attr-defined]
    for name in (
        "wiredesk_names",
        "wiredesk_join",
        "wiredesk_nominals",
        "wiredesk_places",
        "wiredesk_who",
        "wiredesk_quotes",
    ):
        nlp.add_pipe(name)
    return nlp
