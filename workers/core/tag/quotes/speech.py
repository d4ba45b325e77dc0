"""Where somebody says something outside the marks: the verb, its subject, and who that is.

The subject of a verb of saying is read by pattern: behind the verb ("said Ana Quispe, who ..."), by "by" where it is
passive, or before it up to a comma or conjunction, with a name set between commas ("a spokeswoman, Ana Quispe, said").
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from workers.core.tag.quotes import cues as table
from workers.core.tag.quotes.marks import Stretch
from workers.core.tag.quotes.who_said import Voices
from workers.core.tag.view import Desk, Found

BREAKS = frozenset(
    ", ; : — – and but while that when because as after before if where although though whom said says ( )".split()
)
"""Tokens that a subject does not reach across, backwards from its verb."""

MARKS = frozenset('“”"‘’«»')

BACK = 30
"""Tokens before a verb that its subject is looked for in."""

SAME = 6
"""Verbs of saying back to one in the same sentence whose subject a later one shares."""

BEHIND = 10
"""The same behind it."""


@dataclass(slots=True)
class Speech:
    """A verb of saying at token `cue`: its subject's tokens `start` to `end`, `speaker` an index into `Desk.found`.

    `inverted`: the subject stands behind the verb. `thing`: the subject is a sign or a law, that says nothing.
    """

    cue: int
    start: int
    end: int
    speaker: int | None = None
    inverted: bool = False
    thing: bool = False


class Reader:
    """Reads the verbs of saying of one article, in order."""

    def __init__(self, notes: Desk, stretches: list[Stretch]) -> None:
        self.notes = notes
        self.inside = _inside(notes, stretches)
        self.starts = [found.start for found in notes.found]
        self.voices = Voices(notes, self.inside)

    def read(self) -> list[Speech]:
        """All of them, with their speakers."""
        speeches: list[Speech] = []
        for at, word in enumerate(self.notes.lower):
            if word in table.CUES and not self.inside[at] and self._says(at):
                sentence = self.notes.sentence[at]
                before = [s for s in speeches[-SAME:] if self.notes.sentence[s.cue] == sentence]
                known = [s for s in before if s.speaker is not None]
                speech = self._speech(at, next(iter([*known[-1:], *before[-1:]]), None))
                speeches.append(speech)
                self.voices.heard(speech.speaker, at)
            elif word == "according" and self.notes.word(at + 1) == "to" and not self.inside[at]:
                speeches.append(self._according(at))
        return speeches

    def _says(self, at: int) -> bool:
        notes = self.notes
        before = notes.word(at - 1)
        if before in table.NOT_SAID and not (before in table.BE and self._by(at) is not None):
            return False
        if before in table.BE and notes.lower[at] in table.SAY and self._by(at) is None:
            return False
        if (notes.word(at + 1) == "to" and notes.lower[at] in ("said", "reported")) or notes.word(at - 2) in (
            "not",
            "n't",
        ):
            return False
        if notes.word(at - 2) == "as" and before in table.SUBJECTS:
            return False
        if notes.lower[at] in table.NOUNS and (before in table.OWNERS or notes.cap[at - 1]):
            return False
        return self.found_at(at) is None

    def found_at(self, at: int) -> Found | None:
        """The mention that token `at` is a part of."""
        index = bisect_right(self.starts, at) - 1
        return self.notes.found[index] if index >= 0 and at < self.notes.found[index].end else None

    def _by(self, cue: int) -> int | None:
        return next((at for at in range(cue + 1, cue + 4) if self.notes.word(at) == "by"), None)

    def _speech(self, cue: int, before: Speech | None) -> Speech:
        notes = self.notes
        if notes.word(cue - 1) in table.BE:
            by = self._by(cue)
            stop = self._end(by + 1) if by is not None else cue
            return self._resolved(Speech(cue, by + 1 if by is not None else cue, stop, inverted=by is not None), cue)
        behind = self._behind(cue)
        if behind is not None:
            apposed = (behind + 1, behind + 2) if notes.word(behind) == "," else None
            return self._resolved(Speech(cue, cue + 1, behind, inverted=True), cue, apposed)
        start, end, apposed = self._before(cue)
        if start == end:
            if before is not None:
                return Speech(cue, cue, cue, before.speaker, thing=before.thing)
            head = self._leads(cue)
            return Speech(cue, cue, cue, head)
        speech = self._resolved(Speech(cue, start, end), cue, apposed)
        speech.thing = speech.speaker is None and any(notes.lower[at] in table.THINGS for at in range(start, end))
        return speech

    def _resolved(self, speech: Speech, cue: int, apposed: tuple[int, int] | None = None) -> Speech:
        speech.speaker = self.voices.who(speech.start, speech.end, cue, apposed)
        return speech

    def _behind(self, cue: int) -> int | None:
        """Where the subject behind the verb ends, none if there is none there."""
        notes = self.notes
        if notes.lower[cue] in ("told", "asked", "called", "described", "urged") or notes.lower[cue].endswith("ing"):
            return None
        marked = cue > 0 and (self.inside[cue - 1] or (cue > 1 and self.inside[cue - 2]))
        if not marked and notes.word(cue - 1) != ",":
            return None
        if self.inside[min(cue + 1, len(self.inside) - 1)]:
            return None
        end = self._end(cue + 1)
        if end == cue + 1:
            return None
        first = notes.words[cue + 1]
        if not marked and (notes.word(end) == "to" or self._relative(cue - 1)):
            return None
        named = bisect_left(self.starts, cue + 1)
        if (
            first.lower() in table.DETERMINERS
            or first[0].isupper()
            or (named < len(self.starts) and self.starts[named] < end)
        ):
            return end if notes.word(end) in table.AFTER_NAME or self._date(end) else None
        return None

    def _relative(self, comma: int) -> bool:
        """Whether the comma before a verb ends a relative clause: "X, who leads the inquiry, said"."""
        before = range(comma - 1, max(0, comma - BACK), -1)
        opened = next((at for at in before if self.notes.lower[at] == "," and not self.inside[at]), None)
        return opened is not None and self.notes.word(opened + 1) in ("who", "which", "whose")

    def _date(self, at: int) -> bool:
        found = self.found_at(at)
        return found is not None and found.type == "DATE"

    def _end(self, at: int) -> int:
        """The end of the noun phrase at `at`: at its first mention of a person, or where no noun goes on."""
        notes = self.notes
        stop = min(notes.bounds[notes.sentence[min(at, len(notes.words) - 1)]][1], at + BEHIND)
        step = at
        while step < stop:
            found = self.found_at(step)
            if found is not None and found.type == "DATE":
                return step
            if found is not None:
                step = found.end
                if found.type == "PERSON":
                    return step
            elif notes.lower[step] in ("of", "for", "'s", "’s") or (notes.words[step] == "-" and notes.glued(step)):
                step += 1
            elif notes.lower[step] in table.AFTER_NAME or notes.lower[step] in table.AUX or self.inside[step]:
                return step
            else:
                step += 1
        return min(step, stop)

    def _before(self, cue: int) -> tuple[int, int, tuple[int, int] | None]:
        """The subject before the verb, tokens `start` to `end`, and the tokens set between commas behind it."""
        notes = self.notes
        low = max(notes.bounds[notes.sentence[cue]][0], cue - BACK)
        at = cue - 1
        while at >= low and notes.lower[at] in table.PASS_BY:
            at -= 1
        if at < low or self.inside[at]:
            return cue, cue, None
        if notes.lower[at] == "who":
            at -= 1 + (notes.word(at - 1) == ",")
            return self._start(at, low), at + 1, None
        if notes.lower[at] != ",":
            return self._start(at, low), at + 1, None
        if notes.lower[cue].endswith("ing"):
            return cue, cue, None
        comma = at - 1
        while comma >= low and notes.lower[comma] != "," and not self.inside[comma]:
            comma -= 1
        if comma <= low or notes.lower[comma] != ",":
            return cue, cue, None
        start = self._start(comma - 1, low)
        if notes.word(comma + 1).isdigit() or start == comma:
            return start, comma, None
        return start, comma, (comma + 1, at)

    def _start(self, at: int, low: int) -> int:
        """Where the phrase that ends with token `at` begins."""
        notes = self.notes
        step = at
        while step >= low:
            found = self.found_at(step)
            if found is not None and found.type != "DATE":
                step = found.start - 1
                continue
            if (
                notes.lower[step] in BREAKS
                or self.inside[step]
                or notes.words[step] in MARKS
                or (notes.words[step] == "-" and not notes.glued(step))
            ):
                break
            step -= 1
        return step + 1

    def _leads(self, cue: int) -> int | None:
        """The mention that begins the sentence of `cue` and that "saying ..." goes with."""
        notes = self.notes
        low = max(notes.bounds[notes.sentence[cue]][0], cue - BACK * 2)
        for index in range(bisect_left(self.starts, low), len(notes.found)):
            found = notes.found[index]
            if found.start >= cue:
                return None
            if (
                found.type in ("DATE", "NORP")
                or self.inside[found.start]
                or notes.word(found.start - 1) in table.PLACED
            ):
                continue
            if found.type == "GPE" and self._label(found):
                continue
            if notes.word(found.end) in ("'s", "’s"):
                if notes.word(found.end + 1).isalpha() and not notes.cap[found.end + 1]:
                    return self._apposed(index + 1, found.end)
                continue
            return index
        return None

    def _apposed(self, index: int, end: int) -> int | None:
        """The person right behind what somebody owns: "Peru's president, Ana Quispe"."""
        if index >= len(self.notes.found):
            return None
        found = self.notes.found[index]
        return index if found.type == "PERSON" and found.start - end < BEHIND else None

    def _label(self, found: Found) -> bool:
        """Whether a place is a dateline: "LIMA, Peru — ..."."""
        return self.notes.word(found.end) in ("—", "–", "-", ":", "(", ",") or self.notes.words[found.start].isupper()

    def _according(self, at: int) -> Speech:
        notes = self.notes
        stop = notes.bounds[notes.sentence[at]][1]
        end = at + 2
        while (
            end < min(stop, at + 16)
            and notes.lower[end] not in (",", ";", ".", "who", "which", "—")
            and not self.inside[end]
        ):
            end += 1
        return self._resolved(Speech(at, at + 2, end, inverted=True), at)


def _inside(notes: Desk, stretches: list[Stretch]) -> list[bool]:
    """For each token whether it is between marks."""
    inside = [False] * len(notes.words)
    for stretch in stretches:
        first, last = (bisect_left(notes.starts, at) for at in (stretch.start, stretch.end))
        inside[first:last] = [True] * (last - first)
    return inside
