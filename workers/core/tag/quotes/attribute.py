"""Gives quoted words their verb and speaker, and puts them together with the clauses outside the marks."""

from bisect import bisect_left
from dataclasses import dataclass

from schemas.article import Quote, QuoteKind
from workers.core.tag.quotes import cues as table
from workers.core.tag.quotes.clauses import Clauses
from workers.core.tag.quotes.marks import Stretch, line_end, line_start
from workers.core.tag.quotes.speech import Reader, Speech
from workers.core.tag.view import FUNCTION, Desk

CONTINUES = frozenset(("and", "adding", "but", "while", "as", "when", "after"))
REACH = 36
"""Tokens between a verb of saying and quoted words, at most."""

FOLLOW = 8
"""Sentences that words whose marks are lost may go on for."""

FEW = 3
"""Words up to which quoted words alone may be set apart for another reason: irony, a title."""

MARKS = "“”\"‘’'„«»"


@dataclass(slots=True)
class Clause:
    """A clause outside the marks, or partly in them: characters `start` to `end`, and its verb."""

    start: int
    end: int
    speech: Speech


class Attributed:
    """The quotes of one article."""

    def __init__(self, notes: Desk, stretches: list[Stretch]) -> None:
        self.notes = notes
        self.stretches = stretches
        reader = Reader(notes, stretches)
        self.inside = reader.inside
        self.speeches = reader.read()
        self.cues = [speech.cue for speech in self.speeches]
        self.clauses = self._clauses(Clauses(reader, self.speeches))

    def quotes(self) -> list[Quote]:
        """All of them, in order, none inside another."""
        told = [self._quote(c.start, c.end, c.speech, self._kind(c)) for c in self.clauses]
        return sorted([*told, *self._direct()], key=lambda quote: quote.start)

    def _clauses(self, clauses: Clauses) -> list[Clause]:
        """The clauses in order, without those that are quoted words alone; a mark that opens in one ends it."""
        notes, found = self.notes, list[Clause]()
        reached = 0
        for index, speech in enumerate(self.speeches):
            for first, last in clauses.of(index):
                start, end = notes.starts[first], notes.ends[last - 1]
                low = bisect_left(self.stretches, start, key=lambda s: s.start)
                high = bisect_left(self.stretches, end, key=lambda s: s.start)
                marked = self.stretches[low:high]
                if marked:
                    end = max(end, marked[-1].end + (notes.text[marked[-1].end : marked[-1].end + 1] in tuple(MARKS)))
                words = sum(not self.inside[at] and notes.words[at][0].isalnum() for at in range(first, last))
                if start < reached or words == 0:
                    continue
                if marked and marked[0].start - start <= 1 and marked[0].end >= end - 1:
                    continue
                if not marked and (low > 0 and self.stretches[low - 1].end > start):
                    continue
                found.append(Clause(start, end, speech))
                reached = end
        found.sort(key=lambda c: c.start)
        return sorted([*found, *(more for c in found if (more := self._more(c)) is not None)], key=lambda c: c.start)

    def _more(self, clause: Clause) -> Clause | None:
        """The sentences behind words whose marks are lost, as long as only the speaker can have said them."""
        notes = self.notes
        trails = clause.start < notes.starts[clause.speech.cue] and self._kind(clause) == "indirect"
        if self._kind(clause) != "direct" and not trails:
            return None
        number = notes.sentence[max(clause.speech.cue, bisect_left(notes.starts, clause.end) - 1)]
        line = line_end(notes.text, clause.end)
        first = start = notes.bounds[number][1]
        end = None
        for low, high in notes.bounds[number + 1 : number + 1 + FOLLOW]:
            if line <= notes.starts[low] or any(self.inside[low:high]) or self._others(low, high):
                break
            if any(word in table.FIRST for word in notes.lower[low:high]):
                end = high
        if end is None:
            return None
        while end > first and notes.words[end - 1].isspace():
            end -= 1
        return Clause(notes.starts[start], notes.ends[end - 1], clause.speech)

    def _others(self, low: int, high: int) -> bool:
        """Whether anybody but the speaker ("we told them") says something in tokens `low` to `high`."""
        return any(self.notes.word(speech.end - 1) not in table.FIRST for speech in self._between(low, high))

    def _first_person(self, start: int, end: int) -> bool:
        first, last = (bisect_left(self.notes.starts, at) for at in (start, end))
        return any(self.notes.lower[at] in table.FIRST for at in range(first, last))

    def _kind(self, clause: Clause) -> QuoteKind:
        low = bisect_left(self.stretches, clause.start, key=lambda s: s.start)
        if low < len(self.stretches) and self.stretches[low].start < clause.end:
            return "mixed"
        return "direct" if self._first_person(clause.start, clause.end) else "indirect"

    def _quote(self, start: int, end: int, speech: Speech | None, kind: QuoteKind) -> Quote:
        cue = self.notes.words[speech.cue] if speech is not None and self.notes.words[speech.cue] != ":" else None
        speaker = speech.speaker if speech is not None else None
        text = self.notes.text[start:end]
        return Quote(start=start, end=end, text=text, speaker_mention=speaker, cue=cue, kind=kind)

    def _direct(self) -> list[Quote]:
        quotes: list[Quote] = []
        last: Speech | None = None
        before: Stretch | None = None
        for stretch in self.stretches:
            within = self._within(stretch)
            if within is not None:
                last, before = within.speech, stretch
                continue
            speech = self._said(stretch)
            text = self.notes.text
            few = len(text[stretch.start : stretch.end].split()) <= FEW and text[stretch.end - 1] not in ".?!"
            if speech is None and self._alone(stretch):
                speech = self._line_before(stretch)
            if speech is None and before is not None and last is not None and not few:
                same = before.line == stretch.line or (before.goes_on and before.line + 1 == stretch.line)
                speech = last if same and not self._title(stretch) else None
            if not self._set_apart(stretch, speech, few):
                quotes.append(self._quote(stretch.start, stretch.end, speech, "direct"))
                last = speech
            before = stretch
        return quotes

    def _alone(self, stretch: Stretch) -> bool:
        """Whether a paragraph is quoted words alone."""
        text = self.notes.text
        mark = stretch.start - 1
        return mark > 0 and text[mark - 1] == "\n" and not text[stretch.end + 1 : line_end(text, stretch.end)].strip()

    def _line_before(self, stretch: Stretch) -> Speech | None:
        """The last verb of saying of the paragraph before."""
        text = self.notes.text
        end = stretch.start - 1
        while end > 0 and text[end - 1].isspace():
            end -= 1
        low, high = (bisect_left(self.notes.starts, at) for at in (line_start(text, end), stretch.start))
        return next(iter(self._between(low, high)[-1:]), None)

    def _named(self, first: int) -> Speech | None:
        """The one person of the sentence that leads up to a colon before the mark before token `first`."""
        notes = self.notes
        if notes.word(first - 2) != ":":
            return None
        low = max(notes.bounds[notes.sentence[first - 2]][0], first - REACH)
        start = bisect_left(notes.found, low, key=lambda f: f.start)
        stop = bisect_left(notes.found, first - 2, key=lambda f: f.start)
        people = [i for i in range(start, stop) if notes.found[i].type == "PERSON"]
        if len({notes.found[i].entity for i in people}) != 1:
            return None
        return Speech(first - 2, low, first - 2, people[-1])

    def _within(self, stretch: Stretch) -> Clause | None:
        """The clause that quoted words are a part of."""
        at = bisect_left(self.clauses, stretch.start + 1, key=lambda c: c.start) - 1
        return self.clauses[at] if at >= 0 and stretch.start < self.clauses[at].end else None

    def _title(self, stretch: Stretch) -> bool:
        """Whether every word that can has a capital: "What the River Keeps"."""
        words = [w for w in self.notes.text[stretch.start : stretch.end].replace(",", " ").split() if w[0].isalpha()]
        content = [w for w in words if w.lower() not in FUNCTION]
        return (
            len(words) > 1
            and bool(content)
            and all(w[0].isupper() for w in content)
            and self.notes.text[stretch.end - 1] not in ".,?!"
        )

    def _set_apart(self, stretch: Stretch, speech: Speech | None, few: bool) -> bool:
        """Whether the marks say something else than that somebody said it: a name, a title, a sign, irony."""
        notes = self.notes
        first = bisect_left(notes.starts, stretch.start)
        before = notes.word(first - 2)
        if speech is not None and speech.thing:
            return True
        if speech is None:
            return (
                few
                or before in table.DETERMINERS
                or before in ("reads", "read", "titled", "entitled")
                or self._title(stretch)
            )
        word = notes.lower[speech.cue]
        near = speech.cue == first - 2 and speech.speaker is None
        if word in table.NAME and (near or self._title(stretch)) and notes.text[stretch.start].isupper():
            return True
        if few and before in ("the", "a", "an") and notes.text[stretch.end - 1] not in ".,?!":
            return True
        return self._title(stretch) and before not in (":", ",") and speech.cue != first - 2

    def _said(self, stretch: Stretch) -> Speech | None:
        """The verb of the quoted words in the sentences that they begin and end in, the nearest first."""
        notes = self.notes
        first = bisect_left(notes.starts, stretch.start)
        last = bisect_left(notes.starts, stretch.end) - 1
        if first >= len(notes.words) or last < first:
            return None
        low = max(notes.bounds[notes.sentence[first]][0], first - REACH)
        high = min(notes.bounds[notes.sentence[last]][1], last + REACH)
        ahead = self._between(low, first)[-1:]
        after = self._between(last + 1, high)[:1]
        goes_on = notes.word(last + 2) in CONTINUES or notes.word(last + 3) in CONTINUES
        closed = (
            notes.text[stretch.end - 1 : stretch.end] in ",?!—" or notes.text[stretch.end + 1 : stretch.end + 2] == ","
        )
        if not after and notes.text[stretch.end - 1] == ",":
            # What is split behind "Det." is still the same sentence.
            stop = bisect_left(notes.starts, line_end(notes.text, stretch.end))
            after = self._between(last + 1, min(stop, last + REACH))[:1]
        order = after + ahead if closed and not (goes_on and ahead) else ahead + after
        return order[0] if order else self._named(first)

    def _between(self, low: int, high: int) -> list[Speech]:
        first, last = (bisect_left(self.cues, at) for at in (low, high))
        return self.speeches[first:last]
