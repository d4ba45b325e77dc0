"""Whether a story meets a query, by what, and if not, why not."""

from collections.abc import Iterable

from schemas.alert import Match
from schemas.control import Clause, Query
from schemas.story import StoryEvent
from workers.core.alert.view import EVENT_FIELDS, View, keys_of, words

MATCHES = 5
"""Places shown for one clause at most."""


def name(clause: Clause) -> str:
    """A clause as a match and a reason name it: `actor:MLI`."""
    return f"{clause.field}:{clause.value}"


def matched(query: Query, view: View) -> tuple[Match, ...] | None:
    """What meets the query, clause by clause in its order; none if it is not met."""
    if why_not(query, view) is not None:
        return None
    together = _together(query.all, view)
    found: list[Match] = []
    for clause in query.all:
        found += _matches(clause, view, together)
    for clause in query.any:
        if _met(clause, view):
            found += _matches(clause, view, None)
    return tuple(dict.fromkeys(found))


def why_not(query: Query, view: View) -> str | None:
    """The first reason for which the query is not met, or none if it is."""
    if view.story.num_articles == 0:
        return "every article was retracted"
    for clause in query.all:
        if not _met(clause, view):
            return f"{name(clause)} is not met"
    if any(clause.field in EVENT_FIELDS for clause in query.all) and _together(query.all, view) is None:
        return "no single event meets " + " and ".join(name(c) for c in query.all if c.field in EVENT_FIELDS)
    if query.any and not any(_met(clause, view) for clause in query.any):
        return "none of " + ", ".join(name(clause) for clause in query.any) + " is met"
    return next((f"{name(clause)} is met, which is excluded" for clause in query.none if _met(clause, view)), None)


def _met(clause: Clause, view: View) -> bool:
    keys = keys_of(clause)
    if not keys or not view.keys.issuperset(keys):
        return False
    return clause.field != "words" or next(view.find(words(str(clause.value))), None) is not None


def _together(clauses: Iterable[Clause], view: View) -> StoryEvent | None:
    """The most prominent event that meets all that is asked of an event."""
    wanted = {key for clause in clauses if clause.field in EVENT_FIELDS for key in keys_of(clause)}
    return next((told for told, keys in view.events if wanted <= keys), None) if wanted else None


def _matches(clause: Clause, view: View, together: StoryEvent | None) -> list[Match]:
    """The places that show that `clause` is met; for what the story counts, the count."""
    clause_name = name(clause)
    if clause.field in EVENT_FIELDS or clause.field == "place":
        (key,) = keys_of(clause)
        alone = next((told for told, keys in view.events if key in keys), None)
        told = together if together and clause.field in EVENT_FIELDS else alone
        if told:
            evidence = [e for e in told.evidence if e.uri == told.uri] + [e for e in told.evidence if e.uri != told.uri]
            return [
                Match(clause=clause_name, text=e.text, uri=e.uri, start=e.start, end=e.end) for e in evidence[:MATCHES]
            ]
    if clause.field == "words":
        return _places(clause_name, [str(clause.value)], view)
    if clause.field in ("entity", "country"):
        return _entities(clause, view)
    return [Match(clause=clause_name, text=f"{view.story.num_independent_sources} independent sources")]


def _entities(clause: Clause, view: View) -> list[Match]:
    ((_, wanted),) = keys_of(clause)
    names: list[str] = []
    for entity in view.story.entities:
        called = [entity.name, *entity.aliases]
        by_code = clause.field == "country" and " ".join(words(entity.country_code or "")) == wanted
        by_name = clause.field == "entity" and wanted in {
            " ".join(words(n)) for n in (*called, entity.wikidata_id or "")
        }
        if by_code or by_name:
            names += called
    return _places(name(clause), names, view) or [Match(clause=name(clause), text=names[0])]


def _places(clause_name: str, phrases: Iterable[str], view: View) -> list[Match]:
    found = [
        Match(
            clause=clause_name,
            text=text.text[start:end],
            uri=text.uri,
            start=None if text.start is None else text.start + start,
            end=None if text.start is None else text.start + end,
        )
        for wanted in phrases
        for text, start, end in view.find(words(wanted))
    ]
    # A place in the body says more than one in a headline, which has no offsets.
    return sorted(dict.fromkeys(found), key=lambda m: (m.start is None, m.start or 0, m.uri or ""))[:MATCHES]
