"""The alert step: standing queries over stories; one alert a story and subscription, then updates and cancels.

view (a story made ready to be asked) -> index (which subscriptions it may meet) -> match (whether it does, by what)
-> notice (what to say, and why); `memory` runs them. `subscriptions` reads the file that people write.
"""

from workers.core.alert.memory import AlertMemory


def build() -> AlertMemory:
    """The step's empty memory; what it remembers is folded from its state topic."""
    return AlertMemory()
