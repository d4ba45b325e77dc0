"""Finds where a pattern of the table may stand: its trigger, in a fitting form, with the object that it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from workers.core.classify import forms as f
from workers.core.classify import grammar as g
from workers.core.classify.clauses import clause_end, clause_start
from workers.core.classify.sentence import Sentence
from workers.core.classify.tables import Pattern

OBJECT_WORDS = 22
NOUN_OBJECT_WORDS = 8
PARTICIPIAL = frozenset("by after before for from in of since without".split())
"""Prepositions that a participle follows: "by banning", "accused of attacking"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern at words `first` to `last`; `lead` are the auxiliaries and adverbs before a verb, from `lead_start`;
    `low` and `high` bound the object (for a passive: what the subject and the rest may be in)."""

    pattern: Pattern
    first: int
    last: int
    form: frozenset[str]
    passive: bool
    lead: tuple[str, ...]
    lead_start: int
    low: int
    high: int
    met: int = 0

    @property
    def rank(self) -> tuple[int, int, int]:
        """Smaller is better: more words of an object that was asked for, a longer trigger, the table's order."""
        return (-self.met, self.first - self.last, self.pattern.row)


class Finder:
    """Triggers of all patterns in one `PhraseMatcher`; what they ask for is looked up word by word."""

    def __init__(self, nlp: Language, patterns: tuple[Pattern, ...], inflector: f.Inflector) -> None:
        self._rows = {pattern.row: pattern for pattern in patterns}
        self._objects = {p.row: Wanted(nlp, p.object) for p in patterns}
        self._forbidden = {p.row: Wanted(nlp, p.forbidden) for p in patterns}
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._strings = nlp.vocab.strings
        for pattern in patterns:
            for trigger in pattern.triggers:
                found = inflector.verb(trigger) if pattern.pos == "v" else inflector.noun(trigger)
                for text, form in found.items():
                    self._matcher.add(f"{pattern.row} {' '.join(sorted(form))}", [nlp.make_doc(text)])

    def __call__(self, doc: Doc, sentence: Sentence) -> list[Candidate]:
        """The candidates of a sentence in text order: of several at one place the best, of two of one type that share
        their object the verb."""
        best: dict[int, Candidate] = {}
        for key, first, last in self._matcher(doc):
            row, *form = self._strings[key].split()
            candidate = self._fit(sentence, self._rows[int(row)], frozenset(form), first, last)
            if candidate and (first not in best or candidate.rank < best[first].rank):
                best[first] = candidate
        return list(_without_doubles(sentence, [best[first] for first in sorted(best)]))

    def _fit(self, s: Sentence, pattern: Pattern, form: frozenset[str], first: int, last: int) -> Candidate | None:
        lead_start = first
        while lead_start and (s.lower[lead_start - 1] in g.AUXILIARIES or g.adverb(s.lower[lead_start - 1])):
            lead_start -= 1
        lead = s.lower[lead_start:first]
        passive = False
        if pattern.pos == "v":
            if first in s.at or not _verb_here(s, pattern, form, lead, lead_start, last):
                return None
            passive = _passive(s, pattern, form, lead, last)
            if last in s.at and not (passive or pattern.object or "obj" in pattern.where):
                return None  # "strikes Karsk" is no walkout
        low, high = last, clause_end(s, last, frozenset({"that", "over", "if"} & set(pattern.where)))
        high = min(high, last + (OBJECT_WORDS if pattern.pos == "v" else NOUN_OBJECT_WORDS))
        if passive:
            low = clause_start(s, lead_start)
        zone = s.lower[low:high] if pattern.pos == "v" else s.lower[max(0, first - 3) : high]
        met = self._objects[pattern.row].found(zone + _kinds(s, low, high))
        if pattern.object and not met:
            return None
        if pattern.forbidden and self._forbidden[pattern.row].found(s.lower[max(0, first - 8) : last + 8] + zone):
            return None
        return Candidate(pattern, first, last, form, passive, lead, lead_start, low, high, met)


