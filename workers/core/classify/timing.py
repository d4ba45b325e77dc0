"""Which date expression of a sentence belongs to which event."""

from schemas.event import AuxMode
from workers.core.classify import grammar as g
from workers.core.classify.candidates import Candidate
from workers.core.classify.clauses import clause_end, clause_start, in_main, opener
from workers.core.classify.draft import Draft
from workers.core.classify.sentence import Sentence
from workers.core.classify.subjects import Roles
from workers.core.when import DateExpression

SAYING = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONCEDE"})
"""Types whose complement has times of its own."""


def date_of(s: Sentence, c: Candidate, dates: list[DateExpression]) -> DateExpression | None:
    """The date expression that belongs to `c`: the nearest in its clause; for a main clause or a `when` clause also one
    before it in the sentence."""
    low, high = clause_start(s, c.lead_start), clause_end(s, c.last, frozenset({"over", "during"}))
    if c.pattern.event_type in SAYING:
        high = min(high, _content_start(s, c, high))
    begin, end = s.spans[low][0] - s.start, s.spans[high - 1][1] - s.start
    anchor = s.spans[c.first][0] - s.start
    dates = [d for d in dates if not _said_then(s, d)]
    own = [d for d in dates if begin <= d.start < end]
    opened = opener(s, c.lead_start)
    if not own and opened in (None, "when", "where"):
        own = [d for d in dates if d.start < begin]
    if not own and opened is None and high == clause_end(s, c.last, frozenset({"over", "during"})):
        own = [d for d in dates if d.start >= end and _main(s, d) and not d.text.lower().startswith("since")]
    return min(own, key=lambda d: (abs(d.start - anchor), d.start)) if own else None


def carried_on(roles: Roles, before: list[Draft]) -> tuple[DateExpression | None, tuple[AuxMode, ...]]:
    """When something happened that the same actor "also" did: when the event of the sentence before did."""
    names = {phrase.name for phrase in roles.actor}
    same = next((draft for draft in before if names & {phrase.name for phrase in draft.actor}), None)
    return (same.when, same.aux) if same else (None, ())


def _content_start(s: Sentence, c: Candidate, high: int) -> int:
    """Where what is said, asked or promised begins: its dates are not those of the saying."""
    for k in range(c.last, high - 1):
        follower = s.lower[k + 1]
        if s.lower[k] in ("of", "for") and follower.endswith("ing"):
            return k
        if s.lower[k] == "to" and k + 1 not in s.at and g.modifies(follower) and not follower.endswith("ing"):
            return max(k, c.last)
    return high


def _main(s: Sentence, d: DateExpression) -> bool:
    at = next((i for i, (start, _) in enumerate(s.spans) if start >= s.start + d.start), len(s.spans) - 1)
    return in_main(s, at)


def _said_then(s: Sentence, d: DateExpression) -> bool:
    """Whether it is when somebody said so: "..., the minister said on Monday"."""
    at = next((i for i, (start, _) in enumerate(s.spans) if start >= s.start + d.start), len(s.spans) - 1)
    return at > 0 and s.lower[at - 1] in g.SPEECH and s.lower[at - 1] not in ("announced", "declared", "confirmed")
