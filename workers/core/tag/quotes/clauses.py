"""What somebody is said to have said: the clause of a verb of saying, outside the marks or partly in them.

Behind the verb ("said on Monday that the talks had failed"), or before it up to the comma of its subject ("The talks
had failed, Ana Quispe said").
"""

from bisect import bisect_left
from collections.abc import Sequence

from workers.core.tag.quotes import cues as table
from workers.core.tag.quotes.marks import line_start
from workers.core.tag.quotes.phrases import LINKS, OBJECT, Phrases
from workers.core.tag.quotes.speech import Reader, Speech

LONGEST = 120
"""Tokens that a clause may have."""

NESTED = 6
"""Verbs of saying that are looked at inside a clause."""

Span = tuple[int, int]


class Clauses:
    """Finds the clauses of one article's verbs of saying, as spans of tokens."""

    def __init__(self, reader: Reader, speeches: Sequence[Speech]) -> None:
        self.notes = reader.notes
        self.inside = reader.inside
        self.reader = reader
        self.phrases = Phrases(reader)
        self.speeches = speeches
        self.cues = [speech.cue for speech in speeches]

    def of(self, index: int) -> list[Span]:
        """The clauses that go with verb `index`; none where it has only quoted words or a noun."""
        speech = self.speeches[index]
        word = self.notes.lower[speech.cue]
        if speech.thing or (self.notes.word(speech.cue - 1) in table.BE and not speech.inverted):
            return []
        if word == "according":
            return self._according(speech)
        if word not in table.CLAUSAL:
            return []
        ahead = [] if speech.inverted else self._ahead(index)
        if word.endswith("ing") or (ahead and self.notes.word(ahead[0][0] - 1) not in (",", ":")):
            return ahead
        return (self._back(speech) if ahead or self._rests(speech) else []) + ahead

    def _rests(self, speech: Speech) -> bool:
        """Whether nothing stands behind a verb that it could have instead of what stands before it."""
        if speech.inverted:
            return True
        stop = self._stop(speech.cue)
        at = self.phrases.past_adjuncts(self.phrases.told_whom(speech.cue, stop), stop)
        after = self.notes.word(at)
        return at >= stop or self.inside[at] or (after in table.AFTER_NAME | LINKS and after != "to")

    def _stop(self, at: int) -> int:
        """The end of the sentence of token `at`, without its last mark."""
        notes = self.notes
        low, stop = notes.bounds[notes.sentence[at]]
        while stop > low and (
            notes.words[stop - 1].isspace() or (notes.words[stop - 1] in ".!?…" and not self.inside[stop - 1])
        ):
            stop -= 1
        return min(stop, at + LONGEST)

    def _ahead(self, index: int) -> list[Span]:
        notes = self.notes
        speech = self.speeches[index]
        cue = speech.cue
        stop = self._stop(cue)
        if self._told_of(speech):
            return []
        at = self.phrases.past_adjuncts(self.phrases.told_whom(cue, stop), stop)
        if notes.lower[cue] in table.WARN:
            at = next((step for step in range(at, min(stop, at + OBJECT)) if notes.lower[step] == "that"), at)
        strict = notes.lower[cue] in table.STATE
        if at < stop and notes.lower[at] == ":" and self._lost(at + 1, stop):
            return [(at + 1, stop)]
        word = notes.word(at) if at < stop else ""
        that = word == "that" and notes.word(at + 1) not in table.AUX | {","}
        if that or (word == "," and self._fronted(index)):
            start, told = at + 1, True
        elif self.phrases.starts(at, stop, strict):
            start, told = at, False
        else:
            return []
        return self._split(start, self._clause_end(index, start, stop), told)

    def _told_of(self, speech: Speech) -> bool:
        """Whether the verb stands in a relative clause: "a tanker that it says ripped up a cable"."""
        last = self.notes.word(speech.end - 1)
        return last in table.SUBJECTS and self.notes.word(speech.end - 2) in ("that", "which", "who", "what", "whom")

    def _lost(self, at: int, stop: int) -> bool:
        """Whether what stands behind a colon is quoted words whose marks are lost."""
        return not any(self.inside[at:stop]) and any(word in table.FIRST for word in self.notes.lower[at:stop])

    def _fronted(self, index: int) -> bool:
        """Whether the verb and its subject stand between commas, in the middle of what was said."""
        speech = self.speeches[index]
        notes = self.notes
        low = notes.bounds[notes.sentence[speech.cue]][0]
        comma = speech.start - 1
        at = speech.cue + 2
        return (
            comma > low
            and notes.lower[comma] == ","
            and notes.lower[speech.cue + 1] == ","
            and not self.inside[comma - 1]
            and not notes.lower[speech.cue].endswith("ing")
            and notes.word(at) not in table.CUT
            and not notes.word(at).endswith("ing")
            and notes.word(at) not in LINKS | {"a", "an", "in", "who"}
            and not self.inside[min(at, len(self.inside) - 1)]
        )

    def _clause_end(self, index: int, start: int, stop: int) -> int:
        """Where the clause that begins at `start` ends: with its sentence, or where another takes over."""
        notes = self.notes
        limit = stop
        for following in self.speeches[index + 1 : index + 1 + NESTED]:
            if following.cue < limit:
                limit = self._before(following, start, limit)
        for at in range(start + 1, limit):
            if self.inside[at]:
                continue
            word = notes.lower[at]
            if word == ";":
                return at
            if word != ",":
                continue
            after = notes.word(at + 1)
            told = after in ("and", "but") and notes.word(at + 2) in table.GOES_ON
            aside = after in ("a", "an", "the") and any(notes.word(at + step) in table.REMARK for step in (2, 3))
            if after in table.CUT or told or aside:
                return at
        return limit

    def _before(self, following: Speech, start: int, stop: int) -> int:
        """Where a clause ends before the next verb of saying of its sentence; `stop` if that is a part of it."""
        notes = self.notes
        head = following.cue if following.inverted else min(following.start, following.cue)
        if notes.lower[following.cue] == "according":
            return head - 1 if notes.word(head - 1) == "," else following.cue
        if following.start == following.end:
            head = following.cue
        at = head - 1
        while at > start and notes.lower[at] in table.PASS_BY:
            at -= 1
        if closes(notes.words[at]) and self.inside[at - 1]:
            return at + 1
        if notes.lower[at] in LINKS:
            return at - (notes.word(at - 1) == ",") if at > start else stop
        if notes.lower[at] == "," and (notes.lower[following.cue].endswith("ing") or self._rests(following)):
            return at
        return stop

    def _split(self, start: int, end: int, told: bool) -> list[Span]:
        """One clause for each "and that"."""
        notes = self.notes
        spans: list[Span] = []
        if told:
            for at in range(start + 1, end - 1):
                if notes.lower[at] == "and" and notes.lower[at + 1] == "that" and not self.inside[at]:
                    spans.append((start, at - (notes.lower[at - 1] == ",")))
                    start = at + 2
        spans.append((start, end))
        return [span for span in spans if span[1] > span[0]]

    def _back(self, speech: Speech) -> list[Span]:
        """The clause before the subject, back to the beginning of its sentence."""
        notes = self.notes
        comma = (speech.cue if speech.inverted else speech.start) - 1
        low = self._low(speech.cue)
        if comma <= low or notes.lower[comma] != "," or self.inside[comma - 1] or speech.cue - low > LONGEST:
            return []
        if self._closed(comma) or not (low < comma and self._whole(low, comma)):
            return []
        return [(low, comma)]

    def _closed(self, comma: int) -> bool:
        """Whether a mark closes right before the comma and what it closes is all that was said."""
        return comma > 0 and closes(self.notes.words[comma - 1]) and self.inside[self._low(comma) + 1]

    def _whole(self, low: int, comma: int) -> bool:
        """Whether there is more than a word, and no verb of saying in it that has the same clause."""
        words = [at for at in range(low, comma) if self.notes.words[at][0].isalnum()]
        first = bisect_left(self.cues, low)
        other = first < len(self.cues) and self.cues[first] < comma
        return len(words) > 1 and not other

    def _low(self, at: int) -> int:
        """Where the sentence of token `at` begins, its dateline and opening marks left out."""
        notes = self.notes
        low = notes.bounds[notes.sentence[at]][0]
        dash = next(
            (
                step
                for step in range(low, min(at, low + 12))
                if notes.words[step] in ("—", "–", "--", "-", ":")
                and not notes.glued(step)
                and notes.words[low].isupper()
            ),
            None,
        )
        if dash is not None:
            return dash + 1
        line = line_start(notes.text, notes.starts[low])
        place = self.reader.found_at(low + 2) if low + 2 < at else None
        if notes.words[low].isupper() and notes.word(low + 1) == "," and place is not None and place.type == "GPE":
            return place.end if place.end < at and notes.words[place.end][0].isupper() else low
        if (
            notes.words[low].isupper()
            and len(notes.words[low]) > 2
            and not notes.text[line : notes.starts[low]].strip()
        ):
            step = low
            while step < at and notes.words[step].isupper() and len(notes.words[step]) > 2 and step < low + 3:
                step += 1
            if step < at and notes.words[step][0].isupper():
                return step
        return low

    def _according(self, speech: Speech) -> list[Span]:
        notes = self.notes
        at = speech.cue
        low = self._low(at)
        stop = self._stop(at)
        if at - low <= 1 and speech.end < stop and notes.lower[speech.end] == ",":
            return [(speech.end + 1, stop)]
        end = at - (notes.word(at - 1) == ",")
        if end <= low or self.inside[end - 1] or closes(notes.words[end - 1]) or at - low > LONGEST:
            return []
        return [(low, end)]


def closes(word: str) -> bool:
    """Whether a token is a closing mark."""
    return word in ("”", '"', "’", "'", "»")
