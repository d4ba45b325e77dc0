"""The broker's process: found again by its pid file and command line, and ended."""

from pathlib import Path

import psutil

from workers.broker.errors import BrokerError

STOP_SECONDS = 30
"""What Kafka gets to write down its state, until it is killed."""


def find(pid_file: Path, config: Path) -> psutil.Process | None:
    """The process that the pid file names, if it is still our broker: one that was started with our `config`.

    A number that another program has by now, and a file left by a crash, give None.
    """
    try:
        process = psutil.Process(int(pid_file.read_text()))
        ours = str(config) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, ValueError, psutil.Error):
        return None
    return process if ours else None


def end(process: psutil.Process) -> None:
    """SIGTERM, wait, and SIGKILL as the last resort. Raises BrokerError if even that does not end it."""
    try:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
    except psutil.NoSuchProcess:
        return
    except (psutil.AccessDenied, psutil.TimeoutExpired) as error:
        raise BrokerError(f"The broker's process {process.pid} could not be ended: {error}") from error
