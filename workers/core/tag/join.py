"""Joins the mentions of one entity inside an article: the spaCy component `wiredesk_join`.

Surname to full name, short form to the name that introduced it, "the alliance" to the organisation that is one. Every
mention gets an entity number and the entity's fullest name; `alias` keeps what the text called it instead.
"""

import re
from bisect import insort

from spacy.language import Language
from spacy.tokens import Doc, Span

from workers.core.tag.view import Desk, Found, disjoint

GENERIC = frozenset(
    "alliance bloc ministry company group agency court council bank union commission party university hospital parliament "
    "department army committee fund organization organisation association federation foundation institute newspaper "
    "cartel lender watchdog charity broadcaster network".split()  # noqa: SIM905
)
"""Words that stand for an organisation named before."""

BETWEEN = 3
"""Words that may stand between "the" and the noun ("the Western military alliance")."""

SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr", "ii", "iii", "iv"))
LEADING = frozenset(("al", "el", "bin", "ibn", "van", "von", "de", "der", "den", "di", "da", "la", "le", "del", "dos", "du"))


class Join:
    """Numbers the entities, adds surnames, short forms and nominals."""

    def __call__(self, doc: Doc) -> Doc:
        notes: Desk = doc.user_data["desk"]
        shorts = _introduced(notes)
        people = _people(notes)
        _add_words(notes, people, shorts)
        notes.found = disjoint(notes.found)
        names = _number(notes, people, shorts)
        _add_nominals(notes, names)
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
        if closed and re.fullmatch(r"[A-Z][A-Za-z.&-]{1,9}", short) and sum(c.isupper() for c in short) > 1:
            if notes.word(found.end) == "(" or at > found.end + 1:
                shorts[short] = found.name
                if at not in inside:
                    _insert(notes, Found(at, at + 1, "ORG", "acronym", found.name, found.kind, found.country, found.sector))
    return shorts


def _people(notes: Desk) -> dict[str, list[Found]]:
    """The people whom the text names in full, by the last part of the name in lower case."""
    people: dict[str, list[Found]] = {}
    for found in notes.found:
        last = surname(found.name)
        if found.type == "PERSON" and found.end - found.start > 1 and len(last) > 1 and last not in LEADING:
            people.setdefault(last, []).append(found)
    return people


def surname(name: str) -> str:
    """The last part of a full name, without "Jr." and the like, in lower case; hyphenated parts stay together."""
    parts = [part for part in name.lower().replace("’", "'").split() if part not in SUFFIXES]
    last = parts[-1] if parts else name.lower()
    return re.sub(r"^(al|el|ul)-", "", last)


def _add_words(notes: Desk, people: dict[str, list[Found]], shorts: dict[str, str]) -> None:
    """Mentions of known surnames and short forms that no rule has found, or that one took for something weaker."""
    by_name = {name: full for name, full in shorts.items()}
    covered: dict[int, Found] = {}
    for found in notes.found:
        for at in range(found.start, found.end):
            covered[at] = found
    drop: set[int] = set()
    fresh: list[Found] = []
    for at, word in enumerate(notes.words):
        if not word[0].isupper():
            continue
        there = covered.get(at)
        if there is not None and (there.end - there.start > 1 or there.rule not in ("city", "capitals", "place-context", "speaker", "owner")):
            continue
        if word in by_name:
            fresh.append(Found(at, at + 1, "ORG", "acronym", by_name[word]))
        elif (stop := _surname_at(notes, at, people)) > at and not (there is not None and notes.word(at - 1) in ("in", "at", "near")):
            start = at - 2 if notes.word(at - 2) in ("al", "el") and notes.word(at - 1) == "-" and notes.glued(at) else at
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
        if stop <= len(notes.words) and (stop == at + 1 or notes.word(at + 1) == "-") and notes.span(at, stop).lower() in people:
            return stop
    return at


