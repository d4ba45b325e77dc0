"""requirements.lock: everything pinned and hashed, and no trace of where it was made."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text()
PINS = re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)(.*(?:\n    --hash=.*)*)", LOCK, re.MULTILINE)


def test_every_line_is_a_pin_with_hashes() -> None:
    starts = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(starts) == len(PINS)
    assert [name for name, _, rest in PINS if "--hash=sha256:" not in rest] == []


def test_no_host_and_no_path_is_named() -> None:
    assert re.findall(r"https?://|file:|--(?:extra-)?index-url|--find-links|(?<![\w.-])/\w+/", LOCK) == []


def test_what_pyproject_pins_is_what_the_lock_has() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pins = [re.match(r"([\w.-]+)==([^\s;]+)", line) for line in wanted]
    assert None not in pins, "what we name we pin"
    assert {(pin[1].lower(), pin[2]) for pin in pins if pin} <= {(name, version) for name, version, _ in PINS}
