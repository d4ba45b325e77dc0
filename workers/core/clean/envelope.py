"""What a format is that wraps an article's content in fields: the contract of the formats below."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schemas.article import DateBasis
from workers.core.clean.blocks import Claims


@dataclass(frozen=True)
class Envelope:
    """`name` is the record's `format`. Of a value (of JSON, or an XML element) `knows` says whether it is of this
    format, `content` gives its content string, into which offsets point ("" for none), `claims` what its fields say.

    `content` and `claims` are only asked of a value that `knows` answers for, and take whatever its fields hold.
    """

    name: str
    knows: Callable[[Any], bool]
    content: Callable[[Any], str]
    claims: Callable[[Any], Claims]


def times(value: dict[str, Any], *fields: str) -> tuple[tuple[DateBasis, str], ...]:
    """What the `fields` of a JSON object say about a time, by their order; what is no text says nothing."""
    return tuple(("payload", said) for field in fields if isinstance(said := value.get(field), str) and said)
