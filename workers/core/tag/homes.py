"""The country that an article is about, which is that of people and bodies whose own it does not say."""

from workers.core.tag.view import Desk, Found

DATELINE = 3
"""What the place that an article is datelined from adds to the count of its country."""

FIRST = 1.0
"""What the first place adds that an article without a dateline names in its first sentence."""

OF_A_PEOPLE = 0.5
"""What a people's name counts beside a place's 1: it often says whose visitor somebody is."""

COMMON_NAMES = frozenset(
    (
        "Democratic Party", "Republican Party", "Labour Party", "Conservative Party", "Social Democratic Party",
        "Liberal Democrats", "Liberal Democratic Party", "Congress", "Senate", "House of Representatives",
        "National Guard", "Justice Department", "Defense Department", "Energy Department", "Commerce Department",
        "Foreign Office", "Home Office", "Workers' Party", "People Power Party", "Democratic Alliance", "CGT",
        "National Rally", "Law and Justice", "Green Party", "Coast Guard", "U.S. Coast Guard",
    )
)  # fmt: skip
"""Names that organisations of more countries than the tables' one bear."""


def home_of(notes: Desk) -> str | None:
    """The country that the article is about: the one it names most, or first of those, or is datelined from."""
    places = [f for f in notes.found if f.country and f.type in ("GPE", "NORP", "LOC")]
    counts: dict[str, float] = {}
    for found in places:
        counts[found.country or ""] = counts.get(found.country or "", 0) + (OF_A_PEOPLE if found.type == "NORP" else 1)
    if places and notes.sentence[places[0].start] == 0:
        first = places[0].country or ""
        counts[first] += DATELINE if notes.words[places[0].start].isupper() else FIRST
    return max(counts, key=lambda code: counts[code]) if counts else None


def worldly(found: Found) -> bool:
    """Whether an organisation's name says that it is of no one country."""
    return found.sector not in ("PTY", "LAB") and any(
        word in ("International", "World", "Global", "United", "Inter", "Joint") for word in found.name.split()
    )
