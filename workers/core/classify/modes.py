"""The mode of an event where its pattern does not name it, its PLOVER score, and the contexts that its words tell."""

from spacy.language import Language

from workers.core.classify import tables
from workers.core.classify.candidates import Candidate, Wanted

ALWAYS = {"cyber": "cyber", "misinformation": "misinformation"}
"""Contexts that a mode brings along (manual, COERCE modes)."""


class Modes:
    """The tables of modes, contexts and scores, ready to be asked."""

    def __init__(self, nlp: Language) -> None:
        self._rules = [(r.kind, r.label, Wanted(nlp, r.words)) for r in tables.modes()]
        self._contents = [(c, Wanted(nlp, c.words)) for c in tables.contents()]
        self._contexts = [(r.label, Wanted(nlp, r.words)) for r in tables.contexts()]
        self._weights = tables.weights()

    def mode(self, c: Candidate, event_type: str, words: tuple[str, ...], content: Candidate | None) -> tuple[str, ...]:
        """The modes of `c` in a clause of `words` (lower case); `content` is the first event in its complement."""
        if c.pattern.mode and event_type == c.pattern.event_type:
            return (c.pattern.mode,)
        held = _labels(content)
        for row, _ in self._contents:
            if row.event_type == event_type and held & row.contents:
                return (row.mode,)
        for row, wanted in self._contents:
            if row.event_type == event_type and wanted.found(words):
                return (row.mode,)
        found = [mode for kind, mode, wanted in self._rules if kind == event_type and wanted.found(words)]
        return tuple(found[:1])

    def contexts(self, modes: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
        """The general contexts of `words`, in the manual's order."""
        forced = {ALWAYS[mode] for mode in modes if mode in ALWAYS}
        return tuple(name for name, wanted in self._contexts if name in forced or wanted.found(words))

    def weight(self, event_type: str, modes: tuple[str, ...]) -> tables.Weight:
        """Quad category and score by the manual's table."""
        return self._weights[event_type, modes[0] if modes else None]


def _labels(content: Candidate | None) -> frozenset[str]:
    if content is None:
        return frozenset()
    kind, mode = content.pattern.event_type, content.pattern.mode
    return frozenset({kind, f"{kind}:{mode}"} if mode else {kind})
