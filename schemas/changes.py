"""What can become of a part of a contract, and which of two promises that breaks.

What was written stays on the topics, and workers are replaced one by one. So:

- *reading on*: a reader made for the old contract reads what is written under the new one;
- *reading back*: the new code reads what was written under the old one, by us or by others.

A private topic is held to reading back only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What can become of a part of a contract; the value is how it is told."""

    TOPIC_GONE = "the topic is gone"
    VERSION_LOWERED = "version {old} became {new}"
    CE_TYPE = "ce_type {old!r} became {new!r}"
    RECORD_GONE = "this kind of record is gone"
    RECORD_NEW = "this kind of record is new"
    FIELD_GONE = "the field is gone"
    FIELD_NEW = "the field is new, and may be left out"
    FIELD_DEMANDED = "the field is new, and must be there"
    MAY_BE_ABSENT = "the field was always there, and may be left out now"
    MUST_BE_THERE = "the field could be left out, and must be there now"
    DEFAULT = "left out, it meant {old!r} and means {new!r} now"
    TYPE = "the type was {old}, and is {new}"
    TYPE_NEW = "the type may be {new}, too"
    TYPE_GONE = "the type may not be {old} any more"
    VALUE_NEW = "value {new!r} is new"
    VALUE_NEW_OPEN = "value {new!r} is new, in an open list"
    VALUE_GONE = "value {old!r} is gone"
    VALUES_OPENED = "the list of values was closed, and is open now"
    VALUES_CLOSED = "the list of values was open, and is closed now"
    LIMIT = "{name} was {old!r}, and is {new!r}"


@dataclass(frozen=True, slots=True)
class Rule:
    """Which promises a change breaks."""

    reading_on: bool
    reading_back: bool


NOTHING, ON, BACK, BOTH = Rule(False, False), Rule(True, False), Rule(False, True), Rule(True, True)

RULES: Mapping[Change, Rule] = {
    Change.TOPIC_GONE: BOTH,
    Change.VERSION_LOWERED: BOTH,
    Change.CE_TYPE: BOTH,
    Change.RECORD_GONE: BOTH,  # its reader waits for ever
    Change.RECORD_NEW: NOTHING,  # a reader skips a kind that it does not know
    Change.FIELD_GONE: ON,
    Change.FIELD_NEW: NOTHING,
    Change.FIELD_DEMANDED: BACK,
    Change.MAY_BE_ABSENT: ON,
    Change.MUST_BE_THERE: BACK,
    Change.DEFAULT: BACK,
    Change.TYPE: BOTH,
    Change.TYPE_NEW: ON,
    Change.TYPE_GONE: BACK,
    Change.VALUE_NEW: ON,
    Change.VALUE_NEW_OPEN: NOTHING,
    Change.VALUE_GONE: BACK,
    Change.VALUES_OPENED: ON,
    Change.VALUES_CLOSED: NOTHING,
    Change.LIMIT: BOTH,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One change. `place` is the record and the field in it (`Alert.info.severity`); empty: the topic as a whole."""

    topic: str
    place: str
    change: Change
    private: bool = False
    name: str = ""
    old: object = None
    new: object = None

    @property
    def breaks(self) -> bool:
        """Whether a promise that is held for the topic is broken."""
        rule = RULES[self.change]
        return rule.reading_back or (rule.reading_on and not self.private)

    def __str__(self) -> str:
        text = self.change.value.format(name=self.name, old=self.old, new=self.new)
        return f"{self.topic} {self.place}: {text}" if self.place else f"{self.topic}: {text}"
