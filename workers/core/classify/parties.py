"""Decides who acts and who suffers: subject and object by position, prepositions, possessors and light verbs."""

from schemas.article import TaggedArticle
from workers.core.classify import grammar as g
from workers.core.classify.candidates import Candidate
from workers.core.classify.clauses import clause_end, clause_start, first_free
from workers.core.classify.phrases import Phrase
from workers.core.classify.sentence import Sentence
from workers.core.classify.subjects import Roles, Subjects

LIGHT_FORMS = frozenset(
    "announce announces announced announcing order orders ordered ordering impose imposes imposed imposing launch "
    "launches launched launching conduct conducts conducted conducting begin begins began begun beginning start "
    "starts started starting stage stages staged staging hold holds held holding mount mounts mounted mounting "
    "make makes made making deliver delivers delivered delivering open opens opened opening confirm confirmed "
    "confirming continue continues continued continuing resume resumes resumed resuming extend extends extended "
    "extending declare declares declared declaring issue issues issued issuing complete completes completed "
    "completing carry carries carried carrying lead leads led leading".split()
)
"""Verbs that lend their subject to the noun in their object."""
MUTUAL_TYPES = frozenset({"CONSULT", "AGREE", "ASSAULT"})
BY, WITH = frozenset({"by"}), frozenset({"with"})
FIGHTS = frozenset("clash clashes fighting battle battles shootout confrontation skirmish skirmishes firefight".split())
REACH = 24
NOUN_REACH = 12


class RoleFinder:
    """Roles of a sentence's candidates, in their order: later ones may rest on what earlier ones came to."""

    def __init__(self, article: TaggedArticle, sentence: Sentence, previous: Sentence | None) -> None:
        self._s = sentence
        self._subjects = Subjects(article, sentence, previous)

    def __call__(self, c: Candidate) -> Roles:
        """The roles of `c`."""
        roles = Roles()
        if c.pattern.pos == "n":
            roles.actor = self._noun_actor(c, roles)
        elif c.passive:
            fought = not FIGHTS.isdisjoint(self._s.lower[c.last : c.last + 8])  # "was killed in clashes with police"
            roles.actor = self._after(c, BY, []) or (self._after(c, WITH, []) if fought else [])
        else:
            roles.actor = self._subjects.of_verb(c, roles)
        roles.actor = [p for p in roles.actor if not (p.mention and p.mention.type == "LOC")]
        self._recipient(c, roles)
        if c.pattern.mutual and roles.recipient and c.pattern.event_type in MUTUAL_TYPES:
            roles.actor, roles.recipient = sorted(roles.actor + roles.recipient, key=lambda p: p.first), []
        self._subjects.done.append((c, roles))
        return roles

    def _noun_actor(self, c: Candidate, roles: Roles) -> list[Phrase]:
        """Who does what a noun says: its owner, "by" whom it is, or the subject of the light verb before it."""
        s = self._s
        owner = self._subjects.owner(c.first)
        if owner:
            return s.chain(owner, -1) if s.governor(owner) is None else [owner]
        by = self._after(c, BY, [])
        if by:
            return by
        low = max(clause_start(s, c.first), c.first - 8)
        light = next((k for k in range(c.first - 1, low - 1, -1) if s.lower[k] in LIGHT_FORMS), None)
        if light is None or any(w in g.BREAKS for w in s.lower[light : c.first]):
            return []
        return self._subjects.of_light_verb(light, roles)

    def _recipient(self, c: Candidate, roles: Roles) -> None:
        where = frozenset(c.pattern.where) - {"mutual", "none", "that"}
        if c.passive and "obj" in where:
            subject = Roles()
            if frozenset(c.lead) & g.BE:
                subject.actor = self._subjects.of_verb(c, subject)
            else:  # "a tanker suspected of", "troops killed in"
                subject.actor = [p for p in self._s.phrases if p.last == c.lead_start]
            roles.recipient = self._not_actor(subject.actor, roles.actor)
            owned = [p for p in self._s.phrases if p.first >= c.low and p.last <= c.lead_start]
            if not roles.recipient and c.pattern.object:
                roles.recipient = self._not_actor(owned[:1], roles.actor)
            if roles.recipient:
                return
        if c.passive and not roles.recipient:
            left = [p for p in self._s.phrases if c.low <= p.first and p.last <= c.lead_start]
            roles.recipient = self._not_actor([p for p in left if self._s.governor(p) in where], roles.actor)[:1]
            if roles.recipient:
                return
            if not roles.actor:  # "Ethiopian troops were deployed near the border"
                roles.actor = self._subjects.of_verb(c, roles)
        prepositions = where - {"obj"}
        roles.recipient = self._after(
            c, prepositions, roles.actor, bare="obj" in where and c.pattern.pos == "v" and not c.passive
        )
        if not roles.recipient and "that" in c.pattern.where and c.high < len(self._s.lower):
            roles.recipient = self._that_subject(c, roles)

    def _after(
        self, c: Candidate, prepositions: frozenset[str], actor: list[Phrase], bare: bool = False
    ) -> list[Phrase]:
        """The first phrase behind `c` (with those joined to it) on one of `prepositions`, or `bare` on none or "of"."""
        s = self._s
        end = min(
            clause_end(s, c.last, prepositions & {"over", "that"}),
            c.last + (REACH if c.pattern.pos == "v" else NOUN_REACH),
        )
        allowed: frozenset[str | None] = prepositions | ({None, "of"} if bare else frozenset())
        for phrase in s.phrases:
            if phrase.first < c.last or phrase.last > end:
                continue
            at = s.governed_at(phrase)
            governor = None if at is None or at < c.last else s.lower[at]
            if governor in allowed and self._fits(phrase, c):
                found = self._not_actor(s.chain(phrase, 1), actor)
                if found:
                    return found
        return []

    def _fits(self, phrase: Phrase, c: Candidate) -> bool:
        """Whether the phrase is a party there, rather than a mere place or the actor's own ("its army")."""
        own = phrase.mention is None and self._s.lower[phrase.first - 1] in ("its", "his", "her", "their")
        if own:
            return False
        if phrase.mention and phrase.mention.type in ("FAC", "LOC") and c.pattern.event_type != "ASSAULT":
            return False
        return not (self._s.governor(phrase) == "in" and "in" not in c.pattern.where)

    def _that_subject(self, c: Candidate, roles: Roles) -> list[Phrase]:
        at = next((k for k in range(c.last, min(c.last + 12, len(self._s.lower))) if self._s.lower[k] == "that"), None)
        if at is None:
            return []
        found = first_free(self._s, at + 1, clause_end(self._s, at + 1))
        return self._not_actor(self._s.chain(found, 1), roles.actor) if found else []

    def _not_actor(self, found: list[Phrase], actor: list[Phrase]) -> list[Phrase]:
        """`found` without the actors and what is only their country's own: "Russia's mission", "Russian officials"."""
        names = {p.name for p in actor}
        countries = {p.country for p in actor if p.country}
        return [p for p in found if p.name not in names and not (p.country in countries and self._only_owns(p))]

    def _only_owns(self, phrase: Phrase) -> bool:
        """Whether a country is named only as the owner of something."""
        owner = self._s.lower[phrase.last : phrase.last + 1]
        adjective = phrase.mention is not None and phrase.mention.type == "NORP"
        owns = adjective or (bool(owner) and owner[0] in g.POSSESSIVES) or self._s.governor(phrase) in ("of", "in")
        return phrase.is_country and phrase.sector in (None, "", "GOV") and owns
