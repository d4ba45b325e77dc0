"""Events after PLOVER: who did what to whom, where and when, with the evidence.

Source of names and codes: the PLOVER manual (Political Language Ontology for Verifiable Event Records).
Offsets are Unicode code points into the article's `body_text`.
"""

import datetime as dt
from typing import Literal

from schemas.base import record

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT",
    "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
QuadCode = Literal[1, 2, 3, 4]  # verbal cooperation, material cooperation, verbal conflict, material conflict
AuxMode = Literal["historical", "future", "hypothetical", "negated"]
Granularity = Literal["day", "week", "month", "year"]


@record
class Party:
    """An actor or a recipient: the words of the text, and who that is (as in `Mention`)."""

    text: str
    start: int
    end: int
    name: str
    country_code: str | None = None
    sector_code: str | None = None
    wikidata_id: str | None = None


@record
class Location:
    """Where: `extracted` as written, `resolved` the place's name, `resolution` by what it was found."""

    extracted: str
    resolved: str | None = None
    lat: float | None = None
    lon: float | None = None
    country_code: str | None = None
    geonames_id: int | None = None
    resolution: str | None = None


@record
class Quantity:
    """A figure of an event: `value`, or between `low` and `high`; `unit` where it is not persons."""

    kind: Literal["killed", "injured", "missing", "displaced", "detained", "money", "troops"]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    start: int
    end: int


@record
class Event:
    """One event with the sentence that says so (`text` is `body_text[start:end]`).

    `date` stays open where the article gives no ground for one; `enddate` closes a range. `aux_modes` is empty for
    what actually happened. `plover_score` is the manual's intensity (-10 to 10); `score` (0 to 1) is the coder's own.
    """

    id: str
    event_type: EventType
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    date: dt.date | None = None
    enddate: dt.date | None = None
    date_raw: str | None = None
    date_granularity: Granularity | None = None
    location: Location | None = None
    quad_code: QuadCode
    plover_score: float
    aux_modes: tuple[AuxMode, ...] = ()
    text: str
    start: int
    end: int
    score: float
    coder: str
    quantities: tuple[Quantity, ...] = ()
    vocabulary: Literal["plover"] = "plover"
