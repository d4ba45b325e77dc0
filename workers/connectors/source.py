"""A source: one file, or standard input, read within limits. No more than a limit is ever in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import BinaryIO

CHUNK = 64 * 1024


class TooLargeError(ValueError):
    """A source, or a line of it, is over its limit; `limit` is in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit:,} bytes")
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Limits:
    """`record`: the largest single article; `container`: the largest file that must be held whole (bytes)."""

    record: int
    container: int


class Source:
    """Bytes with a name. `label` is for people, `name` goes into `via`. Read it once, by `read` or by `lines`.

    `consumed` counts the bytes taken so far, `ttl` is how long the content says that it stays fresh (set by the reader
    that finds it). Reading raises OSError as the stream does, and TooLargeError.
    """

    def __init__(self, label: str, name: str, stream: BinaryIO, limits: Limits, *, suffix: str | None = None) -> None:
        self.label = label
        self.name = name
        self.limits = limits
        self.consumed = 0
        self.ttl = timedelta(0)
        self._stream = stream
        self._ahead = b""
        self._suffix = suffix

    @property
    def suffix(self) -> str:
        """The name's ending, in lower case, with its dot; or the one that was given instead, where the sender says
        what it is."""
        return PurePath(self.name).suffix.lower() if self._suffix is None else self._suffix

    def head(self) -> bytes:
        """The beginning, to know the format by: a chunk, or, where the first line is longer (up to `record`), that
        line and what begins the next."""
        while len(self._ahead) < CHUNK or self._within_first_line():
            chunk = self._stream.read(CHUNK)
            if not chunk:
                break
            self._ahead += chunk
        return self._ahead

    def _within_first_line(self) -> bool:
        _, newline, after = self._ahead.partition(b"\n")
        return not (newline and after.strip()) and len(self._ahead) <= self.limits.record

    def read(self, limit: int) -> bytes:
        """All of it. Raises TooLargeError where it is more than `limit` bytes, having read no more than that."""
        chunks, size = [self._ahead], len(self._ahead)
        self._ahead = b""
        while size <= limit:
            chunk = self._stream.read(min(CHUNK, limit + 1 - size))
            if not chunk:
                break
            chunks.append(chunk)
            size += len(chunk)
        self.consumed += size
        if size > limit:
            raise TooLargeError(limit)
        return b"".join(chunks)

    def lines(self, limit: int) -> Iterator[tuple[int, bytes | None]]:
        """(number from 1, line without its end), None for a line of more than `limit` bytes, which is read past."""
        buffer, self._ahead = self._ahead, b""
        number, skipping, ended = 1, False, False
        while not ended:
            line, newline, rest = buffer.partition(b"\n")
            if newline:
                self.consumed += len(line) + 1
                yield number, None if skipping or len(line) > limit else line.removesuffix(b"\r")
                number, buffer, skipping = number + 1, rest, False
                continue
            if len(buffer) > limit:
                self.consumed += len(buffer)
                buffer, skipping = b"", True
            chunk = self._stream.readline(CHUNK)
            ended = not chunk
            buffer += chunk
        if buffer or skipping:
            self.consumed += len(buffer)
            yield number, None if skipping else buffer
