"""Runs a Dockerfile's stages without Docker, in a folder that stands for the image's root.

Knows the instructions and forms that deploy/Dockerfile uses, and refuses others. The base image is not there: its
`python` is the one that runs this. Absolute paths that the Dockerfile itself makes are moved below the folder.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

NOTED = ("LABEL", "STOPSIGNAL", "EXPOSE")
"""Instructions that do nothing to the files."""


@dataclass
class Stage:
    """What a stage has come to."""

    base: str
    name: str
    workdir: str = "/"
    user: str = "0"
    env: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    healthcheck: list[str] = field(default_factory=list)


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """The (INSTRUCTION, arguments) of a Dockerfile, lines that continue joined, comments left out."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        word, _, rest = line.partition(" ")
        yield word, rest.strip()


def context(top: Path, into: Path) -> None:
    """Copy what .dockerignore lets into the build. It lists what to take: `*` first, then `!path`, `**/name`."""
    rules = [line for line in (top / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    if rules[0] != "*":
        raise ValueError(".dockerignore has to begin with `*`, and to say what is taken")
    ignored = shutil.ignore_patterns(*(rule.removeprefix("**/") for rule in rules if rule.startswith("**/")))
    for rule in (rule[1:] for rule in rules if rule.startswith("!")):
        target = into / rule
        target.parent.mkdir(parents=True, exist_ok=True)
        if (top / rule).is_dir():
            shutil.copytree(top / rule, target, ignore=ignored)
        else:
            shutil.copy2(top / rule, target)


class Build:
    """Runs the stages of `text` one behind the other. `work` is an empty folder: `root` there is the stage's root."""

    def __init__(self, text: str, top: Path, work: Path) -> None:
        self._steps = list(instructions(text))
        self._work, self._context = work, work / "context"
        self.root = work / "root"
        made = [rest.split()[-1] for word, rest in self._steps if word in ("WORKDIR", "COPY")]
        tops = {path.split("/")[1] for path in made if path.startswith("/")}
        self._own = re.compile(rf"(?<![\w.-])/(?=(?:{'|'.join(tops)})\b)")
        context(top, self._context)
        shims = work / "base"
        shims.mkdir()
        for name in ("python", "python3"):
            (shims / name).symlink_to(Path(sys.base_prefix) / "bin" / "python3")
        self._path = f"{shims}:/usr/local/bin:/usr/bin:/bin"
        self.stage = Stage("", "")

    def run(self) -> Stage:
        """Run everything; the last stage. Raises CalledProcessError where a command fails."""
        for word, rest in self._steps:
            print(f"{word} {rest}", flush=True)
            if word not in NOTED:
                getattr(self, f"_{word.lower()}")(rest)
        return self.stage

    def inside(self, text: str) -> str:
        """`text` with the image's own paths moved below the root."""
        return self._own.sub(f"{self.root}/", text)

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a command in the stage: ours (pip's settings are there), and the stage's own."""
        strange = ("PYTHON", "WIREDESK", "VIRTUAL")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
        return kept | {"PATH": self._path} | self.stage.env | more

    def _from(self, rest: str) -> None:
        base, *named = rest.split(" AS ")
        if self.stage.base:
            self.root.rename(self._work / f"stage-{self.stage.name}")
        self.root.mkdir()
        self.stage = Stage(base, *named or [""])

    def _workdir(self, rest: str) -> None:
        self.stage.workdir = rest
        Path(self.inside(rest)).mkdir(parents=True, exist_ok=True)

    def _env(self, rest: str) -> None:
        for pair in shlex.split(rest):
            name, _, value = pair.partition("=")
            self.stage.env[name] = Template(self.inside(value)).substitute({"PATH": self._path} | self.stage.env)

    def _copy(self, rest: str) -> None:
        words = rest.split()
        options = dict(word.removeprefix("--").split("=") for word in words if word.startswith("--"))
        *sources, target = (word for word in words if not word.startswith("--"))
        if unknown := options.keys() - {"from", "chown"}:
            raise NotImplementedError(f"COPY with {unknown}")
        origin = self._work / f"stage-{options['from']}" if "from" in options else self._context
        into = Path(self.inside(target)) if target.startswith("/") else self._here() / target
        into.parent.mkdir(parents=True, exist_ok=True)
        for source in sources:
            found = origin / source.lstrip("/")
            if found.is_dir():
                shutil.copytree(found, into, symlinks=True, dirs_exist_ok=True)
            else:
                shutil.copy2(found, into)
        if "chown" in options and os.geteuid() == 0:
            os.chown(into, *map(int, options["chown"].split(":")))

    def _run(self, rest: str) -> None:
        subprocess.run(["/bin/sh", "-c", self.inside(rest)], cwd=self._here(), env=self.environment(), check=True)

    def _user(self, rest: str) -> None:
        self.stage.user = rest

    def _entrypoint(self, rest: str) -> None:
        self.stage.entrypoint = json.loads(rest)

    def _cmd(self, rest: str) -> None:
        self.stage.command = json.loads(rest)

    def _healthcheck(self, rest: str) -> None:
        self.stage.healthcheck = json.loads(rest.partition("CMD ")[2])

    def _here(self) -> Path:
        return Path(self.inside(self.stage.workdir))
