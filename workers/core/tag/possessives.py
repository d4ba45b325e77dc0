"""Splits the possessive "s" off names whose apostrophe was lost ("Russias"): component `wiredesk_possessives`.

Where "Russias" is no name itself and "Russia" is one, in the tables or elsewhere in the article, the token becomes two.
"""

from spacy.language import Language
from spacy.tokens import Doc

from workers.core.tag.lexicon import Lexicon, lexicon


class Possessives:
    """Retokenizes names with a lost apostrophe."""

    def __init__(self, known: Lexicon) -> None:
        self.singular = {
            name for name, entry in known.names.items() if entry.type in ("GPE", "ORG", "LOC") and " " not in name
        } | set(known.capitals)
        self.parts = {
            name.rsplit(" ", 1)[-1] for name, entry in known.names.items() if entry.kind == "country" and " " in name
        }
        self.whole = known

    def __call__(self, doc: Doc) -> Doc:
        """Split what lost its apostrophe."""
        seen = {token.text for token in doc}
        splits = [token for token in doc if self._lost(token.text, seen)]
        if splits:
            with doc.retokenize() as retokenizer:
                for token in splits:
                    retokenizer.split(token, [token.text[:-1], "s"], heads=[(token, 0), (token, 0)])
        return doc

    def _lost(self, word: str, seen: set[str]) -> bool:
        stem = word[:-1]
        if not (word.endswith("s") and len(stem) > 2 and word[0].isupper() and stem.isalpha()) or stem.endswith("s"):
            return False
        if word in self.whole.names or word in self.whole.cities or word.lower() in self.whole.given:
            return False
        if stem in self.singular or (stem in self.parts and stem not in ("State", "Island")):
            return stem.lower() not in self.whole.common or stem.isupper()
        return stem in seen and stem.lower() not in self.whole.common and stem not in self.whole.names


@Language.factory("wiredesk_possessives")
def make(nlp: Language, name: str) -> Possessives:
    """The component, for `nlp.add_pipe`."""
    return Possessives(lexicon())
