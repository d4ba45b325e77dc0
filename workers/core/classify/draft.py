"""An event on its way: what was decided about it, before it is merged with its other tellings and made a record."""

import datetime as dt
from dataclasses import dataclass

from schemas.event import AuxMode, Event, EventType, Granularity, Location, Party, Quantity
from schemas.ids import digest
from workers.core.classify.phrases import Phrase
from workers.core.classify.sentence import Sentence
from workers.core.classify.tables import Weight
from workers.core.when import DateExpression


@dataclass(frozen=True, slots=True)
class Draft:
    """One telling of an event in one sentence."""

    sentence: Sentence
    event_type: EventType
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actor: tuple[Phrase, ...]
    recipient: tuple[Phrase, ...]
    aux: tuple[AuxMode, ...]
    when: DateExpression | None
    location: Location | None
    quantities: tuple[Quantity, ...]
    weight: Weight
    score: float

    def event(self, uri: str, coder: str) -> Event:
        """The record of it; a day is a date alone, a longer time has its last day too."""
        s, when = self.sentence, self.when
        actor = _parties(self.actor)
        names = {party.name for party in actor}
        return Event(
            id=digest("event", uri, self.event_type, str(s.start), str(s.end)),
            event_type=self.event_type,
            mode=self.modes,
            context=self.contexts,
            actor=actor,
            recipient=tuple(party for party in _parties(self.recipient) if party.name not in names),
            date=when.first if when else None,
            enddate=_enddate(when),
            date_raw=when.text.strip() if when else None,
            date_granularity=_granularity(when),
            location=self.location,
            quad_code=self.weight.quad,
            plover_score=self.weight.score,
            aux_modes=self.aux,
            text=s.text,
            start=s.start,
            end=s.end,
            score=round(self.score, 4),
            coder=coder,
            quantities=self.quantities,
        )


def _parties(phrases: tuple[Phrase, ...]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for phrase in phrases:
        for party in phrase.parties():
            found.setdefault(party.name, party)
    return tuple(found.values())


def _enddate(when: DateExpression | None) -> dt.date | None:
    return when.last if when else None


def _granularity(when: DateExpression | None) -> Granularity | None:
    return when.granularity if when else None
