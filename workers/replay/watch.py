"""How far a replay is, as people are told it and as the run itself asks it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from aiokafka.errors import KafkaError

from workers.pipeline import Step
from workers.reading.cluster import ClusterError
from workers.replay.copier import Copier
from workers.replay.gauge import Gauge, Level, shares

FAR = 200
"""So many offsets to do are more than the markers that may stand at the end of a step's input."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: of about `total` records of the window, `copied` are in; `shares` (0 to 1) says of how much of the
    window each step has made its output. Nothing of it has changed for `still` seconds. `delivering`: all is through,
    and its alerts are on their way to webhooks."""

    total: int
    copied: int
    shares: dict[str, float]
    still: float = 0.0
    delivering: bool = False

    @property
    def done(self) -> float:
        """Records of the window that are through all steps, about."""
        return self.total * min(self.shares.values())


class Watch:
    """Calls `tell` with the progress of what `copier` copies, each time that it looks."""

    def __init__(self, copier: Copier, tell: Callable[[Progress], None]) -> None:
        self._copier, self._tell = copier, tell
        self._levels: dict[str, Level] = {}
        self._last: Progress | None = None
        self._moved = monotonic()

    async def look(self, gauge: Gauge) -> None:
        """Look at `gauge`, and tell. Of a broker that does not answer, others tell."""
        try:
            self._levels = await gauge.levels()
        except (KafkaError, ClusterError, OSError):
            self._levels = {}
            return
        total = self._copier.copied + self._copier.left
        now = Progress(total, self._copier.copied, shares(self._copier.copied / max(1, total), self._levels))
        if now != self._last:
            self._last, self._moved = now, monotonic()
        self._tell(replace(now, still=monotonic() - self._moved))

    def delivering(self) -> None:
        """Tell that all is through, and on its way to webhooks."""
        if self._last is not None:
            self._tell(replace(self._last, delivering=True))

    def far_behind(self, step: Step) -> bool:
        """Whether `step` was, at the last look, behind by more than markers."""
        level = self._levels.get(step.name)
        return level is not None and level.total - level.done > FAR
