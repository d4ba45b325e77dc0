"""What the tables of the tag step have of single words, frozen into the model that was trained with it."""

from workers.core.encoder.pieces import CLASSES
from workers.core.tag.lexicon import lexicon

SURNAMES_OF = 4
"""Letters that a surname of the actor tables must have to tell anything."""


def word_classes() -> dict[str, int]:
    """Words in lower case with the number of their class (workers.core.encoder.pieces.CLASSES)."""
    known = lexicon()
    kinds: dict[str, str] = {}
    for name in known.people:
        last = name.split()[-1]
        if len(last) >= SURNAMES_OF and last.isalpha():
            kinds[last] = "surname"
    for name in known.cities:
        if " " not in name:
            kinds[name.lower()] = "place"
    kinds |= dict.fromkeys(known.given, "given")
    for name, entry in known.names.items():
        if " " not in name and entry.type in ("GPE", "LOC"):
            kinds[name.lower()] = "place"
        elif " " not in name and entry.type == "NORP":
            kinds[name.lower()] = "people"
    kinds |= {word.lower(): "head" for word in (*known.heads, *known.fields)}
    numbers = {word: CLASSES.index(kind) for word, kind in kinds.items()}
    for word in known.common:
        numbers[word] = numbers.get(word, 0) + len(CLASSES)
    return numbers
