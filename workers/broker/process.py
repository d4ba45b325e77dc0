"""The broker's process: found again by its pid file and command line, and ended."""

import time
from contextlib import suppress
from pathlib import Path

import psutil

from workers.broker.errors import BrokerError

STOP_SECONDS = 30
"""What Kafka gets to write down its state, until it is killed."""
NEW_SECONDS = 5
"""How long a new process may have no command line yet: the launcher of Java executes itself once more."""
POLL_SECONDS = 0.02


def find(pid_file: Path, config: Path) -> psutil.Process | None:
    """The process that the pid file names, if it is still our broker: one that was started with our `config`.

    A number that another program has by now, and a file left by a crash, give None.
    """
    try:
        process = psutil.Process(int(pid_file.read_text()))
        while not process.cmdline() and time.time() - process.create_time() < NEW_SECONDS:
            time.sleep(POLL_SECONDS)
        ours = str(config) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, ValueError, psutil.Error):
        return None
    return process if ours else None


def end(process: psutil.Process) -> None:
    """SIGTERM, wait, and SIGKILL as the last resort. Raises BrokerError if even that does not end it."""
    try:
        process.terminate()
        if not _ends(process):
            process.kill()
            if not _ends(process):
                raise BrokerError(f"The broker's process {process.pid} could not be ended")
    except psutil.NoSuchProcess:
        return
    except psutil.AccessDenied as error:
        raise BrokerError(f"The broker's process {process.pid} is not ours to end: {error}") from error


def _ends(process: psutil.Process) -> bool:
    """Whether it ends in time. A zombie has ended: only its parent, which may be another program, can bury it."""
    deadline = time.monotonic() + STOP_SECONDS
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    with suppress(psutil.Error):
        process.wait(0)  # buries it where the parent is us
    return True
