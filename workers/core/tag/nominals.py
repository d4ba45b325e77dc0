"""Finds "the alliance", "the ministry" and the like where it is certain who is meant: component `wiredesk_nominals`."""

from bisect import insort
from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc, Span

from workers.core.tag.view import Desk, Found, disjoint

GENERIC = frozenset(
    """
    alliance bloc ministry company group agency court council bank union commission party university hospital
    parliament department army committee fund organization organisation association federation foundation institute
    newspaper cartel lender watchdog charity broadcaster network
    """.split()
)
"""Words that stand for an organisation named before."""

NOT_OWNED = frozenset(
    """
    are were have had do did said say that who which and or of in on to for from with by at as but will would can
    could may must should also than when while if
    """.split()
)
"""What follows a plural; behind a possessive that lost its apostrophe a noun does."""

BETWEEN = 5
"""Tokens that may stand between "the" and the noun ("the trans-Atlantic military alliance")."""


class Nominals:
    """Adds nouns that stand for the one organisation so far that is called so."""

    def __call__(self, doc: Doc) -> Doc:
        """Find them on the Desk, and set `doc.ents` again."""
        notes: Desk = doc.user_data["desk"]
        inside = {at: found for found in notes.found for at in range(found.start, found.end)}
        waiting = sorted((f for f in notes.found if f.type == "ORG" and f.nouns), key=lambda f: -f.start)
        called: defaultdict[str, list[Found]] = defaultdict(list)
        for at, word in enumerate(notes.lower):
            while waiting and waiting[-1].end <= at:
                _call(waiting.pop(), called)
            lost = word not in GENERIC and word.endswith("s") and _owns(notes, at)
            noun = word[:-1] if lost else word
            if noun not in GENERIC or at in inside or notes.words[at][0].isupper() or len(called[noun]) != 1:
                continue
            who = called[noun][0]
            start = _begin(notes, at, who, inside)
            if start is not None and notes.word(at + 1) != "of":
                text = notes.span(start, at + 1)
                known = who.name, who.kind, who.country, who.sector
                found = Found(start, at + 1, "ORG", "nominal", *known, entity=who.entity, cut=int(lost))
                found.alias = text[:-1] if lost else text
                insort(notes.found, found, key=lambda f: f.start)
        notes.found = disjoint(notes.found)
        doc.ents = [Span(doc, f.start, f.end, f.type) for f in notes.found]
        return doc


def _call(found: Found, called: defaultdict[str, list[Found]]) -> None:
    """Note what `found` may be called from here on."""
    for noun in sorted({noun.split()[-1] for noun in found.nouns} & GENERIC):
        if all(other.entity != found.entity for other in called[noun]):
            called[noun].append(found)


def _begin(notes: Desk, at: int, who: Found, inside: dict[int, Found]) -> int | None:
    """Where the phrase of the noun at `at` begins: at its "the", with words between that only describe `who`."""
    own = {part for noun in (*who.nouns, who.name) for part in noun.lower().split()}
    for start in range(at - 1, max(-1, at - 2 - BETWEEN), -1):
        word = notes.lower[start]
        if word == "the":
            return start
        if word not in own or (start in inside and inside[start].rule not in ("group", "demonym", "region")):
            return None
    return None


def _owns(notes: Desk, at: int) -> bool:
    """Whether the "s" at the end of the noun is a possessive that lost its apostrophe: a noun follows, no verb."""
    after = notes.word(at + 1)
    return notes.word(at - 1) == "the" and after.isalpha() and after not in NOT_OWNED


@Language.component("wiredesk_nominals")
def nominals(doc: Doc) -> Doc:
    """The component, for `nlp.add_pipe`."""
    return Nominals()(doc)
