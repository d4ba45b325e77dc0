"""Finds direct quotes and who said them: the spaCy component `wiredesk_quotes`.

A quote runs from an opening to a closing mark of its line; where a line ends inside one and the next begins with an
opening mark, the speaker goes on. The speaker is the subject of a verb of saying in the sentences that the quote
touches, outside the marks; a quote with none of its own, in the same line behind one that has it, has the same.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from schemas.article import Quote
from workers.core.tag.view import Desk

CUES = frozenset(
    """
    said says say saying told tells telling added adds adding noted notes noting warned warns warning insisted
    insists argued argues explained explains claimed claims stated states declared declares announced replied
    responded recalled tweeted wrote writes asked asks called calls calling described describes testified
    acknowledged admitted admits suggested continued concluded remarked commented quipped joked shouted cried
    complained confirms emphasized stressed reiterated urged vowed promised pledged charged alleged lamented boasted
    predicted cautioned posted branded dubbed denounced hailed praised quoted saying labelled labeled
    """.split()
)
OPEN, CLOSE, STRAIGHT = "“„«", "”»", '"'
CONTINUES = frozenset(("and", "adding", "but", "while", "as", "when", "after"))
PRONOUNS = frozenset(("he", "she"))
BE = frozenset(("is", "was", "were", "been", "are", "be", "being"))
REACH = 12
"""Tokens between a verb of saying and its subject, at most."""

WINDOW = 100
"""Tokens before and behind a quote that are searched."""

FAR = 30
"""The same, where the subject is a person with a clause behind the name."""


@dataclass(slots=True)
class Stretch:
    """Quoted words, marks excluded: characters `start` to `end`; `line` counts paragraphs."""

    start: int
    end: int
    line: int
    goes_on: bool = False


class Quotes:
    """Fills in `Desk.quotes`, `Desk.quoted` and each mention's `in_quote`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes, then their speakers."""
        notes: Desk = doc.user_data["desk"]
        stretches = stretches_of(notes.text)
        notes.quoted = [(s.start, s.end) for s in stretches]
        starts = [s.start for s in stretches]
        for found in notes.found:
            at = bisect_right(starts, notes.starts[found.start]) - 1
            found.in_quote = at >= 0 and notes.ends[found.end - 1] <= stretches[at].end
        self._attribute(notes, stretches)
        return doc

    def _attribute(self, notes: Desk, stretches: list[Stretch]) -> None:
        speaker: int | None = None
        last: tuple[int | None, str] | None = None
        before: Stretch | None = None
        for stretch in stretches:
            said = self._said(notes, stretch, stretches, speaker)
            if said is None and before is not None and last is not None:
                same = before.line == stretch.line or (before.goes_on and before.line + 1 == stretch.line)
                said = last if same and len(notes.text[stretch.start : stretch.end].split()) > 3 else None
            if said is not None and said[0] is not None and notes.found[said[0]].type == "PERSON":
                speaker = said[0]
            last = said
            if said is not None or len(notes.text[stretch.start : stretch.end].split()) > 3:
                index = said[0] if said is not None else None
                cue = said[1] if said is not None else None
                notes.quotes.append(
                    Quote(
                        start=stretch.start,
                        end=stretch.end,
                        text=notes.text[stretch.start : stretch.end],
                        speaker_mention=index,
                        cue=cue,
                    )
                )
            before = stretch

    def _said(
        self, notes: Desk, stretch: Stretch, stretches: list[Stretch], speaker: int | None
    ) -> tuple[int | None, str] | None:
        """Speaker and verb in the sentences that the quote begins and ends in, the nearest verb first."""
        first = bisect_left(notes.starts, stretch.start)
        last = bisect_left(notes.starts, stretch.end) - 1
        if first >= len(notes.words) or last < first:
            return None
        low = max(notes.bounds[notes.sentence[first]][0], first - WINDOW)
        high = min(notes.bounds[notes.sentence[last]][1], last + WINDOW)
        outside = [at for at in (*range(low, first), *range(last + 1, high)) if not self._inside(notes, at, stretches)]
        cues = [at for at in outside if notes.lower[at] in CUES and not self._named(notes, at)]
        after = [at for at in cues if last < at <= last + REACH * 3]
        ahead = [at for at in cues if first - REACH * 3 <= at < first]
        goes_on = notes.word(last + 2) in CONTINUES or notes.word(last + 3) in CONTINUES
        closed = (
            notes.text[stretch.end - 1 : stretch.end] in ",?!—" or notes.text[stretch.end + 1 : stretch.end + 2] == ","
        )
        order = after[:1] + ahead[-1:] if closed and not (goes_on and ahead) else ahead[-1:] + after[:1]
        for cue in order:
            if notes.lower[cue].endswith("ing"):
                cue = next((at for at in reversed(cues) if at < cue and not notes.lower[at].endswith("ing")), cue)
            index = self._subject(notes, cue, set(outside), speaker)
            return index, notes.words[cue]
        return None

    @staticmethod
    def _named(notes: Desk, at: int) -> bool:
        """Whether token `at` is a part of a name ("United States")."""
        index = bisect_right(notes.found, at, key=lambda f: f.start) - 1
        return index >= 0 and at < notes.found[index].end

    @staticmethod
    def _inside(notes: Desk, at: int, stretches: list[Stretch]) -> bool:
        where = bisect_right(stretches, notes.starts[at], key=lambda s: s.start) - 1
        return where >= 0 and notes.starts[at] < stretches[where].end

    def _subject(self, notes: Desk, cue: int, outside: set[int], speaker: int | None) -> int | None:
        """The mention that the verb at `cue` has as its subject."""
        after = self._first(notes, cue, outside)
        if notes.word(cue - 1) in BE:
            by = next((at for at in range(cue + 1, cue + 4) if notes.word(at) == "by"), None)
            return None if by is None else self._first(notes, by, outside)
        if after is not None and notes.lower[cue] not in (
            "told",
            "called",
            "described",
            "asked",
            "urged",
            "saying",
            "adding",
            "noting",
        ):
            return after
        start = max(notes.bounds[notes.sentence[cue]][0], cue - WINDOW)
        best: int | None = None
        for index in range(bisect_left(notes.found, start, key=lambda f: f.start), len(notes.found)):
            found = notes.found[index]
            if found.start >= cue:
                break
            if found.start in outside and (found.type in ("PERSON", "ORG") or found.rule in ("country", "metonym")):
                nearer = best is None or found.type == "PERSON" or notes.found[best].type != "PERSON"
                near = cue - found.end < (FAR if found.type == "PERSON" else REACH)
                best = index if nearer and near else best
        for at in range(cue - 1, max(start, cue - 4) - 1, -1):
            if notes.lower[at] in PRONOUNS and at in outside:
                if self._nameless(notes, at):
                    return None
                return self._subject_since(notes, speaker, at) or self._last_person(notes, at)
        return best

    @staticmethod
    def _subject_since(notes: Desk, speaker: int | None, at: int) -> int | None:
        """The last person behind the last speaker who begins a sentence before token `at`, or else that speaker."""
        if speaker is None:
            return None
        before = bisect_left(notes.found, at, key=lambda f: f.start)
        for index in range(before - 1, max(speaker, before - WINDOW), -1):
            found = notes.found[index]
            if found.type == "PERSON" and notes.initial[found.start] and not found.in_quote:
                return index
        return speaker

    @staticmethod
    def _nameless(notes: Desk, at: int) -> bool:
        """Whether somebody without a name comes up on this line before the pronoun: "a trader who"."""
        line = notes.text.rfind("\n", 0, notes.starts[at]) + 1
        first = max(bisect_left(notes.starts, line), at - WINDOW)
        return any(
            notes.lower[i] in ("a", "an", "one", "another") and notes.word(i + 2) in ("who", "said", "told", ",")
            for i in range(first, at)
        )

    def _first(self, notes: Desk, cue: int, outside: set[int]) -> int | None:
        """The mention right behind the verb, titles between allowed: "said Foreign Minister X"."""
        index = bisect_left(notes.found, cue + 1, key=lambda f: f.start)
        while index < len(notes.found) and notes.found[index].start - cue < REACH:
            found = notes.found[index]
            between = notes.words[cue + 1 : found.start]
            if any(
                word in (",", ";", ":", "that", '"', "“", "to", "on", "of", "in", "for", "by", "at")
                or word.endswith("”")
                for word in between
            ):
                return None
            if found.type == "PERSON" and found.start in outside:
                return index
            if (
                found.type in ("ORG", "GPE")
                and found.start in outside
                and not (found.end < len(notes.words) and notes.words[found.end][0].isalpha())
            ):
                return index
            index += 1
        return None

    @staticmethod
    def _last_person(notes: Desk, at: int) -> int | None:
        """The person named last before token `at`, where only one is named in the two sentences before."""
        start = notes.bounds[max(0, notes.sentence[at] - 2)][0]
        first, last = (bisect_left(notes.found, token, key=lambda f: f.start) for token in (start, at))
        near = [i for i in range(first, last) if notes.found[i].type == "PERSON"]
        return near[-1] if len({notes.found[i].entity for i in near}) == 1 else None


