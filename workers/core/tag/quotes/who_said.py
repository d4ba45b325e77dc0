"""Who a phrase means that is the subject of a verb of saying: a name, an organisation, a role or a pronoun."""

from bisect import bisect_left

from workers.core.tag.quotes import cues as table
from workers.core.tag.quotes.marks import line_start
from workers.core.tag.view import Desk, Found

FAR = 100
"""Tokens that a pronoun or "the group" reaches back, at most."""

VOICES = ("spokesman", "spokeswoman", "spokesperson", "spokespeople")
ASIDE = frozenset("in of for from at near with by to on under against about".split())
LEADING = 6
"""Tokens from the beginning of a sentence to the end of the title of its subject."""


class Voices:
    """Remembers who spoke, and tells who speaks."""

    def __init__(self, notes: Desk, inside: list[bool]) -> None:
        self.notes = notes
        self.inside = inside
        self.starts = [found.start for found in notes.found]
        self.person: int | None = None
        self.group: tuple[int, int] | None = None
        self.last: int | None = None
        self.roles = self._roles()

    def heard(self, speaker: int | None, cue: int) -> None:
        """Note that `speaker` has spoken at token `cue`."""
        self.last = speaker
        if speaker is not None and self.notes.found[speaker].type == "PERSON":
            self.person = speaker
        elif speaker is not None:
            self.group = speaker, cue

    def who(self, start: int, end: int, cue: int, apposed: tuple[int, int] | None = None) -> int | None:
        """The mention that tokens `start` to `end` mean, with those set between commas behind them; none if unsure."""
        notes = self.notes
        last = notes.word(end - 1)
        if last in table.PRONOUNS:
            return self._pronoun(end - 1)
        if last == "it":
            return self.last if self.last is not None and notes.found[self.last].type != "PERSON" else None
        person = self._person(start, end)
        if person is None and apposed is not None:
            person = self._person(*apposed)
        if person is not None:
            return person
        group = self._voice(start, end)
        if group is None:
            group = self._group(start, end)
        if group is None and apposed is not None:
            group = self._group(*apposed)
        return self._role(start, end, cue) if group is None else group

    def _mentions(self, start: int, end: int) -> range:
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def _person(self, start: int, end: int) -> int | None:
        """The first person in the phrase who owns nothing in it and whom nothing goes with: "a friend of X" is none."""
        notes = self.notes
        for index in self._mentions(start, end):
            found = notes.found[index]
            owns = notes.word(found.end) in ("'s", "’s", "'", "’")
            aside = notes.word(found.start - 1) in ASIDE and found.start - 1 >= start and found.start - 1 > start
            if found.type == "PERSON" and not owns and not aside:
                return index
        return None

    def _voice(self, start: int, end: int) -> int | None:
        """Whose spokesman speaks."""
        at = next((at for at in range(start, end) if self.notes.lower[at] in VOICES), None)
        if at is None:
            return None
        spoken = [i for i in self._mentions(start, end) if self._speaks(self.notes.found[i])]
        return spoken[-1] if spoken else None

    @staticmethod
    def _speaks(found: Found) -> bool:
        return found.type == "ORG" or found.rule in ("country", "metonym")

    def _group(self, start: int, end: int) -> int | None:
        """The organisation or government that is the phrase's head."""
        notes = self.notes
        according = notes.word(start - 1) == "to" and notes.word(start - 2) == "according"
        for index in self._mentions(start, end):
            found = notes.found[index]
            after = notes.word(found.end)
            before = notes.word(found.start - 1)
            if before in table.DETERMINERS:
                before = notes.word(found.start - 2) if found.start - 2 >= start else ""
            head = (
                found.end >= end
                or after in ASIDE
                or after in (",", "(", "who", "which")
                or self._date(index + 1, found.end)
            )
            head = head or (according and after in table.REPORTS)
            aside = found.start > start and before in ASIDE and (not according or before not in ("from", "by", "of"))
            alone = found.type == "GPE" and found.start == start and (found.end == end or after == ",")
            if (self._speaks(found) or alone) and head and not aside:
                return index
        return None

    def _date(self, index: int, at: int) -> bool:
        return (
            index < len(self.notes.found)
            and self.notes.found[index].type == "DATE"
            and self.notes.found[index].start == at
        )

    def _roles(self) -> dict[str, list[int]]:
        """The people of the article by the last word of their title."""
        roles: dict[str, list[int]] = {}
        for index, found in enumerate(self.notes.found):
            if found.type == "PERSON" and found.title:
                title = table.ROLE_SHORT.get(found.title, found.title)
                roles.setdefault(title.split()[-1], []).append(index)
        return roles

    def _role(self, start: int, end: int, cue: int) -> int | None:
        """ "The minister" where one person of the article is one, "the group" where one spoke before."""
        notes = self.notes
        if notes.word(start) not in ("the", "its", "their", "a", "another", "senior", "one") and end - start > 1:
            return None
        if notes.word(start) != "the" or end - start > 4:
            return None
        noun = notes.word(end - 1)
        people = self.roles.get(noun, [])
        if len({notes.found[i].entity for i in people}) == 1:
            before = [i for i in people if notes.found[i].start < cue]
            return before[-1] if before else people[0]
        if noun in table.COLLECTIVE and self.group is not None and cue - self.group[1] < FAR and end - start < 4:
            return self.group[0]
        return None

    def _pronoun(self, at: int) -> int | None:
        """Whom "he" or "she" at token `at` means: the last speaker, or who begins a sentence since."""
        if self._nameless(at):
            return None
        stop = bisect_left(self.starts, at)
        first = max(self.person if self.person is not None else 0, stop - FAR)
        for index in range(stop - 1, first - 1, -1):
            if self._begins(index):
                return index
        return self.person if self.person is not None else self._only(at)

    def _begins(self, index: int) -> bool:
        """Whether a person is the subject of a sentence, as it seems."""
        notes = self.notes
        found = notes.found[index]
        if found.type != "PERSON" or self.inside[found.start] or notes.word(found.end) in ("'s", "’s"):
            return False
        low = notes.bounds[notes.sentence[found.start]][0]
        comma = next(
            (i for i in range(found.start - 1, max(low, found.start - FAR), -1) if notes.lower[i] == ","), None
        )
        low = low if comma is None else comma + 1
        return found.start - low <= LEADING and not any(
            notes.lower[i] in ASIDE or notes.lower[i] in table.AUX - {"'s", "’s"} for i in range(low, found.start)
        )

    def _nameless(self, at: int) -> bool:
        """Whether somebody without a name comes up on this line before the pronoun: "a trader who"."""
        notes = self.notes
        line = line_start(notes.text, notes.starts[at])
        first = max(bisect_left(notes.starts, line), at - FAR)
        named = [notes.found[i].end for i in self._mentions(first, at) if notes.found[i].type == "PERSON"]
        since = [i for i in range(max([first, *named[-1:]]), at) if not self.inside[i] and i - 1 not in named]
        return any(self._somebody(i) for i in since)

    def _somebody(self, at: int) -> bool:
        """Whether the phrase that begins at token `at` is somebody without a name."""
        notes = self.notes
        if notes.lower[at] in ("a", "an", "one", "another"):
            return notes.word(at + 2) in ("who", "said", "told", ",")
        leads = notes.initial[at] and notes.lower[at] in table.DETERMINERS
        return leads and any(notes.word(at + step) in table.PEOPLE for step in (1, 2, 3))

    def _only(self, at: int) -> int | None:
        """The person named last before token `at`, where only one is named in the two sentences before."""
        notes = self.notes
        first = notes.bounds[max(0, notes.sentence[at] - 2)][0]
        near = [i for i in self._mentions(first, at) if notes.found[i].type == "PERSON"]
        return near[-1] if len({notes.found[i].entity for i in near}) == 1 else None
