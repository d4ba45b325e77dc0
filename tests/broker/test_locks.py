"""The locks: everything pinned and hashed, and no trace of where it was made."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WANTED = {
    "requirements.lock": [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["dev"]],
    "requirements-bench.lock": PROJECT["dependency-groups"]["bench"],
}
Pin = tuple[str, str, str]


@pytest.fixture(params=WANTED)
def lock(request: pytest.FixtureRequest) -> str:
    """The name of each lock."""
    return request.param


def text(lock: str) -> str:
    return (ROOT / lock).read_text()


def pins(lock: str) -> list[Pin]:
    """Name, version, and the rest with the hashes."""
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)(.*(?:\n    --hash=.*)*)", text(lock), re.MULTILINE)


def test_every_line_is_a_pin_with_hashes(lock: str) -> None:
    starts = [line for line in text(lock).splitlines() if line and not line.startswith((" ", "#"))]
    assert len(starts) == len(pins(lock))
    assert [name for name, _, rest in pins(lock) if "--hash=sha256:" not in rest] == []


def test_no_host_and_no_path_is_named(lock: str) -> None:
    assert re.findall(r"https?://|file:|--(?:extra-)?index-url|--find-links|(?<![\w.-])/\w+/", text(lock)) == []


def test_what_pyproject_pins_is_what_the_lock_has(lock: str) -> None:
    named = [re.match(r"([\w.-]+)==([^\s;]+)", line) for line in WANTED[lock]]
    assert None not in named, "what we name we pin"
    assert {(pin[1].lower(), pin[2]) for pin in named if pin} <= {(name, version) for name, version, _ in pins(lock)}


def test_what_is_measured_side_by_side_decodes_alike() -> None:
    ours, theirs = ({name: version for name, version, _ in pins(lock)} for lock in WANTED)
    assert ours["orjson"] == theirs["orjson"]
