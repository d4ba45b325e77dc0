"""Whether a candidate is an event, how sure, and which single type the manual's conventions want for it."""

from schemas.article import TaggedArticle
from schemas.event import AuxMode, EventType
from workers.core.classify.candidates import Candidate
from workers.core.classify.forms import GERUND
from workers.core.classify.grammar import BE
from workers.core.classify.sentence import Sentence
from workers.core.classify.subjects import Roles
from workers.core.when import DateExpression

PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types that are AGREE when they are still to come (manual, AGREE)."""
YIELDING = frozenset({"RETREAT", "CONCEDE"})
PROMISES = frozenset("promise promises promised promising pledge pledges pledged pledging vow vows vowed".split())
NEEDS_RECIPIENT = frozenset({"SANCTION", "COOPERATE", "AID", "CONSULT"})
ANNOUNCED = frozenset("announced announce announces said says declared pledged promised".split())
SCORES = {
    "base": 0.4, "actor": 0.15, "recipient": 0.15, "object": 0.1, "verb": 0.05, "dated": 0.05, "named": 0.02,
    "pronoun": -0.1, "lacking": -0.1, "counted": 0.1, "unnamed": -0.1, "quoted": -0.03,
}  # fmt: skip
"""What each thing that is known adds to the score; the sum is capped at 1."""


def enough(c: Candidate, roles: Roles, counted: bool) -> bool:
    """Whether enough is known for an event: a verb has a party, a noun two of them, or one and a figure; a meeting has
    somebody with a name."""
    parties = roles.actor + roles.recipient
    if c.pattern.event_type == "CONSULT" and len(parties) == 1 and parties[0].mention is None:
        return False
    nobody = not roles.recipient and not counted and not c.pattern.object
    alone = all(p.mention and p.mention.type == "PERSON" for p in roles.actor)
    if c.form == {GERUND} and nobody and not frozenset(c.lead) & BE:
        return False  # "prior to taking over"
    if c.pattern.event_type in ("ASSAULT", "COERCE") and nobody and alone:
        return False  # "she attacked down the left"
    if c.pattern.pos == "v":
        return bool(parties)
    return bool(roles.actor and roles.recipient) or len(roles.actor) > 1 or (bool(parties) and counted)


def one_type(
    s: Sentence, c: Candidate, aux: tuple[AuxMode, ...], content: Candidate | None
) -> tuple[EventType, tuple[AuxMode, ...]]:
    """The single type that the manual wants instead of a cooperative type and `future`, or of a promise to yield."""
    kind = c.pattern.event_type
    if (
        kind == "AGREE"
        and content
        and content.pattern.event_type in YIELDING
        and PROMISES & set(s.lower[c.first : c.last])
    ):
        return "CONCEDE", aux
    if "future" in aux and "negated" not in aux:
        if kind in PROMISED:
            return "AGREE", tuple(mode for mode in aux if mode != "future")
        if kind == "RETREAT":
            announced = not ANNOUNCED.isdisjoint(s.lower)
            return "CONCEDE", tuple(mode for mode in aux if mode != "future" or not announced)
        if kind == "AGREE":
            return kind, tuple(mode for mode in aux if mode != "future")
    return kind, aux


def rate(
    article: TaggedArticle, s: Sentence, c: Candidate, roles: Roles, when: DateExpression | None, counted: bool
) -> float:
    """How sure the coder is, 0 to 1, by what of an event it found (`SCORES`)."""
    named = [p for p in roles.actor + roles.recipient if p.mention]
    holds = {
        "base": True,
        "actor": bool(roles.actor),
        "recipient": bool(roles.recipient),
        "object": bool(c.pattern.object),
        "verb": c.pattern.pos == "v",
        "dated": when is not None,
        "named": bool(s.mentions),
        "pronoun": roles.pronoun,
        "lacking": len(roles.actor) < 2 and not roles.recipient and _wants_recipient(c),
        "counted": bool(counted),
        "unnamed": not named,
        "quoted": any(q.start <= s.spans[c.first][0] < q.end for q in article.quotes if q.kind != "indirect"),
    }
    return min(1.0, sum(SCORES[name] for name, true in holds.items() if true))


def _wants_recipient(c: Candidate) -> bool:
    """Whether the event makes little sense without a recipient: the manual asks for one, or the verb does."""
    bare = c.pattern.pos == "v" and c.pattern.where[0] == "obj" and not c.pattern.object
    return c.pattern.event_type in NEEDS_RECIPIENT or bare
