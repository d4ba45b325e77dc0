"""The transparent coder: a table of verb patterns, and rules for who, when, where and whether."""

import datetime as dt

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from schemas.article import TaggedArticle
from schemas.event import AuxMode, Event
from workers.core.classify import tables
from workers.core.classify.auxiliary import aux_modes
from workers.core.classify.candidates import Candidate, Finder
from workers.core.classify.clauses import clause_end, clause_start, opener
from workers.core.classify.decide import enough, one_type, rate
from workers.core.classify.draft import Draft
from workers.core.classify.forms import Inflector
from workers.core.classify.guards import Guards
from workers.core.classify.merge import merge
from workers.core.classify.modes import Modes
from workers.core.classify.parties import RoleFinder
from workers.core.classify.place import locate
from workers.core.classify.quantities import find_quantities
from workers.core.classify.reader import Reader
from workers.core.classify.sentence import Sentence
from workers.core.classify.subjects import Roles
from workers.core.classify.timing import carried_on, date_of
from workers.core.when import DateExpression, day_of, find_dates

NAME = "patterns-1"
MINIMUM = 0.4
VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
"""Types whose complement is what is asked, blamed, refused, threatened or promised: no event of its own."""
BORROWING = frozenset({"THREATEN", "AGREE", "REJECT", "CONCEDE"})
"""Types that are done to whom their content would be done to ("threatened to expel the envoys of X")."""
CASUALTIES = frozenset({"killed", "injured", "missing", "displaced"})
QUANTITIES_OF = {
    "ASSAULT": CASUALTIES,
    "COERCE": {"detained", "money"},
    "PROTEST": CASUALTIES | {"detained"},
    "MOBILIZE": {"troops"},
    "RETREAT": {"troops"},
    "SANCTION": {"money"},
    "REQUEST": {"money"},
    "AGREE": {"money", "troops"},
    "AID": {"money", "troops"},
    "COOPERATE": {"money"},
}
"""The figures that an event of each type can carry."""


class PatternCoder:
    """A `Coder` by the tables of this package. Building it reads them once; it keeps nothing between articles."""

    def __init__(self) -> None:
        self._nlp: Language = spacy.blank("en")
        self._read = Reader(self._nlp)
        self._find = Finder(self._nlp, tables.patterns(), Inflector(tables.irregular()))
        self._modes = Modes(self._nlp)
        self._guards = Guards(self._nlp)

    def __call__(self, article: TaggedArticle) -> tuple[Event, ...]:
        """The events of `article`: see `Coder`."""
        published = day_of(article.firstcreated, article.date_zone)
        drafts: list[Draft] = []
        with self._nlp.memory_zone():
            read = list(self._read(article))
            playful = [self._guards.playful(sentence) for sentence, _ in read]
            if self._guards.all_play(playful):
                return ()
            previous: Sentence | None = None
            before: list[Draft] = []
            for (sentence, doc), play in zip(read, playful, strict=True):
                if sentence.phrases and not play:
                    before = self._code(article, sentence, doc, previous, published, before)
                    drafts += before
                previous = sentence
        return tuple(draft.event(article.uri, NAME) for draft in merge(drafts))

    def _code(
        self, article: TaggedArticle, s: Sentence, doc: Doc, previous: Sentence | None, published: dt.date | None,
        before: list[Draft],
    ) -> list[Draft]:  # fmt: skip
        """The events of a sentence; `before` are those of the one before it, which an "also" goes on with."""
        candidates = self._guards.possible(s, self._find(doc, s))
        if not candidates:
            return []
        find_roles = RoleFinder(article, s, previous)
        dates = find_dates(s.text, published)
        drafts: list[Draft] = []
        outer: tuple[AuxMode, ...] = ()
        hidden: set[int] = set()
        parties = {c.first: find_roles(c) for c in candidates}
        for position, c in enumerate(candidates):
            if c.first in hidden:
                continue
            content = self._complement(s, c, candidates[position + 1 :])
            roles = parties[c.first]
            if content and not roles.recipient and _borrows(c, content[0]):
                roles.recipient = [p for p in parties[content[0].first].recipient if p not in roles.actor]
            if roles.actor or roles.recipient:
                hidden |= {other.first for other in content}
            when = date_of(s, c, dates)
            aux = aux_modes(s, c, when, outer)
            if "future" in aux and when:
                when = date_of(s, c, find_dates(s.text, published, ahead=True))
            if when is None and not aux and "also" in c.lead:
                when, aux = carried_on(roles, before)
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
        score = rate(article, s, c, roles, when, bool(quantities))
        if score < MINIMUM or not enough(c, roles, bool(quantities)):
            return None
        event_type, aux = one_type(s, c, aux, content)
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
        if c.pattern.event_type == "PROTEST":  # what a protest demands is no event of its own
            return [other for other in later if other.pattern.event_type == "REQUEST"]
        if c.pattern.event_type not in VERBAL:
            return []
        end = clause_end(s, c.last, frozenset({"that", "if", "whether", "over", "during"}))
        return [other for other in later if other.first < end]


def _borrows(c: Candidate, content: Candidate) -> bool:
    """Whether `c` is done to whom its content would be done to: "threatened to expel the envoys of X"."""
    return c.pattern.event_type in BORROWING and ("to" in content.lead or content.pattern.pos == "n")