class Wanted:
    """Words and phrases to be found in a stretch of words."""

    def __init__(self, nlp: Language, words: frozenset[str]) -> None:
        split = [tuple(token.lower_ for token in nlp.make_doc(word)) for word in sorted(words)]
        self._single = frozenset(words[0] for words in split if len(words) == 1)
        self._several = tuple(" " + " ".join(words) + " " for words in split if len(words) > 1)

    def found(self, words: tuple[str, ...]) -> int:
        """How many words the longest of them that stands in `words` (lower case) has; 0: none does."""
        text = " " + " ".join(words) + " " if self._several else ""
        longest = max((phrase.count(" ") - 1 for phrase in self._several if phrase in text), default=0)
        return longest or (0 if self._single.isdisjoint(words) else 1)

    def count(self, words: tuple[str, ...]) -> int:
        """How many of them, each once, stand in `words` (lower case)."""
        text = " " + " ".join(words) + " " if self._several else ""
        return len(self._single.intersection(words)) + sum(phrase in text for phrase in self._several)


def _kinds(s: Sentence, low: int, high: int) -> tuple[str, ...]:
    """What is named in a stretch, as the words that patterns ask for it by: <igo>, <gov> ..."""
    return tuple(
        f"<{p.mention.sector_code.lower()}>"
        for p in s.phrases
        if low <= p.first < high and p.mention and p.mention.sector_code
    )


def _verb_here(
    s: Sentence, pattern: Pattern, form: frozenset[str], lead: tuple[str, ...], lead_start: int, last: int
) -> bool:
    """Whether the word is used as a verb: many forms are a noun's or an adjective's too ("strikes", "detained")."""
    before = s.lower[lead_start - 1] if lead_start else ""
    after = s.lower[last] if last < len(s.lower) else ""
    if before in ("-", "–") or after == "-":
        return False
    if lead and any(word in g.AUXILIARIES for word in lead):
        return True
    if before in g.DETERMINERS or before in g.POSSESSIVES:
        return False
    adjective = lead_start - 1 in s.at and _adjective(s, lead_start - 1)
    if form & {f.PAST} or form == {f.PARTICIPLE}:
        if not before and not lead:  # no subject: "Armed sailors", but "Accused of treason, ..."
            return after in g.PREPOSITIONS
        return before not in g.PREPOSITIONS and not (adjective and after == "of")
    if form == {f.GERUND}:
        return not adjective and after not in ("of", "between") and before not in g.PREPOSITIONS - PARTICIPIAL
    if after == "of" or (after in g.PREPOSITIONS and pattern.where[0] == "obj" and not pattern.object):
        return False
    return (lead_start - 1 in s.at and not adjective) or before in g.RELATIVES | g.PRONOUNS | {"and", "to", ","}


def _adjective(s: Sentence, i: int) -> bool:
    """Whether the phrase at word `i` is a bare nationality: "Russian strikes", not "Russians strike"."""
    phrase = s.phrases[s.at[i]]
    return (
        phrase.mention is not None
        and phrase.mention.type == "NORP"
        and not s.lower[i].endswith("s")
        and phrase.sector is None
    )


def _passive(s: Sentence, pattern: Pattern, form: frozenset[str], lead: tuple[str, ...], last: int) -> bool:
    """Whether the subject suffers: a form of `be` before a participle, or a bare one with no object behind it."""
    if f.PARTICIPLE not in form:
        return False
    if any(word in g.BE or word in ("get", "got") for word in lead):
        return True
    if any(word in g.HAVE or word in g.DO or word in g.WILL or word in g.MAY or word == "to" for word in lead):
        return False
    if form == {f.PARTICIPLE}:
        return True
    if pattern.where[0] != "obj" or pattern.object:
        return False
    dated = any(m.type == "DATE" and m.start <= s.spans[min(last + 1, len(s.spans) - 1)][0] < m.end for m in s.mentions)
    after = s.lower[last] if last < len(s.lower) else "."
    if after == "of":  # "a tanker suspected of"
        return pattern.event_type == "ACCUSE"
    if s.lower[last : last + 2] in (("at", "least"), ("at", "most")):
        return False
    return not dated and after in ("in", "by", "at", "near", "on", "during", "after", "outside", ".")


def _without_doubles(s: Sentence, candidates: list[Candidate]) -> Iterator[Candidate]:
    """Leave out triggers inside another's, and nouns of the same type in a verb's object ("held talks")."""
    for c in candidates:
        inside = any(o is not c and o.first <= c.first and c.last <= o.last and o.rank < c.rank for o in candidates)
        object_of = c.pattern.pos == "n" and any(
            o.pattern.pos == "v"
            and o.last <= c.first < o.high
            and (o.pattern.event_type == c.pattern.event_type or s.lower[c.last - 1] in o.pattern.object)
            for o in candidates
        )
        if not inside and not object_of:
            yield c
