"""The read model's file: opened, written batch by batch, thrown away and begun again where it does not fit its topics.

Everything here blocks: the desk calls it from a thread of its own. Another process that wants the same file is refused.
"""

import fcntl
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from workers.desk.card import millis
from workers.desk.fold import fold
from workers.desk.schema import DDL, VERSION, expired
from workers.reading.log import Entry

BUSY_SECONDS = 10.0


class StoreError(Exception):
    """The file can't be used; the text says why and what to do."""


class DivergedError(Exception):
    """The topics are not those that the file was folded from: the text says where. It is to be folded again."""


@dataclass(frozen=True, slots=True)
class At:
    """The last record of a partition that was folded: its offset and its time in milliseconds."""

    offset: int
    time: int


@dataclass(slots=True)
class Touched:
    """What a batch changed, for those who show it: ids of stories, of articles, and of stories with new alerts."""

    stories: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    alerts: set[str] = field(default_factory=set)
    refused: bool = False
    records: int = 0


def standing(last: At | None, entry: Entry) -> Literal["new", "known"]:
    """Whether `entry` is to be folded, where `last` was the last of its partition. Raises DivergedError where another
    record stood in its place, or where the log goes back."""
    if last is None or entry.place.offset > last.offset:
        return "new"
    if entry.place.offset == last.offset and millis(entry.message.timestamp) == last.time:
        return "known"
    raise DivergedError(f"{entry.place} is not the record that was folded up to offset {last.offset}")


class Store:
    """The file under `folder`, for one process. `generation` counts how often it was begun again: readers that hold a
    connection to an older one open a new one."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "desk.sqlite"
        self.generation = 0
        self._lock = folder / "lock"
        self.places: dict[tuple[str, int], At] = {}

    def open(self) -> None:
        """Open the file, or make it. One of another version, or one that is damaged, is thrown away. Raises StoreError
        where another process has it, OSError where the folder can't be written."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._held = self._lock.open("w")
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._held.close()
            raise StoreError(
                f"Another desk uses {self.path}: stop it, or give this one a folder of its own (WIREDESK_HOME)."
            ) from error
        if not self.path.exists():
            self._unlink()  # what may be left of a file that somebody deleted
        try:
            self._connect()
        except sqlite3.OperationalError as error:
            raise StoreError(f"{self.path} can't be opened: {error}") from error
        except sqlite3.DatabaseError:
            self.begin_again()

    def close(self) -> None:
        """Close the file and let others have it."""
        self._connection.close()
        self._held.close()

    def begin_again(self) -> None:
        """Throw the file away and make an empty one."""
        with suppress(AttributeError):
            self._connection.close()
        self._unlink()
        self._connect()
        self.generation += 1

    def apply(self, entries: Sequence[Entry]) -> Touched:
        """Fold `entries` (each partition in its order) and their places, in one transaction. Raises DivergedError."""
        touched = Touched()
        places = dict(self.places)
        with self._transaction():
            for entry in entries:
                partition = (entry.place.topic, entry.place.partition)
                if standing(places.get(partition), entry) == "known":
                    continue
                folded = fold(entry)
                for statement, row in folded.writes:
                    self._connection.execute(statement, row)
                places[partition] = At(entry.place.offset, millis(entry.message.timestamp))
                touched.records += 1
                touched.refused |= folded.refused
                for found, ids in (
                    (folded.story, touched.stories),
                    (folded.article, touched.articles),
                    (folded.alert, touched.alerts),
                ):
                    if found is not None:
                        ids.add(found)
            self._connection.executemany(
                "INSERT OR REPLACE INTO places (topic, partition, offset, time) VALUES (?, ?, ?, ?)",
                [(*key, at.offset, at.time) for key, at in places.items() if at != self.places.get(key)],
            )
        self.places = places
        return touched

    def prune(self, now: int) -> int:
        """Delete what the topics no longer have to keep at `now` (milliseconds); gives the number of rows."""
        with self._transaction():
            return sum(self._connection.execute(statement, row).rowcount for statement, row in expired(now))

    def belong_to(self, source: str) -> None:
        """Say what cluster and prefix the file is folded from; one that was folded from others is begun again."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = 'source'").fetchone()
        if row is not None and row[0] != source:
            self.begin_again()
        if row is None or row[0] != source:
            with self._transaction():
                self._connection.execute("INSERT INTO meta (name, value) VALUES ('source', ?)", (source,))

    def _unlink(self) -> None:
        for name in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + name).unlink(missing_ok=True)

    def _connect(self) -> None:
        self._connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if version != VERSION and (version or tables):
            self.begin_again()
            return
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")  # a process that is killed loses nothing by it
        self._connection.execute("PRAGMA journal_size_limit = 67108864")
        if not tables:
            self._connection.executescript(f"BEGIN IMMEDIATE; {DDL} PRAGMA user_version = {VERSION}; COMMIT;")
        found = self._connection.execute("SELECT topic, partition, offset, time FROM places")
        self.places = {(topic, partition): At(offset, time) for topic, partition, offset, time in found}

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk has rolled back already
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
