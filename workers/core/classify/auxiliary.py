"""Auxiliary modes (PLOVER manual, "Auxiliary modes"): did it happen, long ago, not yet, perhaps, not at all."""

from schemas.event import AuxMode
from workers.core.classify import grammar as g
from workers.core.classify.candidates import Candidate
from workers.core.classify.clauses import clause_start, in_cause, opener
from workers.core.classify.sentence import Sentence
from workers.core.when import DateExpression

BACKGROUND = frozenset(
    {("in", "recent", "years"), ("over", "the", "years"), ("for", "years"), ("for", "decades"), ("in", "the", "past"),
     ("during", "the", "cold"), ("long", "ago"), ("decades", "ago"), ("years", "ago"), ("since", "then"),
     ("at", "the", "time"), ("in", "previous", "years"), ("for", "months"), ("months", "ago"), ("historically",)}
)  # fmt: skip
FAR = 8


def aux_modes(
    s: Sentence, c: Candidate, when: DateExpression | None, outer: tuple[AuxMode, ...]
) -> tuple[AuxMode, ...]:
    """The auxiliary modes of `c`, in the order of the record's definition. `when` is the date expression that belongs
    to it; `outer` the modes of the main clause's event: an `after` clause inherits that it is history."""
    found: set[AuxMode] = set()
    lead = frozenset(c.lead)
    left = s.lower[max(0, c.lead_start - 4) : c.lead_start]
    if _negated(s, c, lead, left):
        found.add("negated")
    if lead & g.MAY or _conditional(s, c):
        found.add("hypothetical")
    elif _future(s, c, lead, left, when):
        found.add("future")
    if not found & {"future", "hypothetical"} and _historical(s, c, lead, when, outer):
        found.add("historical")
    order: tuple[AuxMode, ...] = ("historical", "future", "hypothetical", "negated")
    return tuple(mode for mode in order if mode in found)


def _negated(s: Sentence, c: Candidate, lead: frozenset[str], left: tuple[str, ...]) -> bool:
    if lead & g.NOT or (left[-1:] and left[-1] in g.NEGATING_LEADS) or left[-2:] == ("no", "longer"):
        return True
    if "to" in lead and set(left) & {"failed", "fails", "not", "n't", "n’t"}:
        return True
    if c.pattern.pos == "n":
        return "no" in s.lower[max(0, c.first - 3) : c.first] or "without" in s.lower[max(0, c.first - 3) : c.first]
    return s.lower[c.last : c.last + 1] == ("no",) or s.lower[max(0, c.lead_start - 1) : c.lead_start] == ("without",)


def _conditional(s: Sentence, c: Candidate) -> bool:
    if opener(s, c.lead_start) in ("if", "unless", "whether", "lest"):
        return True
    near = s.lower[max(clause_start(s, c.first), c.lead_start - 3) : c.first]
    return bool(
        frozenset(near) & {"possible", "possibly", "potential", "potentially", "perhaps", "considering", "alleged"}
    )


def _future(
    s: Sentence, c: Candidate, lead: frozenset[str], left: tuple[str, ...], when: DateExpression | None
) -> bool:
    if lead & g.WILL:
        return True
    if "to" in lead and (
        frozenset(left) & g.FUTURE_LEADS or s.lower[c.lead_start - 1 : c.lead_start] in (("agreed",), ("vowed",))
    ):
        return True
    if (
        "to" in lead
        and c.lead_start - 1 in s.at
        and lead == {"to"}
        and clause_start(s, c.first) == s.phrases[s.at[c.lead_start - 1]].first
    ):
        return True  # the headline's "NATO to deploy"
    if "to" in lead and left[-1:] in (("decision",), ("plan",), ("plans",), ("vow",), ("intention",), ("proposal",)):
        return left[-1] != "decision" or not (when and when.relation == "past")
    start = clause_start(s, c.lead_start)
    shared = s.lower[c.lead_start - 1 : c.lead_start] in (("and",), ("or",)) and "base" in c.form
    if shared and frozenset(s.lower[start : c.lead_start]) & g.WILL:
        return True
    if c.pattern.pos == "n":
        near = frozenset(s.lower[max(0, c.first - 3) : c.first])
        return bool(
            near & {"planned", "upcoming", "future", "forthcoming", "impending", "expected", "scheduled", "proposed"}
        )
    return when is not None and when.relation == "future" and "past" not in c.form


def _historical(
    s: Sentence, c: Candidate, lead: frozenset[str], when: DateExpression | None, outer: tuple[AuxMode, ...]
) -> bool:
    if when is not None:
        return when.relation == "past"
    if "had" in lead:
        return True
    start = clause_start(s, c.lead_start)
    zone = s.lower[start : c.high + FAR]
    if any(zone[k : k + len(words)] == words for words in BACKGROUND for k in range(len(zone))):
        return True
    if c.pattern.pos == "n" and in_cause(s, c.first):
        return True
    return "historical" in outer and opener(s, c.lead_start) in ("after", "because", "since", "when", "as", "before")
