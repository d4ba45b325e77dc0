"""Paths: files, folders, standard input; what can't be read stops nothing else."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workers.connectors.formats import FORMATS
from workers.connectors.items import Found, Refusal, Refused
from workers.connectors.paths import LIMITS, Reading

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


def reading(*paths: object, **more: object) -> Reading:
    return Reading([str(p) for p in paths], lambda: NOW, **more)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {
        "b.txt": b"B",
        "a/z.txt": b"Z",
        "a/b/c.html": b"<html>C",
        ".hidden/x.txt": b"X",
        ".secret": b"S",
        "a/photo.jpg": b"\xff\xd8\xff\xe0....",
        "lines.jsonl": b'{"uri":"u:1","body":"1"}\n7\n{"uri":"u:2","body":"2"}\n',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_a_folder_is_walked_in_order_without_what_is_hidden(folder: Path) -> None:
    got = list(reading(folder))
    assert [i.article.via for i in got if isinstance(i, Found)] == [
        "file:b.txt", "file:lines.jsonl", "file:lines.jsonl", "file:a/z.txt", "file:a/b/c.html",
    ]  # fmt: skip
    assert [(Path(i.label).name, i.reason) for i in got if isinstance(i, Refused)] == [
        ("lines.jsonl:2", Refusal.WRONG_TYPE),
        ("photo.jpg", Refusal.BINARY),
    ]


def test_no_folder_of_this_machine_is_told(folder: Path) -> None:
    assert all(
        str(folder) not in repr(i.article) for i in reading(folder, folder / "a" / "z.txt") if isinstance(i, Found)
    )


def test_all_is_counted_as_read(folder: Path) -> None:
    run = reading(folder, folder / "b.txt")
    assert (run.consumed, run.total) == (0, sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not any(
        part.startswith(".") for part in p.relative_to(folder).parts)) + 1)  # fmt: skip
    list(run)
    assert run.consumed == run.total


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("absent.txt", Refusal.UNREADABLE),
        ("empty-folder", Refusal.EMPTY),
        ("broken-link", Refusal.UNREADABLE),
        ("links/broken", Refusal.UNREADABLE),
        ("links/pipe", Refusal.UNREADABLE),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path, name: str, reason: Refusal) -> None:
    (tmp_path / "good.txt").write_text("text")
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "links").mkdir()
    for link in ("broken-link", "links/broken"):
        (tmp_path / link).symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "links" / "pipe")
    target = tmp_path / name
    first, *_, last = reading(target.parent if target.parent.name == "links" else target, tmp_path / "good.txt")
    refused = [i for i in [first, *_] if isinstance(i, Refused) and Path(i.label).name == target.name]
    assert [r.reason for r in refused] == [reason]
    assert isinstance(last, Found)


def test_a_link_back_to_its_folder_is_no_trap(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len([i for i in reading(tmp_path) if isinstance(i, Found)]) == 1


def test_fifty_megabytes_are_refused_without_reading_them(tmp_path: Path) -> None:
    for name, first in (("big.txt", b"T"), ("big.json", b"["), ("big.rss", b"<rss>"), ("big-object.json", b"{")):
        with (tmp_path / name).open("wb") as file:
            file.write(first)
            file.seek(50 * 2**20)
            file.write(b"\n")
    big = tmp_path / "big.txt"
    big.write_bytes(b"words \n" * (50 * 2**20 // 7))
    (tmp_path / "good.txt").write_text("text")
    got = list(reading(tmp_path))
    assert {Path(i.label).name: i.reason for i in got if isinstance(i, Refused)} == {
        "big.txt": Refusal.TOO_LARGE,
        "big.json": Refusal.TOO_LARGE,
        "big.rss": Refusal.TOO_LARGE,
        "big-object.json": Refusal.TOO_LARGE,
    }
    assert [i.article.body for i in got if isinstance(i, Found)] == ["text"]


def test_lines_have_no_common_limit(tmp_path: Path) -> None:
    line = b'{"uri":"u","body":"' + b"x" * 1_000_000 + b'"}\n'
    count = LIMITS.container // len(line) + 2
    (tmp_path / "a.jsonl").write_bytes(line * count)
    assert sum(isinstance(i, Found) for i in reading(tmp_path / "a.jsonl")) == count


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"just text", [("stdin", "text/plain")]),
        (b'{"uri":"u:1","body":"1"}\n{"uri":"u:2","body":"2"}\n', [("stdin:1", None), ("stdin:2", None)]),
        (b"<!doctype html><p>x", [("stdin", "text/html")]),
    ],
)
def test_standard_input(content: bytes, expected: list[tuple[str, str | None]]) -> None:
    run = reading("-", stdin=io.BytesIO(content))
    assert run.total is None
    got = list(run)
    assert [(i.label, i.article.mimetype) for i in got if isinstance(i, Found)] == expected
    assert {i.article.via for i in got if isinstance(i, Found)} == {"stdin"}


def test_a_live_stream_of_lines_is_read_as_it_comes() -> None:
    """With the format given, a line is an article before the next one is there."""
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as stream, os.fdopen(writer, "wb", buffering=0) as live:
        items = iter(reading("-", stdin=stream, format=FORMATS["jsonl"]))
        for number in range(3):
            live.write(b'{"uri":"u:%d","body":"x"}\n' % number)
            item = next(items)
            assert isinstance(item, Found)
            assert item.article.uri == f"u:{number}"
