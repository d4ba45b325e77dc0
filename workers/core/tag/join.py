"""Joins the mentions of one entity inside an article: the spaCy component `wiredesk_join`.

Surname to full name, short form to the name that introduced it. Every mention gets an entity number and the entity's
fullest name; `alias` keeps what the text called it instead.
"""

import re
from bisect import insort

from spacy.language import Language
from spacy.tokens import Doc, Span

from workers.core.tag.parts import LEADING, first, part_at, parts_of, whole
from workers.core.tag.view import Desk, Found, disjoint

SHORT = re.compile(r"[A-Z][A-Za-z.&-]{1,9}")
"""What a short form looks like."""

WEAK = frozenset(("city", "capitals", "place-context", "speaker", "owner", "model"))
"""Rules whose one-word mentions give way to a surname or short form that the article has introduced."""

SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr", "ii", "iii", "iv"))


class Join:
    """Numbers the entities, adds surnames and short forms."""

    def __call__(self, doc: Doc) -> Doc:
        """Join the mentions on the Desk, and set `doc.ents` to them."""
        notes: Desk = doc.user_data["desk"]
        shorts = _introduced(notes)
        people = _people(notes)
        _add_words(notes, people, shorts)
        notes.found = disjoint(notes.found)
        _number(notes, people, shorts)
        doc.ents = [Span(doc, f.start, f.end, f.type) for f in notes.found]
        return doc


def _introduced(notes: Desk) -> dict[str, str]:
    """Short forms that the text itself introduces, "African Union (AU)", and their full names."""
    shorts: dict[str, str] = {}
    inside = {found.start: found for found in notes.found}
    for found in list(notes.found):
        if found.type != "ORG" or notes.word(found.end) not in ("(", ",") or found.end + 1 >= len(notes.words):
            continue
        at = found.end + 1 + (notes.word(found.end + 1) in ("or", "known"))
        short = notes.words[at] if at < len(notes.words) else ""
        closed = notes.word(at + 1) == (")" if notes.word(found.end) == "(" else ",")
        if not closed or not SHORT.fullmatch(short) or sum(c.isupper() for c in short) < 2:
            continue
        if notes.word(found.end) == "(" or at > found.end + 1:
            shorts[short] = found.name
            if at not in inside:
                known = found.kind, found.country, found.sector
                insort(notes.found, Found(at, at + 1, "ORG", "acronym", found.name, *known), key=lambda f: f.start)
    return shorts


def _people(notes: Desk) -> dict[str, list[Found]]:
    """The people whom the text names in full, by the last part of the name in lower case."""
    people: dict[str, list[Found]] = {}
    for found in notes.found:
        last = surname(found.name)
        if found.type == "PERSON" and " " in found.name and len(last) > 1 and last not in LEADING:
            people.setdefault(last, []).append(found)
    return people


def surname(name: str) -> str:
    """The last part of a full name, without "Jr." and the like, in lower case; hyphenated parts stay together."""
    parts = [part for part in name.lower().replace("’", "'").split() if part not in SUFFIXES]
    last = parts[-1] if parts else name.lower()
    return re.sub(r"^(al|el|ul)-", "", last)


def _add_words(notes: Desk, people: dict[str, list[Found]], shorts: dict[str, str]) -> None:
    """Mentions of known surnames and short forms that no rule has found, or that one took for something weaker."""
    covered: dict[int, Found] = {}
    for found in notes.found:
        for at in range(found.start, found.end):
            covered[at] = found
    drop: set[int] = set()
    fresh: list[Found] = []
    parts = parts_of(people)
    for at, word in enumerate(notes.words):
        if not word[0].isupper():
            continue
        there = covered.get(at)
        if there is not None and (there.end - there.start > 1 or there.rule not in WEAK):
            continue
        if word in shorts:
            fresh.append(Found(at, at + 1, "ORG", "acronym", shorts[word]))
        elif there is None and (stop := part_at(notes, at, parts)) > at:
            fresh.append(Found(at, stop, "PERSON", "part", notes.span(at, stop), "person"))
        elif (stop := _surname_at(notes, at, people)) > at and not (
            there is not None and notes.word(at - 1) in ("in", "at", "near")
        ):
            start = (
                at - 2 if notes.word(at - 2) in ("al", "el") and notes.word(at - 1) == "-" and notes.glued(at) else at
            )
            if start in covered and covered[start] is not there:
                continue
            fresh.append(Found(start, stop, "PERSON", "surname", notes.span(start, stop), "person"))
        else:
            continue
        if there is not None:
            drop.add(id(there))
    notes.found = [found for found in notes.found if id(found) not in drop]
    notes.found = disjoint([*notes.found, *fresh])


def _surname_at(notes: Desk, at: int, people: dict[str, list[Found]]) -> int:
    """The end of a known surname at `at`, or `at`: "Lavrov", "Osei-Larte"."""
    for stop in (at + 3, at + 1):
        if (
            stop <= len(notes.words)
            and (stop == at + 1 or notes.word(at + 1) == "-")
            and notes.span(at, stop).lower() in people
        ):
            return stop
    return at


def _number(notes: Desk, people: dict[str, list[Found]], shorts: dict[str, str]) -> None:
    """Gives each mention its entity's number and name."""
    numbers: dict[tuple[str, str], int] = {}
    heads: dict[int, Found] = {}
    fullest = _fullest(people)
    recent: dict[str, str] = {}
    for found in notes.found:
        if found.type == "DATE":
            continue
        surface = notes.span(found.start, found.end)
        if found.type == "PERSON":
            last = surname(surface)
            names = fullest.get(last, {})
            if " " in surface:
                found.name = names.get(first(surface), surface)
            elif last in names or len(names) == 1:
                found.name = next(iter(names.values()))
            elif names:
                found.name = recent.get(last) or next(iter(names.values()))
            if found.name == surface:
                found.name = whole(surface, fullest, recent)
            recent[last] = recent[surname(found.name)] = found.name
        elif found.type == "ORG" and surface in shorts:
            found.name = shorts[surface]
        kind = found.type if found.type in ("PERSON", "ORG", "NORP") else "PLACE"
        key = (kind, found.name.lower())
        found.entity = numbers.setdefault(key, len(numbers))
        found.alias = surface if surface != found.name else None
        head = heads.setdefault(found.entity, found)
        if found.kind in ("organisation", "headed") and head.kind not in ("organisation", "headed"):
            heads[found.entity] = found
        elif head.kind == "" or not head.nouns:
            found.nouns = found.nouns or head.nouns
    for found in notes.found:
        if found.type == "ORG" and found.entity >= 0 and found.rule in ("acronym", "capitals", "model"):
            head = heads[found.entity]
            found.country, found.sector, found.kind, found.nouns = head.country, head.sector, head.kind, head.nouns


def _fullest(people: dict[str, list[Found]]) -> dict[str, dict[str, str]]:
    """For each surname, the fullest name by first name; an initial or a middle name does not make another person."""
    names: dict[str, dict[str, str]] = {}
    for last, mentions in people.items():
        by_first = names.setdefault(last, {})
        for mention in mentions:
            given = first(mention.name)
            if len(mention.name) > len(by_first.get(given, "")):
                by_first[given] = mention.name
    return names


@Language.component("wiredesk_join")
def join(doc: Doc) -> Doc:
    """The component, for `nlp.add_pipe`."""
    return Join()(doc)
