"""Finds who does what a verb or a noun says: subjects, owners, and whom a pronoun stands for."""

from dataclasses import dataclass, field

from schemas.article import TaggedArticle
from workers.core.classify import grammar as g
from workers.core.classify.candidates import Candidate
from workers.core.classify.clauses import clause_start, first_free
from workers.core.classify.phrases import Phrase
from workers.core.classify.sentence import Sentence

BLAMING = ("after", "because", "since", "as")
"""What opens the reason of a deed: its "it" is whom the deed was done to."""


@dataclass(slots=True)
class Roles:
    """Who acts and who suffers; `pronoun` where a pronoun was resolved to get there."""

    actor: list[Phrase] = field(default_factory=list)
    recipient: list[Phrase] = field(default_factory=list)
    pronoun: bool = False


class Subjects:
    """Subjects in one sentence. `done` holds what was found so far: later verbs share their subject with it."""

    def __init__(self, article: TaggedArticle, sentence: Sentence, previous: Sentence | None) -> None:
        self._article = article
        self._s = sentence
        self._previous = previous
        self.done: list[tuple[Candidate, Roles]] = []

    def of_verb(self, c: Candidate, roles: Roles) -> list[Phrase]:
        """The subject of a verb with those joined to it; sets `roles.pronoun`."""
        s, i = self._s, c.lead_start
        before = s.lower[i - 1] if i else ""
        participle = c.form == {"gerund"} and not any(w in g.BE for w in c.lead)
        if before in g.PRONOUNS and i - 1 not in s.at:
            found = self._pronoun(before, i - 1, roles)
        elif before in g.RELATIVES:
            found = self._ending_at(i - 1)
        elif "to" in c.lead or participle:
            found = self._controller(i)
        elif before in ("and", "or", "but", "then"):
            found = first_free(s, clause_start(s, i - 1), i - 1) or self._last_actor()
        else:
            found = self._leftward(i, roles)
        return s.chain(found, -1) if found else []

    def of_light_verb(self, i: int, roles: Roles) -> list[Phrase]:
        """The subject of the light verb at word `i` ("announcing the suspension", "ordered the closure")."""
        s = self._s
        if s.lower[i].endswith("ing"):
            found = first_free(s, clause_start(s, i), i) or first_free(s, 0, i)
        else:
            while i and (s.lower[i - 1] in g.AUXILIARIES or g.adverb(s.lower[i - 1])):
                i -= 1
            shared = i > 0 and s.lower[i - 1] in ("and", "but")
            found = first_free(s, clause_start(s, i - 1), i - 1) if shared else self._leftward(i, roles)
        return s.chain(found, -1) if found else []

    def owner(self, i: int) -> Phrase | None:
        """Whose the noun at word `i` is: "Russia's planned suspension", "Russian attack", "the EU sanctions"."""
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

    def _leftward(self, i: int, roles: Roles) -> Phrase | None:
        """The nearest phrase to the left that hangs on no preposition; a bracket between commas is jumped over."""
        s = self._s
        if i > 1 and s.lower[i - 1] == ",":
            opening = next((j for j in range(i - 2, 0, -1) if s.lower[j] == ","), None)
            found = self._nearest(opening - 1, clause_start(s, opening), roles) if opening is not None else None
            if found:
                return found
        return self._nearest(i - 1, clause_start(s, i), roles)

    def _nearest(self, i: int, low: int, roles: Roles) -> Phrase | None:
        s, k = self._s, i
        fallback: Phrase | None = None
        while k >= low:
            if k in s.at:
                phrase = s.phrases[s.at[k]]
                head = s.chain(phrase, -1)[0]
                owner = phrase.last < len(s.lower) and s.lower[phrase.last] in g.POSSESSIVES
                if s.free(head) and not (owner and self._owns_other(phrase, i + 1)):
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

    def _controller(self, i: int) -> Phrase | None:
        """Who does what an infinitive or a participle says: the owner of the noun before it, "by" whom that is, the
        actor of the verb before it, or the subject of the clause."""
        s = self._s
        if i and s.lower[i - 1] in g.CONTROL_NOUNS:
            owner = self.owner(i - 1)
            if owner:
                return owner
        by = s.phrases[s.at[i - 1]] if i - 1 in s.at else None
        if by is not None and s.governor(by) == "by":
            return by
        return first_free(s, clause_start(s, i), i) or self._last_actor() or first_free(s, 0, i)

    def _last_actor(self) -> Phrase | None:
        return next((roles.actor[0] for _, roles in reversed(self.done) if roles.actor), None)

    def _ending_at(self, i: int) -> Phrase | None:
        """The phrase right before a relative pronoun at word `i`."""
        return next((p for p in reversed(self._s.phrases) if i - 1 <= p.last <= i), None)

    def _pronoun(self, word: str, i: int, roles: Roles) -> Phrase | None:
        """Who a pronoun is, only where one reading is certain; "it" behind a conflict is who it was done to."""
        roles.pronoun = True
        s = self._s
        if word in ("we", "i"):
            return self._speaker(i)
        left = [p for p in s.phrases if p.last <= i]
        if word in ("he", "she"):
            persons = [p for p in left if _person(p)] or [p for p in self._phrases_before() if _person(p)]
            if len({p.name for p in persons}) == 1:
                return persons[-1]
            subject = first_free(self._previous, 0, len(self._previous.lower)) if self._previous else None
            return subject if subject and _person(subject) and not any(_person(p) for p in left) else None
        blamed = next((r.recipient for c, r in reversed(self.done) if r.recipient and c.last < i), None)
        opened = s.lower[clause_start(s, i) - 1] if clause_start(s, i) else ""
        if word == "it" and blamed and opened in BLAMING:
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
        told = (q for q in self._article.quotes if q.kind != "indirect")
        quote = next((q for q in told if q.start <= start < q.end), None)
        if quote is None or quote.speaker_mention is None:
            return None
        mention = self._article.mentions[quote.speaker_mention]
        return Phrase(0, 0, mention.text, mention.start, mention.end, mention)


def _person(phrase: Phrase) -> bool:
    return phrase.mention is not None and phrase.mention.type == "PERSON"
