"""Who a party of an event is, so that the same one is known under the words of different articles."""

from schemas.event import Event, Party
from workers.core.link.terms import fold

_THE_STATE = frozenset({None, "GOV", "MIL", "JUD", "LEG", "SPY", "COP"})
"""Sectors that act for their country: `Lavrov`, `Moscow` and `Russia` are one party. Rebels, companies and people of a
country are not."""

_BACKGROUND = frozenset({"historical", "hypothetical", "negated"})


def identity(party: Party) -> str:
    """A name for the party that does not depend on the article's words."""
    if party.country_code and party.sector_code in _THE_STATE:
        return party.country_code
    return party.wikidata_id or fold(party.name)


def live(event: Event) -> bool:
    """Whether the event is the news: it happened, or is announced; no history, denial or conjecture."""
    return not _BACKGROUND.intersection(event.aux_modes)
