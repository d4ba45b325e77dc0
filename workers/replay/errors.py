"""What a replay or a redrive can't do, in words for the person who asked for it."""


class ReplayError(Exception):
    """It is refused, or ended before it was done: the message says what and how to go on."""


class TakenOverError(ReplayError):
    """Another process does the same work now, and has fenced this one."""
