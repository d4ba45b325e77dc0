"""What every record is: a frozen dataclass with keyword arguments only, and the small types that records share."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated, Any, TypeVar, dataclass_transform

from msgspec import Meta

T = TypeVar("T")
Time = Annotated[datetime, Meta(tz=True)]
"""A time with its offset. One without would poison what compares it."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make `cls` a record: immutable, slotted, keyword-only. orjson writes it as it stands, msgspec validates it."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@record
class Span:
    """A half-open stretch of Unicode code points of the text that the holder's field names."""

    start: int
    end: int


def extend(cls: type[T], record: Any, **own: Any) -> T:
    """`record` (a dataclass) as a `cls`, which has all its fields and more: those are `own`."""
    return cls(**{field.name: getattr(record, field.name) for field in fields(record)} | own)
