"""What stands between a verb of saying and its clause: to whom, when and where; and whether a clause begins."""

from workers.core.tag.quotes import cues as table
from workers.core.tag.quotes.speech import Reader

LINKS = frozenset(("and", "but", "while", "though", "although", "as", "yet"))

EVIDENCE = 12
"""Tokens in which a clause without "that" shows its verb."""

OBJECT = 5
"""Tokens that the noun phrase of "told the ... commission" or "in a ... statement" may have."""


class Phrases:
    """Reads the tokens behind a verb; `stop` is the end of its sentence."""

    def __init__(self, reader: Reader) -> None:
        self.notes = reader.notes
        self.inside = reader.inside
        self.found_at = reader.found_at

    def told_whom(self, cue: int, stop: int) -> int:
        """The end of whom something is told, or of the verb where it has nobody."""
        notes = self.notes
        at = cue + 1
        if notes.lower[cue] not in table.TELL:
            return at
        if at >= stop or notes.lower[at] == "that":
            return at
        found = self.found_at(at)
        if found is None and notes.lower[at] in table.DETERMINERS:
            at += 1
            found = self.found_at(at)
            if found is None:
                upper = at < stop and notes.cap[at]
                at += 1
                while at < min(stop, cue + OBJECT + 2) and upper and notes.cap[at]:
                    at += 1
                while at < stop and notes.lower[at] in ("'s", "’s", "of") and at < cue + OBJECT:
                    at += 2 + (notes.word(at + 1) in table.DETERMINERS)
                return at
        if found is not None:
            at = found.end
            if notes.word(at) in ("'s", "’s"):
                at += 2
            elif notes.word(at) in ("reporters", "lawmakers", "parliament", "officials", "television", "radio"):
                at += 1
            return at
        at += 1
        while at < stop and notes.cap[at] and notes.cap[at - 1] and at < cue + OBJECT:
            at += 1
        return at

    def past_adjuncts(self, at: int, stop: int) -> int:
        """Past when, where and to whom something is said."""
        notes = self.notes
        while at < stop:
            found = self.found_at(at)
            if found is not None and found.type == "DATE":
                at = found.end
            elif notes.lower[at] in table.VENUES and notes.word(at - 1) not in table.CUES:
                at += 1
            elif notes.lower[at] in ("after", "before", "during") and (step := self._noun(at + 1, stop)) > at + 1:
                if step < stop and notes.words[step][0].isalnum() and self.found_at(step) is None:
                    return stop
                at = step
            elif notes.lower[at] in table.PLACED or notes.lower[at] == "with":
                step = self._noun(at + 1, stop)
                if step == at + 1:
                    return at
                at = step
            elif notes.lower[at] in ("earlier", "later", "yesterday", "today", "again", "too", "also", "only"):
                at += 1
            else:
                return at
        return at

    def _noun(self, at: int, stop: int) -> int:
        """The end of a date, a name or a venue at `at`, or `at`."""
        notes = self.notes
        first = at
        if at < stop and notes.lower[at] in table.DETERMINERS:
            at += 1
        for step in range(at, min(stop, at + OBJECT)):
            found = self.found_at(step)
            if found is not None and notes.word(found.end) in ("'s", "’s"):
                continue
            if found is not None:
                return found.end if notes.lower[found.end : found.end + 1] != ["state"] else found.end + 1
            if notes.lower[step] in table.VENUES:
                return step + 1
            if notes.cap[step] and notes.lower[step - 1] != "'s":
                while step < stop and notes.cap[step]:
                    step += 1
                return step
            if notes.lower[step] in (",", "that", ":") or notes.lower[step] in table.AUX:
                return first
        return first

    def starts(self, at: int, stop: int, strict: bool) -> bool:
        """Whether a clause without "that" begins at `at`: a subject and, where `strict`, a verb that can be seen."""
        notes = self.notes
        if at + 1 >= stop or self.inside[at]:
            return False
        first = notes.lower[at]
        if first in table.EMPTY or (not first[0].isalnum() and first not in "$€£“\"'"):
            return False
        if first in '“"':
            return False
        if first in LINKS | table.PLACED | {"if", "whether", "that", "who", "what", "to", "of", "or", "not"}:
            return first in ("in", "on", "at", "by", "after", "during", "before") and self._verb(at, stop)
        if first in table.SUBJECTS:
            return notes.word(at + 1) not in table.PLACED | {"of", "as", "to", ",", "with"}
        return stop - at > 2 and (not (strict or first in table.POINTING) or self._verb(at, stop))

    def _verb(self, at: int, stop: int) -> bool:
        for step in range(at + 1, min(stop, at + EVIDENCE)):
            if self.notes.lower[step] in ("that", "which", "who", "to", ",", "and"):
                return False
            if self.notes.lower[step] in table.AUX and self.notes.lower[step] not in ("'s", "’s"):
                return True
        return False
