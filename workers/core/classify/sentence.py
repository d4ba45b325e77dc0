"""A sentence as the coder sees it: its words with offsets, and the noun phrases in it."""

from dataclasses import dataclass
from itertools import pairwise

from schemas.article import Mention
from workers.core.classify import grammar as g
from workers.core.classify.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` as written and `lower`; `spans` their offsets in the body; `phrases` by position; `at` from a word to
    the phrase that it belongs to."""

    index: int
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    phrases: tuple[Phrase, ...]
    at: dict[int, int]

    def governor(self, phrase: Phrase) -> str | None:
        """The preposition that the phrase hangs on ("of eight Russian officials": of), or none."""
        i = self.governed_at(phrase)
        return None if i is None else self.lower[i]

    def governed_at(self, phrase: Phrase) -> int | None:
        """The word that `governor` is; "of" behind a number ("dozens of rebels") governs nothing."""
        i = phrase.first - 1
        for _ in range(7):
            if i < 0 or i in self.at:
                return None
            word = self.lower[i]
            if word == "of" and i and self.lower[i - 1] in g.PARTITIVES:
                i -= 2
                continue
            if word in g.PREPOSITIONS and not self._of_number(i):
                return i
            if word in g.DETERMINERS:
                return i - 1 if i and self.lower[i - 1] in g.PREPOSITIONS else None
            if word in g.STOPS or word in g.AUXILIARIES or not (word[0].isalnum() or word in ("'s", "’s")):
                return None
            if not g.modifies(word):
                return None
            i -= 1
        return None

    def _of_number(self, i: int) -> bool:
        """Whether the preposition at word `i` only bounds a number: "at least", "up to", "over 30"."""
        word, after = self.lower[i], self.lower[i + 1 : i + 2]
        if word == "at":
            return after in (("least",), ("most",))
        if word == "to":
            return self.lower[max(0, i - 1) : i] == ("up",)
        return word in ("over", "about", "around", "near", "between") and bool(after) and after[0][0].isdigit()

    def free(self, phrase: Phrase) -> bool:
        """Whether the phrase can be a subject: it hangs on no preposition, or on a word that opens a clause too."""
        return self.governor(phrase) in (None, "after", "before", "since", "until")

    def chain(self, phrase: Phrase, step: int) -> list[Phrase]:
        """The phrase and those joined to it ("X, Y and Z") to its left (`step` -1) or right (1), in text order."""
        if phrase not in self.phrases:  # a pronoun led to another sentence
            return [phrase]
        found, position = [phrase], self.phrases.index(phrase)
        while 0 <= position + step < len(self.phrases):
            other = self.phrases[position + step]
            left, right = (other, found[0]) if step < 0 else (found[-1], other)
            between = self.lower[left.last : right.first]
            if not between or len(between) > 5 or not g.joins(between):
                break
            found.insert(0, other) if step < 0 else found.append(other)
            position += step
        joined = any(w in ("and", "&", "or", "as") for a, b in pairwise(found) for w in self.lower[a.last : b.first])
        return found if joined else [phrase]
