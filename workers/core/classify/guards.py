"""Keeps games, shows and forces of nature from being coded as politics."""

import re

from spacy.language import Language

from workers.core.classify import tables
from workers.core.classify.candidates import Candidate, Wanted
from workers.core.classify.sentence import Sentence

HARMLESS_IN_HAZARD = frozenset({"ASSAULT", "COERCE"})
GAME_SHARE = 0.25
RESULT = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")


class Guards:
    """The words of `guards.tsv`."""

    def __init__(self, nlp: Language) -> None:
        words = {rule.kind: rule.words for rule in tables.guards()}
        self._hazard = Wanted(nlp, words.pop("hazard"))
        self._play = Wanted(nlp, frozenset().union(*words.values()))

    def playful(self, s: Sentence) -> bool:
        """Whether the sentence is about a game or a show: two of their words, or one and a score ("3-1")."""
        hits = self._play.count(s.lower)
        return hits >= 2 or (hits == 1 and RESULT.search(s.text) is not None)

    def all_play(self, playful: list[bool]) -> bool:
        """Whether an article whose sentences are `playful` or not is about a game or a show as a whole."""
        return sum(playful) >= 2 and sum(playful) >= GAME_SHARE * len(playful)

    def possible(self, s: Sentence, candidates: list[Candidate]) -> list[Candidate]:
        """`candidates` without the harm that an earthquake did."""
        if not self._hazard.found(s.lower):
            return candidates
        return [c for c in candidates if c.pattern.event_type not in HARMLESS_IN_HAZARD]
