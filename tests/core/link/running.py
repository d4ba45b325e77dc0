"""Runs a step with memory as the shell does."""

from collections.abc import Iterable
from typing import Any

from workers.core.link.memory import LinkMemory
from workers.core.outcome import Change, Ok, Outcome, Output


def feed(memory: Any, records: Iterable[Any]) -> tuple[list[Outcome], list[Change]]:
    """Each record decided on, its changes folded; all outcomes and all changes in order."""
    outcomes: list[Outcome] = []
    changes: list[Change] = []
    for record in records:
        outcome = memory.decide(record)
        outcomes.append(outcome)
        for change in getattr(outcome, "changes", ()):
            memory.fold(change.key, change.record)
            changes.append(change)
    return outcomes, changes


def outputs(outcomes: Iterable[Outcome]) -> list[Output]:
    """What was published, in order."""
    return [output for outcome in outcomes if isinstance(outcome, Ok) for output in outcome.outputs]


def compacted(changes: Iterable[Change]) -> list[Change]:
    """The last change of each key, where it stands, tombstones gone: what compaction leaves."""
    changes = list(changes)
    last = {change.key: i for i, change in enumerate(changes)}
    return [change for i, change in enumerate(changes) if last[change.key] == i and change.record is not None]


def folded(changes: Iterable[Change], memory: LinkMemory) -> LinkMemory:
    """`memory` with `changes` folded in."""
    for change in changes:
        memory.fold(change.key, change.record)
    return memory
