"""What a step says should happen to an input: `Ok`, `Drop` or `Reject`. Only the shell acts on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class DropReason(StrEnum):
    """Why an input needs no output: it is done with, and counted."""

    DUPLICATE = "duplicate"
    NOTHING_NEW = "nothing_new"
    NOT_FOR_THIS_STEP = "not_for_this_step"


class RejectReason(StrEnum):
    """Why an input goes to the dead letters. The first group is the input's fault, the second ours."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    TOO_MANY_NODES = "too_many_nodes"
    NOT_JSON = "not_json"
    WRONG_TYPE = "wrong_type"
    MISSING_FIELD = "missing_field"
    SCHEMA_VERSION = "schema_version"
    UNDECODABLE = "undecodable"
    NO_TEXT = "no_text"
    OUTPUT_TOO_LARGE = "output_too_large"

    CORE_ERROR = "core_error"
    WORKER_DIED = "worker_died"
    MEMORY_LIMIT = "memory_limit"
    TIME_LIMIT = "time_limit"

    @property
    def internal(self) -> bool:
        """Whether the fault is ours: these count towards the dead-letter limit, bad input does not."""
        return self in _INTERNAL


_INTERNAL = frozenset(
    {RejectReason.CORE_ERROR, RejectReason.WORKER_DIED, RejectReason.MEMORY_LIMIT, RejectReason.TIME_LIMIT}
)


@dataclass(frozen=True, slots=True)
class Output:
    """A record to publish under `key`. Its type says on which topic (schemas.registry)."""

    key: str
    record: Any


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a step's memory: the state record under `key`, or a tombstone."""

    key: str
    record: Any | None


@dataclass(frozen=True, slots=True)
class Ok:
    """The input is done: what to publish, and for a step with memory what changed in it."""

    outputs: Sequence[Output] = ()
    changes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """The input needs no output. A step with memory may still have changed."""

    reason: DropReason
    detail: str = ""
    changes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """The input can't be processed: it goes to the dead letters with `reason` and `detail`."""

    reason: RejectReason
    detail: str


Outcome = Ok | Drop | Reject


class Step(Protocol):
    """A step without memory: one record in, its outcome out. May block (it runs in the pool); must be pure: the same
    record gives the same outcome. An exception is an internal error of that one item."""

    def __call__(self, record: Any) -> Outcome:
        """What becomes of `record`."""


class Memory(Protocol):
    """A step with memory, single-threaded. `decide` is pure: it reads the memory and changes nothing, so an exception
    leaves the memory whole. `fold` takes one change in: live from `decide`'s outcome, on restart from the state topic,
    by the same code."""

    def decide(self, record: Any) -> Outcome:
        """What becomes of `record`, changes of the memory among it."""

    def fold(self, key: str, record: Any | None) -> None:
        """Take in the state record under `key`, or its tombstone."""
