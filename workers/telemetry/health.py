"""Readiness, honestly: a worker is ready when each of its conditions is met, and says which are not."""

from collections.abc import Callable, Mapping


class Health:
    """Named conditions of one worker, each a function that answers now."""

    def __init__(self, conditions: Mapping[str, Callable[[], bool]]) -> None:
        self._conditions = dict(conditions)

    def report(self) -> dict[str, bool]:
        """Each condition's name and whether it is met."""
        return {name: met() for name, met in self._conditions.items()}

    @property
    def ready(self) -> bool:
        """Whether all are met."""
        return all(self.report().values())
