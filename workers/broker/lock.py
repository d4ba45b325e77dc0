"""Resolves `jgo.toml` anew and writes `jgo.lock.toml`: `python -m workers.broker.lock`, for an upgrade of Kafka."""

from pathlib import Path

from jgo.env import EnvironmentSpec, LockFile
from jgo.maven import MavenContext

HERE = Path(__file__).parent


def main() -> None:
    """Resolve with all transitive dependencies, download, hash, write the lock in a stable order."""
    spec = EnvironmentSpec.load(HERE / "jgo.toml")
    context = MavenContext(timeout=60)
    wanted = [context.create_dependency(coordinate) for coordinate in spec.coordinates]
    direct, transitive = context.resolver.resolve(wanted)
    jars = sorted({str(jar.artifact): jar for jar in direct + transitive if jar.scope != "provided"}.items())
    lock = LockFile.from_resolved_dependencies([jar for _, jar in jars], spec.name, spec.java_version)
    lock.save(HERE / "jgo.lock.toml")
    print(f"{len(jars)} jars locked")


if __name__ == "__main__":
    main()
