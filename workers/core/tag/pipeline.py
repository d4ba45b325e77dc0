"""The spaCy pipeline of the tag step, from text to mentions and quotes.

    possessives -> sentences -> ruler -> names -> join -> places -> who -> quotes

Components talk through spaCy's own fields where it has one (`is_sent_start`, `ents`) and through a Desk in
`doc.user_data["desk"]` for what it has none for. A trained model goes behind the ruler, writes `doc.ents`, and the
components behind it name, join and resolve what it found.
"""

import spacy
from spacy.language import Language
from spacy.symbols import ORTH

from workers.core.tag import join, names, places, possessives, quotes, sentences, who  # noqa: F401  (register factories)
from workers.core.tag.dates import ruler_patterns

ABBREVIATIONS = (
    "Lt.", "Col.", "Capt.", "Maj.", "Sgt.", "Cpl.", "Cmdr.", "Brig.", "Sec.", "Hon.", "Fr.", "Sr.", "Supt.", "Insp.", "Pres.",
    "Dept.", "No.", "Nos.", "Ave.", "Blvd.", "Ft.", "Mt.", "U.S.", "U.N.", "U.K.", "E.U.", "U.A.E.", "D.R.", "U.S.A.", "Tues.",
    "Thurs.", "Mon.", "Tue.", "Wed.", "Thu.", "Fri.", "Sat.", "Sun.", "F.B.I.", "C.I.A.", "Conn.", "Pvt.", "Univ.", "Assn.",
    "Ala.", "Ariz.", "Calif.", "Colo.", "Fla.", "Ga.", "Ill.", "Ind.", "Mass.", "Mich.", "Minn.", "Miss.", "Tenn.", "Tex.", "Wash.",
)  # fmt: skip
LONGEST = 2**27
"""Characters that spaCy may read at once: more than an input may have."""


def pipeline() -> Language:
    """The pipeline, its tables loaded."""
    nlp = spacy.blank("en")
    nlp.max_length = LONGEST
    for short in ABBREVIATIONS:
        nlp.tokenizer.add_special_case(short, [{ORTH: short}])
    nlp.add_pipe("wiredesk_possessives")
    nlp.add_pipe("wiredesk_sentences")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(ruler_patterns())  # type: ignore[attr-defined]
    for name in ("wiredesk_names", "wiredesk_join", "wiredesk_places", "wiredesk_who", "wiredesk_quotes"):
        nlp.add_pipe(name)
    return nlp
