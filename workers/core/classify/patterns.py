"""The transparent coder: a table of verb patterns, and rules for who, when, where and whether."""

import datetime as dt
from collections.abc import Iterator

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from schemas.article import Mention, TaggedArticle
from schemas.event import AuxMode, Event, EventType
from workers.core.classify import tables
from workers.core.classify.auxiliary import aux_modes
from workers.core.classify.candidates import Candidate, Finder, Wanted
from workers.core.classify.clauses import clause_end, clause_start, opener
from workers.core.classify.dates import DateExpression, find_dates
from workers.core.classify.draft import Draft
from workers.core.classify.forms import Inflector
from workers.core.classify.merge import merge
from workers.core.classify.modes import Modes
from workers.core.classify.parties import RoleFinder, Roles
from workers.core.classify.place import locate
from workers.core.classify.quantities import find_quantities
from workers.core.classify.sentence import Sentence, noun_phrases

NAME = "patterns-1"
VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
"""Types whose complement is what is asked, blamed, refused, threatened or promised: no event of its own."""
PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types that are AGREE when they are still to come (manual, AGREE)."""
NEEDS_RECIPIENT = frozenset({"SANCTION", "COOPERATE", "AID"})
ANNOUNCED = frozenset("announced announce announces said says declared pledged promised".split())
CASUALTIES = frozenset({"killed", "injured", "missing", "displaced"})
QUANTITIES_OF = {
    "ASSAULT": CASUALTIES, "COERCE": {"detained", "money"}, "PROTEST": CASUALTIES | {"detained"}, "AID": {"money", "troops"},
    "MOBILIZE": {"troops"}, "RETREAT": {"troops"}, "SANCTION": {"money"}, "AGREE": {"money", "troops"},
    "COOPERATE": {"money"}, "REQUEST": {"money"},
}  # fmt: skip
SCORES = {
    "base": 0.4, "actor": 0.15, "recipient": 0.15, "object": 0.1, "verb": 0.05, "dated": 0.05, "placed": 0.02,
    "pronoun": -0.1, "lacking": -0.2, "counted": 0.1, "unnamed": -0.1, "quoted": -0.03,
}  # fmt: skip
MINIMUM = 0.45


class PatternCoder:
    """A `Coder` by the tables of this package. Building it reads them once; it keeps nothing between articles."""

    def __init__(self) -> None:
        self._nlp: Language = spacy.blank("en")
        rows = tables.patterns()
        self._find = Finder(self._nlp, rows, Inflector(tables.irregular()))
        self._modes = Modes(self._nlp)
        self._agents = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        for sector, kind, words in tables.agents():
            self._agents.add(f"{kind} {sector}", [self._nlp.make_doc(word) for word in sorted(words)])
        self._guards = [Wanted(self._nlp, frozenset({word})) for rule in tables.guards() for word in sorted(rule.words)]

    def __call__(self, article: TaggedArticle) -> tuple[Event, ...]:
        """The events of `article`: see `Coder`."""
        published = article.firstcreated.astimezone(dt.UTC).date() if article.firstcreated else None
        drafts: list[Draft] = []
        with self._nlp.memory_zone():
            previous: Sentence | None = None
            for sentence, doc in self._sentences(article):
                drafts += self._code(article, sentence, doc, previous, published)
                previous = sentence
        return tuple(draft.event(article.uri, NAME) for draft in merge(drafts))

    def _sentences(self, article: TaggedArticle) -> Iterator[tuple[Sentence, Doc]]:
        mentions = list(article.mentions)
        for index, span in enumerate(article.sentences):
            text = article.body_text[span.start : span.end]
            inside = tuple(m for m in mentions if span.start <= m.start and m.end <= span.end)
            words = [token for token in self._nlp.make_doc(text) if not token.is_space]
            if not words:
                continue
            written = tuple(t.text for t in words)
            doc = Doc(self._nlp.vocab, words=list(written))
            lower = tuple(t.lower_ for t in words)
            spans = tuple((span.start + t.idx, span.start + t.idx + len(t.text)) for t in words)
            agents = self._agent_nouns(doc)
            phrases, at = noun_phrases(lower, spans, inside, agents, written)
            yield Sentence(index, span.start, span.end, text, written, lower, spans, inside, phrases, at), doc

    def _agent_nouns(self, doc: Doc) -> list[tuple[int, int, str, bool]]:
        """Agent nouns and titles, the longest at each place: (first word, last, sector, only a title)."""
        found: list[tuple[int, int, str, bool]] = []
        matches = sorted(self._agents(doc), key=lambda m: (m[1] - m[2], m[1], m[0]))
        for key, first, last in matches:
            kind, sector = self._nlp.vocab.strings[key].split()
            if not any(a < last and first < b for a, b, _, _ in found):
                found.append((first, last, sector, kind == "title"))
        return sorted(found)

    def _code(
        self, article: TaggedArticle, s: Sentence, doc: Doc, previous: Sentence | None, published: dt.date | None
    ) -> list[Draft]:
        if not s.phrases or self._guarded(s):
            return []
        candidates = self._find(doc, s)
        if not candidates:
            return []
        find_roles = RoleFinder(article, s, previous)
        past, ahead = find_dates(s.text, published), find_dates(s.text, published, ahead=True)
        drafts: list[Draft] = []
        outer: tuple[AuxMode, ...] = ()
        hidden: set[int] = set()
        for position, c in enumerate(candidates):
            content = self._complement(s, c, candidates[position + 1 :])
            roles = find_roles(c)
            if c.first in hidden:
                continue
            if c.pattern.event_type in VERBAL and (roles.actor or roles.recipient):
                hidden |= {other.first for other in content}
            when = _date_of(s, c, past)
            aux = aux_modes(s, c, when, outer)
            if "future" in aux:
                when = _date_of(s, c, ahead)
            if opener(s, c.lead_start) is None:
                outer = aux
            draft = self._draft(article, s, c, roles, when, aux, content[0] if content else None)
            if draft:
                drafts.append(draft)
        return drafts

    def _draft(
        self, article: TaggedArticle, s: Sentence, c: Candidate, roles: Roles, when: DateExpression | None,
        aux: tuple[AuxMode, ...], content: Candidate | None,
    ) -> Draft | None:  # fmt: skip
        kinds = QUANTITIES_OF.get(c.pattern.event_type, set())
        quantities = tuple(q for q in find_quantities(s.text, s.start) if q.kind in kinds)
        score = _score(article, s, c, roles, when, bool(quantities))
        if score < MINIMUM or not _enough(c, roles):
            return None
        event_type, aux = _promised(s, c.pattern.event_type, aux)
        low, high = clause_start(s, c.lead_start), clause_end(s, c.last)
        words = s.lower[low:high]
        modes = self._modes.mode(c, event_type, words, content)
        return Draft(
            sentence=s,
            event_type=event_type,
            modes=modes,
            contexts=self._modes.contexts(modes, s.lower),
            actor=tuple(roles.actor),
            recipient=tuple(roles.recipient),
            aux=aux,
            when=when,
            location=locate(article, s, low, high, c.first),
            quantities=quantities,
            weight=self._modes.weight(event_type, modes),
            score=score,
        )

    def _complement(self, s: Sentence, c: Candidate, later: list[Candidate]) -> list[Candidate]:
        """What is in the complement of a verbal event: the other candidates up to the end of its clause."""
        if c.pattern.event_type not in VERBAL:
            return []
        end = clause_end(s, c.last, frozenset({"that", "if", "whether", "over", "during"}))
        return [other for other in later if other.first < end]

    def _guarded(self, s: Sentence) -> bool:
        """Whether the sentence is about a game or a show."""
        hits = sum(guard.found(s.lower) for guard in self._guards)
        return hits >= 2 or (hits == 1 and any(_is_result(word) for word in s.words))


def _is_result(word: str) -> bool:
    left, dash, right = word.replace("–", "-").partition("-")
    return bool(dash) and left.isdigit() and right.isdigit() and len(left) <= 3 and len(right) <= 3


def _enough(c: Candidate, roles: Roles) -> bool:
    """Whether enough is known for an event: a verb has a party, a noun two of them (or its own list of actors)."""
    if c.pattern.pos == "v":
        return bool(roles.actor or roles.recipient)
    return bool(roles.actor and roles.recipient) or len(roles.actor) > 1


def _promised(s: Sentence, kind: EventType, aux: tuple[AuxMode, ...]) -> tuple[EventType, tuple[AuxMode, ...]]:
    """The single type that the manual wants instead of a cooperative type and `future`."""
    if "future" in aux and "negated" not in aux:
        if kind in PROMISED:
            return "AGREE", tuple(mode for mode in aux if mode != "future")
        if kind == "RETREAT" and not ANNOUNCED.isdisjoint(s.lower):
            return "CONCEDE", tuple(mode for mode in aux if mode != "future")
        if kind == "AGREE":
            return kind, tuple(mode for mode in aux if mode != "future")
    return kind, aux


def _score(
    article: TaggedArticle, s: Sentence, c: Candidate, roles: Roles, when: DateExpression | None, counted: bool
) -> float:
    named = [p for p in roles.actor + roles.recipient if p.mention]
    holds = {
        "base": True,
        "actor": bool(roles.actor),
        "recipient": bool(roles.recipient),
        "object": bool(c.pattern.object),
        "verb": c.pattern.pos == "v",
        "dated": when is not None,
        "placed": bool(s.mentions),
        "pronoun": roles.pronoun,
        "lacking": not roles.recipient and _wants_recipient(c),
        "counted": bool(counted),
        "unnamed": not named,
        "quoted": any(q.start <= s.spans[c.first][0] < q.end for q in article.quotes),
    }
    return sum(SCORES[name] for name, true in holds.items() if true)


def _wants_recipient(c: Candidate) -> bool:
    """Whether the event makes little sense without a recipient: the manual asks for one, or the verb does."""
    bare = c.pattern.pos == "v" and c.pattern.where[0] == "obj" and not c.pattern.object
    return c.pattern.event_type in NEEDS_RECIPIENT or bare


def _date_of(s: Sentence, c: Candidate, dates: list[DateExpression]) -> DateExpression | None:
    """The date expression that belongs to `c`: the nearest in its clause; for a main clause or a `when` clause also one
    before it in the sentence."""
    low, high = clause_start(s, c.lead_start), clause_end(s, c.last, frozenset({"over", "during"}))
    begin, end = s.spans[low][0] - s.start, s.spans[high - 1][1] - s.start
    anchor = s.spans[c.first][0] - s.start
    own = [d for d in dates if begin <= d.start < end]
    opened = opener(s, c.lead_start)
    if not own and opened in (None, "when", "where"):
        own = [d for d in dates if d.start < begin]
    if not own and opened is None:
        own = [d for d in dates if d.start >= end and _main(s, d)]
    return min(own, key=lambda d: (abs(d.start - anchor), d.start)) if own else None


def _main(s: Sentence, d: DateExpression) -> bool:
    at = next((i for i, (start, _) in enumerate(s.spans) if start >= s.start + d.start), len(s.spans) - 1)
    return opener(s, at) is None
