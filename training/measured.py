"""Which sentences of a set are kept for measuring, and by which labels a set is measured."""

import hashlib

from training.corpora.sentence import Sentence

THREE = ("PERSON", "ORG", "LOC")
MEASURED: dict[str, tuple[str, ...]] = {
    "worldwide": (*THREE, "NORP", "DATE"),
    "politics": THREE,
    "ewt": THREE,
    "wikigold": THREE,
    "gum": THREE,
    "gmb": (*THREE, "NORP"),
    "authored": (*THREE, "NORP", "DATE"),
}
"""The labels that each set is measured by, places as one."""


def held(sentence: Sentence, share: int) -> bool:
    """Whether a sentence is kept for measuring: one in `share`, by its words."""
    digest = hashlib.sha256(" ".join(sentence.words).encode()).digest()
    return int.from_bytes(digest[:4], "big") % share == 0
