"""The stages of a Dockerfile, run without Docker in a folder: what deploy/check_image.py stands on."""

import os
import subprocess
from pathlib import Path

import pytest

from deploy.dockerfile import NOTED, Build, Stage, instructions

ROOT = Path(__file__).parents[2]
OURS = (ROOT / "deploy" / "Dockerfile").read_text()

SMALL = """\
# a comment
FROM base:1 AS make
WORKDIR /build
COPY a.txt folder ./
# a comment between
RUN mkdir /opt && cat a.txt b.txt \\
      > /opt/thing && python -c "print('py')" >> /opt/thing
RUN mkdir home && echo left > behind
FROM base:1
LABEL a="b"
COPY --from=make --chown=10001:10001 /build/home /var/lib/x
COPY --from=make /opt/thing /opt/thing
ENV PATH=/opt/bin:$PATH \\
    HOME=/var/lib/x
WORKDIR /var/lib/x
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1s CMD ["ask", "me"]
ENTRYPOINT ["thing"]
CMD ["--help"]
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A project of three files, of which one stays outside."""
    top = tmp_path / "top"
    (top / "folder" / "__pycache__").mkdir(parents=True)
    (top / ".dockerignore").write_text("# say what is taken\n*\n!a.txt\n!folder\n**/__pycache__\n")
    for name in ("a.txt", "outside.txt", "folder/b.txt", "folder/__pycache__/c.txt"):
        (top / name).write_text(f"{name}\n")
    return top


def build(text: str, top: Path, tmp_path: Path) -> tuple[Build, Stage]:
    work = tmp_path / "work"
    work.mkdir()
    made = Build(text, top, work)
    return made, made.run()


def test_it_runs_as_docker_would(top: Path, tmp_path: Path) -> None:
    made, stage = build(SMALL, top, tmp_path)
    assert (made.root / "opt/thing").read_text() == "a.txt\nfolder/b.txt\npy\n"
    found = {str(path.relative_to(made.root)) for path in made.root.rglob("*") if path.is_file()}
    assert found == {"opt/thing"}, "what a stage made and nobody copied is not in the next"
    assert not (tmp_path / "work/context/outside.txt").exists()
    assert not (tmp_path / "work/context/folder/__pycache__").exists()
    assert stage.base == "base:1"
    assert (stage.user, stage.workdir) == ("10001:10001", "/var/lib/x")
    assert (stage.entrypoint, stage.command, stage.healthcheck) == (["thing"], ["--help"], ["ask", "me"])
    assert stage.env["HOME"] == f"{made.root}/var/lib/x"
    assert stage.env["PATH"].startswith(f"{made.root}/opt/bin:")
    assert stage.env["PATH"].endswith(":/bin")
    if os.geteuid() == 0:
        assert (made.root / "var/lib/x").stat().st_uid == 10001


def test_a_command_that_fails_ends_it(top: Path, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        build("FROM a\nWORKDIR /b\nRUN false\nRUN touch never", top, tmp_path)
    assert not (tmp_path / "work/root/b/never").exists()


def test_what_is_outside_can_not_be_copied(top: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"outside\.txt"):
        build("FROM a\nWORKDIR /b\nCOPY outside.txt ./", top, tmp_path)


@pytest.mark.parametrize("line", ["ADD a.txt /b", "COPY --chmod=755 a.txt /b", "SHELL ['x']"])
def test_what_it_does_not_know_it_refuses(line: str, top: Path, tmp_path: Path) -> None:
    with pytest.raises((AttributeError, NotImplementedError)):
        build(f"FROM a\n{line}", top, tmp_path)


def test_an_ignore_file_that_takes_everything_is_refused(top: Path, tmp_path: Path) -> None:
    (top / ".dockerignore").write_text("secret\n")
    with pytest.raises(ValueError, match="say what is taken"):
        build("FROM a", top, tmp_path)


def test_ours_is_in_the_forms_that_it_knows() -> None:
    words = {word for word, _ in instructions(OURS)}
    assert words <= {*NOTED, *(name.removeprefix("_").upper() for name in vars(Build) if name.startswith("_"))}


def test_ours_is_pinned_not_root_and_stops_in_good_order() -> None:
    rows = list(instructions(OURS))
    bases = {rest.split(" AS ")[0] for word, rest in rows if word == "FROM"}
    assert bases == {"python:3.11.14-slim-bookworm"}
    last = dict(rows)
    assert last["USER"] == "10001:10001"
    assert last["STOPSIGNAL"] == "SIGTERM"
    assert '["python", "-m", "workers.telemetry.probe"]' in last["HEALTHCHECK"]
    installs = [rest for word, rest in rows if word == "RUN" and " install " in rest]
    assert len(installs) == 2
    assert all("--require-hashes" in rest or "--no-deps --no-build-isolation" in rest for rest in installs)
