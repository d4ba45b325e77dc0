"""What meets a clause, by which words, and what does not."""

import pytest

from schemas.control import Query
from tests.core.alert.stories import LEAD, clauses, story, told
from workers.core.alert.index import Index, leads_to
from workers.core.alert.match import matched, why_not
from workers.core.alert.view import View

REJECTED = told("REJECT", "CIV", "MLI", quad_code=3, location=None)
HISTORY = told("ASSAULT", "NGA", "TCD", aux_modes=("historical",), location=None)
VIEW = View(story(num_articles=2, events=(told(), REJECTED, HISTORY)))


@pytest.mark.parametrize(
    ("field", "value", "met"),
    [
        ("words", "trade corridor", True),
        ("words", "TRADE CORRIDOR", True),
        ("words", "nato", True),
        ("words", "corridor trade", False),
        ("words", "corr", False),
        ("words", "corridor to ivory coast", True),
        ("words", "...", False),
        ("entity", "ecowas", True),
        ("entity", "Economic Community of West African States", True),
        ("entity", "Economic Community", False),
        ("entity", "Q1", True),
        ("country", "MLI", True),
        ("country", "CIV", False),
        ("event_type", "SANCTION", True),
        ("event_type", "ASSAULT", False),
        ("quad", 4, True),
        ("quad", 1, False),
        ("actor", "MLI", True),
        ("actor", "name of mli", True),
        ("actor", "NGA", False),
        ("recipient", "CIV", True),
        ("recipient", "TCD", False),
        ("place", "Bamako", True),
        ("place", "MLI", True),
        ("place", "NGA", False),
        ("sources", 2, True),
        ("sources", 3, False),
    ],
)
def test_a_clause(field: str, value: str | int, met: bool) -> None:
    query = Query(all=clauses((field, value)))
    assert (matched(query, VIEW) is not None) == met
    assert (why_not(query, VIEW) is None) == met
    for one_way in (leads_to(query, VIEW), _found_by_index(query)):
        assert one_way or not met, "the index must not lose a story that matches"
    excluded = Query(all=clauses(("words", "Mali")), none=clauses((field, value)))
    assert (matched(excluded, VIEW) is None) == met


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (Query(all=clauses(("event_type", "SANCTION"), ("actor", "MLI"))), None),
        (Query(all=clauses(("event_type", "SANCTION"), ("actor", "CIV"))), "no single event"),
        (Query(any=clauses(("event_type", "SANCTION"), ("actor", "CIV"))), None),
        (Query(any=clauses(("words", "peace"), ("quad", 1))), "none of words:peace, quad:1"),
        (Query(all=clauses(("entity", "ECOWAS")), any=clauses(("words", "peace"))), "none of words:peace"),
        (Query(all=clauses(("entity", "ECOWAS")), none=clauses(("words", "objected"))), "which is excluded"),
        (Query(none=clauses(("words", "peace"))), None),
    ],
)
def test_a_query(query: Query, reason: str | None) -> None:
    why = why_not(query, VIEW)
    assert (why is None) if reason is None else (why is not None and reason in why)
    assert (matched(query, VIEW) is None) == (reason is not None)
    if reason is None:
        assert _found_by_index(query)


def test_a_story_without_articles_meets_nothing() -> None:
    assert matched(Query(none=clauses(("words", "peace"))), View(story(num_articles=0))) is None


def test_a_match_shows_its_place() -> None:
    found = matched(Query(all=clauses(("words", "trade corridor"), ("actor", "MLI"), ("sources", 1))), VIEW)
    assert found is not None
    for match in found:
        if match.start is not None:
            assert LEAD[match.start : match.end] == match.text
    by_clause = {match.clause: match for match in reversed(found)}
    assert by_clause["words:trade corridor"].text == "trade-corridor"
    assert by_clause["actor:MLI"].text == told().event.text
    assert by_clause["sources:1"].text == "2 independent sources"


def _found_by_index(query: Query) -> bool:
    index = Index()
    index.put("q", query)
    return "q" in index.may_meet(VIEW)
