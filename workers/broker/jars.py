"""Kafka's jars: fetched once from Maven Central by jgo, each checked against the sha256 in `jgo.lock.toml`.

They are kept where jgo and Maven keep theirs (`M2_REPO`, or `~/.m2/repository`); a mirror that jgo's own `jgo.conf`
names is used in the place of Maven Central.
"""

import hashlib
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from workers.broker.errors import BrokerError

if TYPE_CHECKING:
    from jgo.config import GlobalSettings
    from jgo.env import LockedDependency

LOCK = Path(__file__).with_name("jgo.lock.toml")
ATTEMPTS = 3
TIMEOUT_SECONDS = 20
PARALLEL = 8


def fetch(say: Callable[[str], object]) -> list[Path]:
    """The paths of all locked jars, for the class path; what is missing or damaged is fetched first.

    `say` is told when there is something to fetch. Raises BrokerError if a jar can't be had: it names the jar and the
    ways to go on without.
    """
    try:  # the image of a deployment is without it
        from jgo.config import GlobalSettings
        from jgo.env import LockFile
    except ImportError as error:
        raise BrokerError(
            "This installation has no local broker: jgo, which fetches it, is not there. Use a Kafka cluster that you "
            "have: set WIREDESK_KAFKA_BOOTSTRAP=host:port"
        ) from error
    jgo = GlobalSettings.load()
    locked = LockFile.load(LOCK).dependencies
    missing = [jar for jar in locked if not _is_good(_place(jar, jgo.repo_cache), jar)]
    if missing:
        say(f"Fetching Apache Kafka: {len(missing)} jars into {jgo.repo_cache}")
        pool = ThreadPoolExecutor(PARALLEL)
        try:
            for attempt in [pool.submit(_fetch, jar, jgo) for jar in missing]:
                attempt.result()
        finally:
            pool.shutdown(cancel_futures=True)
    return [_place(jar, jgo.repo_cache) for jar in locked]


def coordinates(jar: "LockedDependency") -> str:
    """`group:artifact:version`, as Maven writes it."""
    return f"{jar.groupId}:{jar.artifactId}:{jar.version}"


def _fetch(jar: "LockedDependency", jgo: "GlobalSettings") -> None:
    """Download beside the final place and move it there once the hash is right: nobody sees half a jar."""
    from jgo.maven import MavenContext

    problem: object = None
    for _ in range(ATTEMPTS):
        try:
            jgo.repo_cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".wiredesk-", dir=jgo.repo_cache) as folder:
                context = MavenContext(
                    repo_cache=Path(folder), remote_repos=jgo.repositories or None, timeout=TIMEOUT_SECONDS
                )
                component = context.project(jar.groupId, jar.artifactId).at_version(jar.version)
                got = component.artifact(packaging=jar.packaging).resolve()
                if _is_good(got, jar):
                    place = _place(jar, jgo.repo_cache)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    got.replace(place)
                    return
                problem = f"what came has sha256 {_sha256(got)}, the lock says {jar.sha256}"
        except (OSError, RuntimeError) as error:  # a network error is an OSError; "not there" is jgo's RuntimeError
            problem = error
    raise BrokerError(
        f"Could not fetch {coordinates(jar)}, a part of Apache Kafka, from Maven Central: {problem}\n"
        "Ways to go on without it:\n"
        "  - use a Kafka cluster that you have: set WIREDESK_KAFKA_BOOTSTRAP=host:port\n"
        f"  - copy the jars from a machine where `wiredesk broker start` worked: its folder ~/.m2/repository\n"
        f"    to {jgo.repo_cache}, or to another place named by M2_REPO\n"
        "  - name a mirror of Maven Central under [repositories] in ~/.config/jgo.conf"
    )


def _place(jar: "LockedDependency", cache: Path) -> Path:
    folder = cache / jar.groupId.replace(".", "/") / jar.artifactId / jar.version
    return folder / f"{jar.artifactId}-{jar.version}.{jar.packaging}"


def _is_good(path: Path, jar: "LockedDependency") -> bool:
    return path.exists() and _sha256(path) == jar.sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
