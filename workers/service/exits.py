"""Exit codes of long-running processes, as sysexits.h has them: the supervisor acts on them."""

from enum import IntEnum


class Exit(IntEnum):
    """How a process ended: the supervisor starts it again after TEMPFAIL, never after SOFTWARE."""

    OK = 0
    SOFTWARE = 70
    TEMPFAIL = 75
