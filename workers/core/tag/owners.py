"""Whose a title, a role or a person is: the organisation or country before, inside or behind it."""

from workers.core.tag.lexicon import Lexicon
from workers.core.tag.metonyms import ACTS, MEETINGS, TOWARDS
from workers.core.tag.titles import MODIFIERS, OWNING, Title
from workers.core.tag.view import FUNCTION, POSSESSIVE, Desk, Found

NOUNS = 2
"""Words of the noun between a people's name and a person's."""

NO_NOUNS = FUNCTION | ACTS | TOWARDS | MEETINGS
"""What between a people's name and a person's is no noun: "the Russian told Ana Quispe"."""

REACH = 5
"""Tokens behind "leader of" in which the name of what is led begins ("the main opposition Democratic Party")."""


def owner_before(notes: Desk, at: int, at_end: dict[int, Found]) -> Found | None:
    """The mention right before token `at`, with or without a possessive, or none."""
    if notes.word(at - 1) in POSSESSIVE:
        at -= 1
    return at_end.get(at)


def owner_inside(notes: Desk, start: int, stop: int, at_start: dict[int, Found]) -> Found | None:
    """The owner that stands inside a title: "a spokesman for the bloc, ...", "president of Mali ..."."""
    for at in range(start, stop):
        if at in at_start and at_start[at].type in ("GPE", "ORG"):
            return at_start[at]
    return None


def owned_behind(notes: Desk, title: Title, at_start: dict[int, Found], known: Lexicon) -> Found | None:
    """What a role is of, behind it: ", leader of the main opposition Democratic Party"."""
    if not OWNING & set(notes.lower[title.start : title.end + 1]):
        return None
    for at in range(title.end, title.end + 1 + REACH):
        behind = at_start.get(at)
        if behind is not None:
            return behind if behind.type in ("GPE", "ORG") else None
        if notes.word(at) not in OWNING | {"the", "a", "its"} | MODIFIERS | known.areas.keys():
            return None
    return None


def belongs(notes: Desk, found: Found, at_end: dict[int, Found], at_start: dict[int, Found]) -> None:
    """ "the NLD's Myo Nyunt", "Rahul Gandhi of the Congress party"."""
    owner = owner_before(notes, found.start, at_end) if notes.word(found.start - 1) in POSSESSIVE else None
    if owner is None and notes.word(found.end) in ("of", "from", "with"):
        at = found.end + 1
        owner = at_start.get(at) or (at_start.get(at + 1) if notes.word(at) == "the" else None)
    if owner is not None and owner.type == "ORG":
        found.country, found.sector = found.country or owner.country, owner.sector


def people_before(notes: Desk, found: Found, at_end: dict[int, Found]) -> str | None:
    """The country of "Canadian" in "Canadian heptathlete Georgia Ellenwood", whatever the noun between is."""
    at = found.start - 1
    for _ in range(NOUNS):
        word = notes.word(at)
        if not word.isalpha() or notes.words[at][0].isupper() or word.endswith("ed") or word in NO_NOUNS:
            return None
        people = at_end.get(at)
        if people is not None:
            return people.country if people.type == "NORP" and people.kind == "demonym" else None
        at -= 1
    return None
