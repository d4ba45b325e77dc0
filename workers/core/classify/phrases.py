"""Noun phrases that can act or suffer: names and agent nouns, joined where they name one party together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from schemas.article import Mention
from schemas.event import Party
from workers.core.classify import grammar as g

PARTY_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"})
STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
"""Sectors whose "of X" says whose they are ("the parliament of X"), not only where ("residents of X")."""
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
    title_right, person = right.mention is None, right.mention is not None and right.mention.type == "PERSON"
    possessive = gap[:1] in (("'s",), ("’s",), ("'",), ("’",))
    if left.mention is None and not gap and right.mention is None:
        return replace(right, first=left.first, last=right.last, sector=left.sector or right.sector)
    if left.mention is None and person and not gap:  # "Foreign Minister Sergey Lavrov"
        return replace(right, first=left.first, last=right.last, sector=left.sector or right.sector)
    holds = left.sector in STATE or (right.mention is not None and right.mention.type == "ORG")
    if left.mention is None and left.sector and holds and gap in (("of",), ("of", "the")) and right.mention:
        return replace(right, first=left.first, last=right.last, sector=left.sector)  # "emissaries of the alliance"
    if left.mention is None or left.mention.type == "PERSON":
        return None
    inner = gap[1:] if possessive else gap
    if title_right and len(inner) <= 1 and all(g.modifies(word) for word in inner):
        sector = right.sector or left.sector or ""  # "NATO officials", "Moscow's troops"
        return replace(left, first=left.first, last=right.last, sector=sector)
    if person and not inner and left.last - left.first >= 1 and (left.sector is not None or not possessive):
        office = left.mention if left.mention.type == "ORG" and left.sector is not None else None
        return replace(right, first=left.first, last=right.last, sector=left.sector, office=office)
    return None
