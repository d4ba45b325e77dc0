"""What the tables and the words around say of a name that was found but not looked up: a model found it, or a rule that
knows its type only."""

from workers.core.tag.lexicon import Lexicon
from workers.core.tag.titles import title_before
from workers.core.tag.view import Desk, Found

UNKNOWN = frozenset(("", "unknown"))
"""Kinds of mentions that nobody has looked up."""

BETWEEN = 4
"""Tokens behind ", a" in which the noun of an apposition stands (", a privately owned Russian bank,")."""


def look_up(known: Lexicon, found: Found) -> None:
    """Fill in what the tables have under the name of a place, an organisation or a people."""
    entry = known.names.get(found.name)
    if entry is None and found.type in ("GPE", "LOC") and found.name in known.provinces:
        found.country, found.kind = known.provinces[found.name], "region"
        return
    if entry is None or entry.type == "PERSON" or found.type in ("PERSON", "DATE", "EVENT"):
        return
    if (entry.type == "ORG") != (found.type == "ORG") or (entry.type == "NORP") != (found.type == "NORP"):
        return
    if entry.name != found.name:
        found.alias = found.name
    found.name, found.kind, found.country, found.sector = entry.name, entry.kind, entry.country, entry.sector
    found.geonames_id, found.lat, found.lon = entry.geonames_id, entry.lat, entry.lon
    found.nouns, found.rule = found.nouns or entry.nouns, entry.kind


def titled(notes: Desk, found: Found, known: Lexicon) -> None:
    """Take in the title right before a person's name, as "Foreign Minister" is."""
    title = title_before(notes, found.start, known) if found.start else None
    if title is not None:
        found.title, found.owner = title.named, title.start
        found.sector, found.former = found.sector or title.sector, found.former or title.former


def by_words(notes: Desk, found: Found, known: Lexicon, at_start: dict[int, Found]) -> None:
    """An organisation's sector and country by the words of its name ("Malawi Red Cross", "Nasser Hospital"), else by an
    apposition (", a Russian company,")."""
    words = notes.words[found.start : found.end]
    for start in range(found.start + 1, found.end):
        part = known.names.get(notes.span(start, found.end))
        if part is not None and part.type == "ORG":
            found.country, found.sector, found.kind, found.rule = part.country, part.sector, "headed", "head-word"
            return
    head = next((known.heads[word] for word in reversed(words) if word in known.heads), None)
    if head is not None and head[0] == "ORG":
        found.sector = next((known.fields[word] for word in words if word in known.fields), head[1])
        found.kind, found.rule = "headed", "head-word"
        return
    if notes.word(found.end) != "," or notes.word(found.end + 1) not in ("a", "an", "the"):
        return
    for at in range(found.end + 2, min(found.end + 2 + BETWEEN, len(notes.words))):
        if at in at_start and at_start[at].type in ("NORP", "GPE"):
            found.country = found.country or at_start[at].country
        noun = known.heads.get(notes.words[at].capitalize())
        if notes.words[at].islower() and noun is not None and noun[0] == "ORG":
            found.sector = found.sector or noun[1]
            return


def country_behind(notes: Desk, found: Found, at_start: dict[int, Found]) -> str | None:
    """The country of what a place is in: "Lahaina, Hawaii", "Jajarkot in Nepal"."""
    if notes.word(found.end) not in (",", "in"):
        return None
    behind = at_start.get(found.end + 1)
    return behind.country if behind is not None and behind.type == "GPE" else None
