"""What a measurement gives: figures with unit, spread and goal, in a section that says how they were taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should be: at most `limit`, or at least."""

    limit: float
    least: bool = False

    def met(self, value: float) -> bool:
        """Whether `value` is good enough."""
        return value >= self.limit if self.least else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured: `values` are of the rounds, in `unit`; none of them where `note` says why."""

    name: str
    values: tuple[float, ...]
    unit: str
    goal: Goal | None = None
    note: str = ""

    @property
    def value(self) -> float | None:
        """The median of the rounds."""
        return median(self.values) if self.values else None


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that were taken together; `how` says in a few sentences what they are of."""

    title: str
    how: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: articles through the wire, records through the no-op step, rounds of each, batch sizes of
    the no-op step, seconds of arrivals for the ages; and over which spans the wire is measured."""

    articles: int = 1_500
    records: int = 12_000
    rounds: int = 2
    noop_rounds: int = 3
    batches: tuple[int, ...] = (100, 400, 1_000)
    arrivals: float = 40.0
    spans: tuple[str, ...] = ("raw to enriched", "raw to alerts")


QUICK = Size(40, 2_000, rounds=1, noop_rounds=1, batches=(100,), arrivals=3.0, spans=("raw to alerts",))
"""Enough to see that everything runs; the figures say nothing."""


def ratios(over: Sequence[float], under: Sequence[float]) -> tuple[float, ...]:
    """Round by round, so that what slowed the machine down slowed both. A round of less than a tick of the processor's
    clock is left out."""
    return tuple(a / b for a, b in zip(over, under, strict=True) if b)
