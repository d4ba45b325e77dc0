"""Finds what is said and who said it: the spaCy component `wiredesk_quotes`.

Direct words stand between an opening and a closing mark of a line; where a line ends inside them and the next begins
with an opening mark, the speaker goes on. Clauses that a verb of saying has are indirect, or mixed where marks are in
them. The speaker is the verb's subject; quoted words without a verb of their own, in the same line behind some that
have one, have the same.
"""

from spacy.language import Language
from spacy.tokens import Doc

from workers.core.tag.quotes.attribute import Attributed
from workers.core.tag.quotes.marks import covers, stretches_of
from workers.core.tag.view import Desk


class Quotes:
    """Fills in `Desk.quotes`, `Desk.quoted` and each mention's `in_quote`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes, then their speakers."""
        notes: Desk = doc.user_data["desk"]
        stretches = stretches_of(notes.text)
        notes.quoted = [(s.start, s.end) for s in stretches]
        for found in notes.found:
            stretch = covers(stretches, notes.starts[found.start])
            found.in_quote = stretch is not None and notes.ends[found.end - 1] <= stretch.end
        notes.quotes = Attributed(notes, stretches).quotes()
        return doc


@Language.component("wiredesk_quotes")
def quotes(doc: Doc) -> Doc:
    """The component, for `nlp.add_pipe`."""
    return Quotes()(doc)