def stretches_of(text: str) -> list[Stretch]:
    """The stretches of `text` between quotation marks, line by line."""
    found: list[Stretch] = []
    at = 0
    for line, content in enumerate(part for part in text.split("\n") if part.strip()):
        at = text.index(content, at)
        found += _line(text, at, at + len(content), line)
        at += len(content)
    return found


def _line(text: str, start: int, end: int, line: int) -> list[Stretch]:
    found: list[Stretch] = []
    opened = -1
    for at in range(start, end):
        mark = text[at]
        if mark not in OPEN + CLOSE + STRAIGHT:
            continue
        free = at == start or text[at - 1] in " \u00a0([—–-“‘"
        if mark in OPEN or (
            mark == STRAIGHT
            and free
            and at + 1 < end
            and not text[at + 1].isspace()
            and (opened < 0 or text[at + 1].isalnum())
        ):
            opened = at + 1
        elif opened >= 0:
            if at > opened:
                found.append(Stretch(opened, at, line))
            opened = -1
    if opened >= 0 and end - opened > 20:
        found.append(Stretch(opened, end, line, goes_on=True))
    return found


@Language.component("wiredesk_quotes")
def quotes(doc: Doc) -> Doc:
    """The component, for `nlp.add_pipe`."""
    return Quotes()(doc)
