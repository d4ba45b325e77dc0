"""Patterns of days, months, years and expressions for them, for spaCy's EntityRuler (label DATE).

Classify binds events to these. Clock times are left out. A month that is a word too ("May", "March") counts with a
number or a preposition beside it only.
"""

from typing import Any

Pattern = list[dict[str, Any]]

DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
DAYS_SHORT = ["Mon.", "Tue.", "Tues.", "Wed.", "Thu.", "Thur.", "Thurs.", "Fri.", "Sat.", "Sun."]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.", "Sept.", "Oct.", "Nov.", "Dec.",
          "Jan", "Feb", "Apr", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"]  # fmt: skip
CERTAIN = [m for m in MONTHS if m not in ("March", "May", "April", "June", "August", "Mar.", "Jan", "Sep", "Dec")]
UNITS = ["day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades", "weekend", "quarter",
         "fortnight", "century"]  # fmt: skip
PARTS = ["morning", "afternoon", "evening", "night", "noon", "midday"]
SEASONS = ["spring", "summer", "autumn", "winter"]
NUMBERS = ["a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
           "several", "few", "many", "dozen", "couple"]  # fmt: skip

DAY = {"LOWER": {"IN": DAYS}, "TEXT": {"REGEX": "^[A-Z]"}}
UNSURE = {"TEXT": {"IN": ["March", "May", "April", "June", "August", "Jan", "Sep", "Dec"]}}
MONTH = {"TEXT": {"IN": MONTHS}}
NUMBER = {"TEXT": {"REGEX": r"^([1-9]|[12]\d|3[01])(st|nd|rd|th)?$"}}
YEAR = {"TEXT": {"REGEX": r"^(1[5-9]|20)\d\d$"}}
COMMA = {"TEXT": ",", "OP": "?"}
VAGUE = {"LOWER": {"IN": ["early", "late", "mid", "earlier", "later"]}}
UNIT = {"LOWER": {"IN": UNITS}}
COUNT = {"LOWER": {"REGEX": rf"^({'|'.join(NUMBERS)}|\d{{1,3}})$"}}
WHICH = {"LOWER": {"IN": ["last", "next", "this", "past", "previous", "coming", "following"]}}

PATTERNS: list[Pattern] = [
    [DAY],
    [{"TEXT": {"IN": DAYS_SHORT}}],
    [DAY, {"LOWER": {"IN": PARTS}}],
    [WHICH, DAY],
    [WHICH, DAY, {"LOWER": {"IN": PARTS}}],
    [DAY, COMMA, MONTH, NUMBER],
    [DAY, COMMA, MONTH, NUMBER, COMMA, YEAR],
    [DAY, COMMA, NUMBER, MONTH],
    [DAY, COMMA, NUMBER, MONTH, YEAR],
    [MONTH, NUMBER],
    [MONTH, NUMBER, COMMA, YEAR],
    [MONTH, COMMA, YEAR],
    [NUMBER, MONTH],
    [NUMBER, {"LOWER": "of"}, MONTH],
    [NUMBER, MONTH, COMMA, YEAR],
    [{"TEXT": {"IN": CERTAIN}}],
    [VAGUE, {"TEXT": "-", "OP": "?"}, MONTH],
    [VAGUE, {"TEXT": "-", "OP": "?"}, MONTH, YEAR],
    [VAGUE, YEAR],
    [WHICH, MONTH],
    [VAGUE, {"LOWER": {"IN": ["last", "next", "this"]}}, {"LOWER": {"IN": [*UNITS, *SEASONS]}}],
    [WHICH, {"LOWER": {"IN": [*UNITS, *SEASONS, "night"]}}],
    [{"LOWER": "the"}, {"LOWER": {"IN": ["past", "last", "next", "coming"]}}, COUNT, UNIT],
    [
        {"LOWER": "the"},
        {"LOWER": {"IN": ["previous", "following", "same"]}},
        {"LOWER": {"IN": ["day", "week", "month", "year"]}},
    ],
    [
        {"LOWER": "the"},
        {"LOWER": "day"},
        {"LOWER": {"IN": ["before", "after"]}},
        {"LOWER": {"IN": ["yesterday", "tomorrow"]}, "OP": "?"},
    ],
    [COUNT, UNIT, {"LOWER": {"IN": ["ago", "earlier", "later"]}}],
    [COUNT, {"LOWER": "of", "OP": "?"}, UNIT, {"LOWER": "ago"}],
    [{"LOWER": {"IN": ["yesterday", "today", "tomorrow", "tonight", "overnight"]}}],
    [{"LOWER": {"IN": ["yesterday", "tomorrow"]}}, {"LOWER": {"IN": PARTS}}],
    [{"TEXT": {"REGEX": r"^(1[5-9]|20)\d\d-[01]\d-[0-3]\d$"}}],
    [{"LOWER": {"REGEX": r"^(1[5-9]|20)\d0['’]?s$"}}],
]
"""Token patterns; the longest match wins."""

FRAMES = ["in", "since", "by", "until", "till", "during", "from", "of", "before", "after", "between", "early", "late"]
FRAMED: list[Pattern] = [
    [{"LOWER": {"IN": FRAMES}}, YEAR],
    [{"LOWER": {"IN": FRAMES}}, YEAR, {"LOWER": {"IN": ["and", "to", "-", "–", "or"]}}, YEAR],
    [{"LOWER": {"IN": FRAMES}}, UNSURE],
]
"""Dates that only the word before tells from other words; that word is no part of the date."""

FRAME = "framed"
"""Id of the entities that begin with such a word."""


def ruler_patterns() -> list[dict[str, Any]]:
    """The patterns as EntityRuler takes them."""
    plain = [{"label": "DATE", "pattern": pattern} for pattern in PATTERNS]
    return plain + [{"label": "DATE", "pattern": pattern, "id": FRAME} for pattern in FRAMED]
