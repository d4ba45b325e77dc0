"""From the paths that a person names to what is in them. One bad file stops no other."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from schemas.registry import RAW
from workers.connectors.format import Clock, Format
from workers.connectors.formats import recognise
from workers.connectors.items import Item, Refusal, Refused
from workers.connectors.source import Limits, Source
from workers.pipeline import HEADERS_BYTES, MIB, TOPICS

STDIN = "-"
LIMITS = Limits(record=TOPICS[RAW].max_bytes - HEADERS_BYTES, container=32 * MIB)


class Reading:
    """The articles at `paths` (`-`: standard input), in order; `format` None: recognised, file by file.

    Iterate it once. `consumed` is the number of bytes read so far, `total` of those to read, None where it is not
    known (standard input, a pipe).
    """

    def __init__(
        self, paths: Sequence[str], now: Clock, *, format: Format | None = None, stdin: BinaryIO | None = None
    ) -> None:
        self._now = now
        self._format = format
        self._stdin = stdin
        self._done = 0
        self._current: Source | None = None
        self._files = [found for path in paths for found in _files(path)]
        self._sizes = [_size(file) for file in self._files]
        self.total: int | None = None if None in self._sizes else sum(s or 0 for s in self._sizes)

    @property
    def consumed(self) -> int:
        """Bytes read so far."""
        return self._done + (self._current.consumed if self._current else 0)

    def __iter__(self) -> Iterator[Item]:
        for file, size in zip(self._files, self._sizes, strict=True):
            if isinstance(file, Refused):
                yield file
            else:
                yield from self._read(*file)
            read, self._current = self._current, None
            self._done += size if size is not None else read.consumed if read else 0

    def _read(self, path: str, name: str) -> Iterator[Item]:
        try:
            with self._open(path) as stream:
                source = self._current = Source("stdin" if path == STDIN else path, name, stream, LIMITS)
                format = self._format or recognise(source)
                yield from format.read(source, self._now)
        except OSError as error:
            yield Refused(path, Refusal.UNREADABLE, error.strerror or str(error))

    def _open(self, path: str) -> AbstractContextManager[BinaryIO]:
        if path == STDIN:
            return nullcontext(self._stdin or _stdin())
        return Path(path).open("rb")


def _stdin() -> BinaryIO:
    """Standard input, through a buffer of our own: the interpreter can't end while a thread waits on `sys.stdin`'s."""
    return open(sys.stdin.fileno(), "rb", closefd=False)


def _files(path: str) -> Iterator[tuple[str, str] | Refused]:
    """(path, name for `via`) of each file at `path`: below a folder sorted, hidden ones left out."""
    if path == STDIN:
        yield path, "stdin"
        return
    top = Path(path)
    if not top.is_dir():
        yield path, f"file:{top.name}"
        return
    found = 0
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(f for f in files if not f.startswith(".")):
            file = Path(folder, name)
            found += 1
            if file.exists() and not file.is_file():
                yield Refused(str(file), Refusal.UNREADABLE, "a device or a pipe: name it to read it")
            else:
                yield str(file), f"file:{file.relative_to(top).as_posix()}"
    if not found:
        yield Refused(path, Refusal.EMPTY, "a folder without files")


def _size(file: tuple[str, str] | Refused) -> int | None:
    """Bytes to read of a regular file (0 where nothing will be), None where it can't be known before."""
    if isinstance(file, Refused):
        return 0
    path = Path(file[0])
    if file[0] == STDIN or (path.exists() and not path.is_file()):
        return None
    try:
        return path.stat().st_size
    except OSError:
        return 0
