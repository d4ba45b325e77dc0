"""Decides who acts and who suffers: subject and object by position, prepositions, possessors and light verbs."""

from dataclasses import dataclass, field

from schemas.article import TaggedArticle
from workers.core.classify import grammar as g
from workers.core.classify.candidates import Candidate
from workers.core.classify.clauses import clause_end, clause_start, first_free
from workers.core.classify.sentence import Phrase, Sentence

LIGHT_VERBS = frozenset(
    "announce order impose launch conduct begin start stage hold mount make deliver open confirm continue resume extend "
    "declare issue approve complete condemn face see suffer carry threaten seek demand oversee lead".split()
)
LIGHT_FORMS = frozenset(
    w + e for w in LIGHT_VERBS for e in ("", "s", "d", "ed", "ing")
) | frozenset("announcing imposing launching held holding made making began led leading sought oversaw continuing "
              "issuing declaring staging approving completing carried carries".split())  # fmt: skip
RECIPIENT_REACH = 14


@dataclass(slots=True)
class Roles:
    """Who acts and who suffers; `pronoun` where a pronoun was resolved to get there."""

    actor: list[Phrase] = field(default_factory=list)
    recipient: list[Phrase] = field(default_factory=list)
    pronoun: bool = False


class RoleFinder:
    """Roles of a sentence's candidates, in their order: later ones may rest on what earlier ones came to."""

    def __init__(self, article: TaggedArticle, sentence: Sentence, previous: Sentence | None) -> None:
        self._article = article
        self._s = sentence
        self._previous = previous
        self._done: list[tuple[Candidate, Roles]] = []

    def __call__(self, c: Candidate) -> Roles:
        """The roles of `c`."""
        roles = Roles()
        if c.pattern.pos == "n":
            self._noun_actor(c, roles)
        elif c.passive:
            roles.actor = self._after(c, frozenset({"by"}), [])
        else:
            self._subject(c, roles)
        self._recipient(c, roles)
        if c.pattern.mutual and roles.recipient and c.pattern.event_type in ("CONSULT", "AGREE", "ASSAULT"):
            roles.actor, roles.recipient = sorted(roles.actor + roles.recipient, key=lambda p: p.first), []
        self._done.append((c, roles))
        return roles

    def _subject(self, c: Candidate, roles: Roles) -> None:
        """The subject of a verb: see the module's comment on each case."""
        s, i = self._s, c.lead_start
        before = s.lower[i - 1] if i else ""
        infinitive = "to" in c.lead
        if before in g.PRONOUNS and i - 1 not in s.at:
            found = self._pronoun(before, i - 1, roles)
        elif before in g.RELATIVES or (i > 1 and s.lower[i - 2 : i] == (",", "which")):
            found = self._ending_at(i - 1)
        elif infinitive or (c.form == {"gerund"} and not any(w in g.BE for w in c.lead)):
            found = self._controller(c)
        elif before in ("and", "or", "but", "then"):
            found = self._shared(i - 1)
        else:
            found = self._leftward(i, roles)
        roles.actor = s.chain(found, -1) if found else []

    def _leftward(self, i: int, roles: Roles) -> Phrase | None:
        """The nearest phrase to the left that hangs on no preposition; a bracket between commas is jumped over."""
        s, k, low = self._s, i - 1, clause_start(self._s, i)
        if k > 0 and s.lower[k] == ",":
            opening = next((j for j in range(k - 1, -1, -1) if s.lower[j] == ","), None)
            if opening is not None:
                k, low = opening - 1, 0
        fallback: Phrase | None = None
        while k >= low:
            if k in s.at:
                phrase = s.phrases[s.at[k]]
                head = s.chain(phrase, -1)[0]
                owner = phrase.last < len(s.lower) and s.lower[phrase.last] in g.POSSESSIVES
                if s.free(head) and not (owner and self._owns_other(phrase, i)):
                    return phrase
                fallback = fallback or (phrase if owner and s.free(head) else None)
                k = phrase.first - 1
                continue
            if s.lower[k] in g.PRONOUNS:
                return self._pronoun(s.lower[k], k, roles)
            k -= 1
        if low and s.lower[low - 1] in g.RELATIVES:
            return self._ending_at(low - 1)
        return fallback

    def _owns_other(self, phrase: Phrase, i: int) -> bool:
        """Whether another free phrase stands between a possessor and the verb ("Russia's ally Belarus said")."""
        return any(phrase.last < p.first and p.last <= i and self._s.free(p) for p in self._s.phrases)

    def _shared(self, i: int) -> Phrase | None:
        """The subject of the clause that a conjunction carries on."""
        return first_free(self._s, clause_start(self._s, i), i) or self._last_actor()

    def _controller(self, c: Candidate) -> Phrase | None:
        """Who does what an infinitive or a participle says: the owner of the noun before it, the actor of the verb
        before it, or the subject of the clause."""
        s, i = self._s, c.lead_start
        if i and s.lower[i - 1] in g.CONTROL_NOUNS:
            owner = self._owner(i - 1)
            if owner:
                return owner
        by = s.phrases[s.at[i - 1]] if i - 1 in s.at else None
        if by is not None and s.governor(by) == "by":
            return by
        start = clause_start(s, i)
        return first_free(s, start, i) or self._last_actor() or first_free(s, 0, i)

    def _last_actor(self) -> Phrase | None:
        return next((roles.actor[0] for _, roles in reversed(self._done) if roles.actor), None)

    def _ending_at(self, i: int) -> Phrase | None:
        """The phrase right before a relative pronoun at word `i`."""
        return next((p for p in reversed(self._s.phrases) if i - 3 <= p.last <= i), None)

    def _noun_actor(self, c: Candidate, roles: Roles) -> None:
        s = self._s
        owner = self._owner(c.first)
        if owner:
            roles.actor = s.chain(owner, -1) if s.governor(owner) is None else [owner]
            return
        by = self._after(c, frozenset({"by"}), [])
        if by:
            roles.actor = by
            return
        low = max(clause_start(s, c.first), c.first - 8)
        light = next((k for k in range(c.first - 1, low - 1, -1) if s.lower[k] in LIGHT_FORMS), None)
        if light is not None and not any(w in g.BREAKS for w in s.lower[light : c.first]):
            verb = Candidate(c.pattern, light, light + 1, frozenset({"past"}), False, (), self._lead(light), 0, 0)
            if s.lower[light].endswith("ing"):
                found = first_free(s, clause_start(s, light), light) or first_free(s, 0, light)
                roles.actor = s.chain(found, -1) if found else []
            else:
                self._subject(verb, roles)

    def _lead(self, i: int) -> int:
        while i and (self._s.lower[i - 1] in g.AUXILIARIES or g.adverb(self._s.lower[i - 1])):
            i -= 1
        return i

    def _owner(self, i: int) -> Phrase | None:
        """Whose noun it is: "Russia's planned suspension", "Russian attack", "the EU sanctions"."""
        s = self._s
        for k in range(i - 1, max(-1, i - 5), -1):
            if s.lower[k] in g.POSSESSIVES and k - 1 in s.at:
                return s.phrases[s.at[k - 1]]
            if k in s.at:
                return s.phrases[s.at[k]]
            if s.lower[k] in ("its", "their", "his", "her"):
                return first_free(s, clause_start(s, k), k) or self._last_actor()
            if not g.modifies(s.lower[k]) and not s.lower[k].endswith(("ed", "ly")):
                return None
        return None

    def _recipient(self, c: Candidate, roles: Roles) -> None:
        where = frozenset(c.pattern.where) - {"mutual", "none", "that"}
        if c.passive and "obj" in where:
            subject = Roles()
            self._subject(c, subject)
            roles.recipient = self._not_actor(subject.actor, roles.actor, c)
            owned = [p for p in self._s.phrases if p.first >= c.low and p.last <= c.lead_start]
            if not roles.recipient and c.pattern.object:
                roles.recipient = self._not_actor(owned[:1], roles.actor, c)
            if roles.recipient:
                return
        if c.passive and not roles.recipient:
            left = [p for p in self._s.phrases if c.low <= p.first and p.last <= c.lead_start]
            roles.recipient = self._not_actor([p for p in left if self._s.governor(p) in where], roles.actor, c)[:1]
            if roles.recipient:
                return
        prepositions = where - {"obj"}
        roles.recipient = self._after(c, prepositions, roles.actor, bare="obj" in where and c.pattern.pos == "v")
        if not roles.recipient and "that" in c.pattern.where and c.high < len(self._s.lower):
            roles.recipient = self._that_subject(c, roles)

    def _after(
        self, c: Candidate, prepositions: frozenset[str], actor: list[Phrase], bare: bool = False
    ) -> list[Phrase]:
        """The first phrase behind `c` (with those joined to it) on one of `prepositions`, or `bare` on none or "of"."""
        s = self._s
        end = min(clause_end(s, c.last, prepositions & {"over", "that"}), c.last + RECIPIENT_REACH + 10)
        allowed: frozenset[str | None] = prepositions | ({None, "of"} if bare else frozenset())
        for phrase in s.phrases:
            if phrase.first < c.last or phrase.last > end:
                continue
            if s.governor(phrase) in allowed and self._fits(phrase, c):
                found = self._not_actor(s.chain(phrase, 1), actor, c)
                if found:
                    return found
        return []

    def _fits(self, phrase: Phrase, c: Candidate) -> bool:
        """Whether the phrase is a party there, rather than a mere place or a word in another's name."""
        if phrase.mention and phrase.mention.type == "FAC" and c.pattern.event_type != "ASSAULT":
            return False
        return not (self._s.governor(phrase) == "in" and "in" not in c.pattern.where)

    def _that_subject(self, c: Candidate, roles: Roles) -> list[Phrase]:
        at = next((k for k in range(c.last, min(c.last + 12, len(self._s.lower))) if self._s.lower[k] == "that"), None)
        if at is None:
            return []
        found = first_free(self._s, at + 1, len(self._s.lower))
        return self._not_actor(self._s.chain(found, 1), roles.actor, c) if found else []

    def _not_actor(self, found: list[Phrase], actor: list[Phrase], c: Candidate) -> list[Phrase]:
        """`found` without the actors themselves and, for a country, without the actors' own ("Russia's mission")."""
        names = {p.name for p in actor}
        countries = {p.country for p in actor if p.country}
        return [
            p
            for p in found
            if p.name not in names and not (p.is_country and p.sector in (None, "GOV") and p.country in countries)
        ]

    def _pronoun(self, word: str, i: int, roles: Roles) -> Phrase | None:
        """Who a pronoun is, only where one reading is certain; "it" behind a conflict is who it was done to."""
        roles.pronoun = True
        s = self._s
        if word in ("we", "i"):
            return self._speaker(i)
        left = [p for p in s.phrases if p.last <= i]
        if word in ("he", "she"):
            persons = [p for p in (left or self._phrases_before()) if p.mention and p.mention.type == "PERSON"]
            if not persons:
                persons = [p for p in self._phrases_before() if p.mention and p.mention.type == "PERSON"]
            return persons[-1] if len({p.name for p in persons}) == 1 else None
        blamed = next((r.recipient for c, r in reversed(self._done) if r.recipient and c.last < i), None)
        if word == "it" and blamed and clause_start(s, i) and s.lower[clause_start(s, i) - 1] in ("after", "because", "since", "as"):
            return blamed[0]
        things = [p for p in left if p.mention and p.mention.type in ("ORG", "GPE", "NORP")]
        if word == "it" and len({p.name for p in things}) == 1:
            return things[0]
        if word == "they" and len({p.name for p in left}) == 1:
            return left[0]
        return None

    def _phrases_before(self) -> tuple[Phrase, ...]:
        return self._previous.phrases if self._previous else ()

    def _speaker(self, i: int) -> Phrase | None:
        """Who says the quote that word `i` is in."""
        start = self._s.spans[i][0]
        quote = next((q for q in self._article.quotes if q.start <= start < q.end), None)
        if quote is None or quote.speaker_mention is None:
            return None
        mention = self._article.mentions[quote.speaker_mention]
        return Phrase(0, 0, mention.text, mention.start, mention.end, mention)