def _number(notes: Desk, people: dict[str, list[Found]], shorts: dict[str, str]) -> dict[int, Found]:
    """Gives each mention its entity's number and name; returns the first, or fullest, mention of each entity."""
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
            if found.end - found.start > 1:
                found.name = names.get(_first(surface), surface)
            elif last in names or len(names) == 1:
                found.name = next(iter(names.values()))
            elif names:
                found.name = recent.get(last) or next(iter(names.values()))
            recent[last] = found.name
        elif found.type == "ORG" and surface in shorts:
            found.name = shorts[surface]
        key = (found.type if found.type in ("PERSON", "ORG") else "PLACE", found.name.lower())
        if found.type == "NORP":
            key = ("NORP", found.name.lower())
        found.entity = numbers.setdefault(key, len(numbers))
        found.alias = surface if surface != found.name else None
        head = heads.setdefault(found.entity, found)
        if found.kind in ("organisation", "headed") and head.kind not in ("organisation", "headed"):
            heads[found.entity] = found
        elif head.kind == "" or not head.nouns:
            found.nouns = found.nouns or head.nouns
    for found in notes.found:
        if found.type == "ORG" and found.entity >= 0 and found.rule in ("acronym", "capitals"):
            head = heads[found.entity]
            found.country, found.sector, found.kind, found.nouns = head.country, head.sector, head.kind, head.nouns
    return heads


def _fullest(people: dict[str, list[Found]]) -> dict[str, dict[str, str]]:
    """For each surname, the fullest name by first name; an initial or a middle name does not make another person."""
    names: dict[str, dict[str, str]] = {}
    for last, mentions in people.items():
        by_first = names.setdefault(last, {})
        for mention in mentions:
            first = _first(mention.name)
            if len(mention.name) > len(by_first.get(first, "")):
                by_first[first] = mention.name
    return names


def _first(name: str) -> str:
    return name.split()[0].lower().rstrip(".")


def _add_nominals(notes: Desk, heads: dict[int, Found]) -> None:
    """"the alliance" and the like, where the text has named exactly one organisation that is called so."""
    covered = {at for found in notes.found for at in range(found.start, found.end)}
    called: dict[str, list[Found]] = {}
    waiting = sorted((f for f in notes.found if f.type == "ORG" and f.nouns), key=lambda f: -f.start)
    for at, word in enumerate(notes.lower):
        while waiting and waiting[-1].end <= at:
            found = waiting.pop()
            for noun in {n.split()[-1] for n in found.nouns} & GENERIC:
                known = called.setdefault(noun, [])
                if all(other.entity != found.entity for other in known):
                    known.append(found)
        noun = word if word in GENERIC else word[:-1] if word.endswith("s") and word[:-1] in GENERIC else ""
        if not noun or at in covered or notes.words[at][0].isupper() or len(called.get(noun, ())) != 1:
            continue
        if noun != word and not _lost(notes, at):
            continue
        start = at - 1
        while start > at - 2 - BETWEEN and start >= 0 and notes.lower[start] != "the" and start not in covered:
            if not (notes.words[start][0].isalpha() or notes.words[start] == "-"):
                break
            start -= 1
        modified = at - start > 1
        if notes.word(start) != "the" or start < 0 or notes.word(at + 1) in ("of", "'") or (modified and not _fits(notes, start + 1, at, called[noun][0])):
            continue
        who = called[noun][0]
        end = at + 1
        _insert(notes, Found(start, end, "ORG", "nominal", who.name, who.kind, who.country, who.sector, alias=notes.span(start, end),
                             entity=who.entity))  # fmt: skip
    return


def _fits(notes: Desk, start: int, end: int, who: Found) -> bool:
    """Whether words between "the" and the noun only describe `who`: its own words, or those that the tables give."""
    described = {part for noun in who.nouns for part in noun.lower().split()} | set(who.name.lower().split())
    described |= {"western", "european", "military", "regional", "trans", "atlantic", "-", "north", "transatlantic"} if "alliance" in who.nouns else set()
    return all(notes.lower[at] in described for at in range(start, end))


def _lost(notes: Desk, at: int) -> bool:
    """Whether the "s" at the end of the noun is a possessive that lost its apostrophe: a noun follows, no verb."""
    after = notes.word(at + 1)
    return notes.word(at - 1) == "the" and after.isalpha() and after not in NOT_OWNED


NOT_OWNED = frozenset(
    "are were have had do did said say that who which and or of in on to for from with by at as but will would can could may "
    "must should also than when while if".split()  # noqa: SIM905
)


def _insert(notes: Desk, found: Found) -> None:
    insort(notes.found, found, key=lambda f: f.start)


@Language.component("wiredesk_join")
def join(doc: Doc) -> Doc:
    """The component, for `nlp.add_pipe`."""
    return Join()(doc)
