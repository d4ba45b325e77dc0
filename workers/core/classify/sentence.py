"""A sentence as the coder sees it: its words with offsets, and the names and agent nouns in it as noun phrases."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from schemas.article import Mention
from schemas.event import Party
from workers.core.classify import grammar as g

PARTY_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"})
COUNTRY_TYPES = frozenset({"GPE", "NORP"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that can act or suffer: words `first` to `last` (half open), and who it is.

    `mention` is the name in it (none for "police"); `sector` the agent noun's code; `office` the organisation whose
    office a named person holds ("NATO Secretary-General Jens Stoltenberg").
    """

    first: int
    last: int
    text: str
    start: int
    end: int
    mention: Mention | None = None
    sector: str | None = None
    office: Mention | None = None

    @property
    def name(self) -> str:
        """Who it is: the joined name, or the agent noun in lower case."""
        return self.mention.name if self.mention else self.text.lower()

    @property
    def country(self) -> str | None:
        """The country that it belongs to, ISO 3166 alpha-3."""
        return self.mention.country_code if self.mention else None

    @property
    def is_country(self) -> bool:
        """Whether it is a country or its people rather than somebody of it."""
        return self.mention is not None and self.mention.type in COUNTRY_TYPES

    def parties(self) -> tuple[Party, ...]:
        """The phrase as the record has it; an office adds the organisation behind its holder."""
        if self.mention is None:
            return (Party(text=self.text, start=self.start, end=self.end, name=self.name, sector_code=self.sector),)
        own = as_party(self.mention)
        if own.sector_code is None and self.sector:
            own = replace(own, sector_code=self.sector)
        return (own, as_party(self.office)) if self.office else (own,)


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
        i = phrase.first - 1
        for _ in range(5):
            if i < 0 or i in self.at:
                return None
            word = self.lower[i]
            if word in g.PREPOSITIONS:
                return word
            if word in g.DETERMINERS:
                return self.lower[i - 1] if i and self.lower[i - 1] in g.PREPOSITIONS else None
            if word in g.STOPS or word in g.AUXILIARIES or not (word[0].isalnum() or word in ("'s", "’s")):
                return None
            if not g.modifies(word):
                return None
            i -= 1
        return None

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
        joined = any(w in ("and", "&", "or", "as") for a, b in zip(found, found[1:]) for w in self.lower[a.last : b.first])
        return found if joined else [phrase]


def as_party(mention: Mention) -> Party:
    """A mention as an actor or a recipient."""
    return Party(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        name=mention.name,
        country_code=mention.country_code,
        sector_code=mention.sector_code,
        wikidata_id=mention.wikidata_id,
    )


def noun_phrases(
    lower: tuple[str, ...],
    spans: tuple[tuple[int, int], ...],
    mentions: Iterable[Mention],
    agents: Iterable[tuple[int, int, str, bool]],
    written: tuple[str, ...],
) -> tuple[tuple[Phrase, ...], dict[int, int]]:
    """Names and agent nouns joined to phrases: "Russian Foreign Minister Sergey Lavrov", "Iraqi security forces",
    "officials of the alliance" are one each. `agents` are (first word, last, sector, whether it is only a title)."""
    parts = sorted(
        [_named(lower, spans, mention) for mention in mentions if mention.type in PARTY_TYPES]
        + [
            Phrase(a, b, " ".join(written[a:b]), spans[a][0], spans[b - 1][1], sector="" if title else sector)
            for a, b, sector, title in agents
        ],
        key=lambda p: (p.first, p.last),
    )
    taken: set[int] = set()
    for part in parts:
        if part.mention:
            taken |= set(range(part.first, part.last))
    found: list[Phrase] = []
    for part in parts:
        if part.mention is None and taken & set(range(part.first, part.last)):
            continue
        merged = _join(found[-1], part, lower) if found else None
        if merged:
            found[-1] = merged
        else:
            found.append(part)
    phrases = tuple(p for p in found if p.mention or p.sector)
    return phrases, {word: i for i, p in enumerate(phrases) for word in range(p.first, p.last)}


def _named(lower: tuple[str, ...], spans: tuple[tuple[int, int], ...], mention: Mention) -> Phrase:
    inside = [i for i, (start, end) in enumerate(spans) if start < mention.end and end > mention.start]
    return Phrase(inside[0], inside[-1] + 1, mention.text, mention.start, mention.end, mention)


def _join(left: Phrase, right: Phrase, lower: tuple[str, ...]) -> Phrase | None:
    """One phrase of two neighbours where the words between allow it; the name, else the agent noun, is who acts."""
    gap = lower[left.last : right.first]
    span = {"first": left.first, "last": right.last}
    title_right, person = right.mention is None, right.mention is not None and right.mention.type == "PERSON"
    possessive = gap[:1] in (("'s",), ("’s",), ("'",), ("’",))
    if left.mention is None and not gap and right.mention is None:
        return replace(right, **span, sector=left.sector or right.sector)
    if left.mention is None and person and not gap:  # "Foreign Minister Sergey Lavrov"
        return replace(right, **span, sector=left.sector or right.sector)
    if left.mention is None and left.sector and gap in (("of",), ("of", "the")) and right.mention:
        return replace(right, **span, sector=left.sector)  # "emissaries of the alliance"
    if left.mention is None or left.mention.type == "PERSON":
        return None
    inner = gap[1:] if possessive else gap
    if title_right and len(inner) <= 1 and all(g.modifies(word) for word in inner):
        return replace(left, **span, sector=right.sector or left.sector)  # "NATO officials", "Moscow's troops"
    if person and not inner and left.last - left.first >= 1 and (left.sector is not None or not possessive):
        office = left.mention if left.mention.type == "ORG" and left.sector is not None else None
        return replace(right, **span, sector=left.sector, office=office)
    return None
