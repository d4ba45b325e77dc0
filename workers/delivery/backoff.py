"""When to try again: the schedule of the settings, spread a little so that receivers are not hit by all at once."""

from collections.abc import Sequence

SPREAD = 0.25
"""How much longer than scheduled a wait may be, as a share of it."""


def delays(schedule: str) -> tuple[float, ...]:
    """The seconds of `Settings.webhook_delays`."""
    return tuple(map(float, schedule.split()))


def pause(failures: int, schedule: Sequence[float], jitter: float, asked: float | None) -> float | None:
    """Seconds to wait after `failures` failed attempts; None: give up. `jitter` is drawn from [0, 1); `asked` is what
    the receiver asked for: the longer of the two holds."""
    if failures > len(schedule):
        return None
    return max(schedule[failures - 1] * (1 + SPREAD * jitter), asked or 0.0)
