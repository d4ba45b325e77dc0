"""The file: whose it is, what it is folded from, and that a batch is in it whole or not at all."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.dump import dump
from tests.desk.published import entries, published, wire
from tests.reading import records as r
from workers.desk.schema import VERSION
from workers.desk.store import At, DivergedError, Store, StoreError, standing
from workers.reading.log import Entry


@pytest.fixture(scope="module")
def all_entries() -> list[Entry]:
    return entries(wire())


def folded(folder: Path, batches: list[list[Entry]]) -> Path:
    store = Store(folder)
    store.open()
    for batch in batches:
        store.apply(batch)
    store.close()
    return store.path


def test_batches_of_any_size_and_repeats_give_the_same(tmp_path: Path, all_entries: list[Entry]) -> None:
    whole = folded(tmp_path / "whole", [all_entries])
    single = folded(tmp_path / "single", [[entry] for entry in all_entries])
    half = len(all_entries) // 2
    last = {(e.place.topic, e.place.partition): e for e in all_entries[:half]}
    again = folded(tmp_path / "again", [all_entries[:half], list(last.values()), all_entries[half:]])
    assert dump(whole) == dump(single) == dump(again)


def test_a_batch_that_fails_leaves_nothing(
    tmp_path: Path, all_entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folded(tmp_path, [all_entries[:10]])
    before = dump(path)
    store = Store(tmp_path)
    store.open()

    def fails(entry: Entry) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("workers.desk.store.fold", fails)
        with pytest.raises(MemoryError):
            store.apply(all_entries[10:20])
    store.apply(all_entries[10:])
    store.close()
    assert dump(path) != before
    assert dump(path) == dump(folded(tmp_path / "fresh", [all_entries]))


ONE = entries([published(r.ENRICHED)])[0]


@pytest.mark.parametrize(
    ("last", "offset", "expected"),
    [
        (None, 5, "new"),
        (At(4, 1), 5, "new"),
        (At(4, 1), 900, "new"),
        (At(5, round(ONE.message.timestamp.timestamp() * 1000)), 5, "known"),
        (At(5, 1), 5, None),  # another record stands there
        (At(6, 1), 5, None),  # the log went back
    ],
)
def test_where_a_record_stands(last: At | None, offset: int, expected: str | None) -> None:
    entry = replace(ONE, place=replace(ONE.place, offset=offset))
    if expected is None:
        with pytest.raises(DivergedError, match=r"news\.enriched/0@5"):
            standing(last, entry)
    else:
        assert standing(last, entry) == expected


def test_a_second_desk_is_told_who_has_the_file(tmp_path: Path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)
    first.open()
    with pytest.raises(StoreError, match=r"Another desk uses .*WIREDESK_HOME"):
        second.open()
    first.close()
    second.open()
    second.close()


def older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE things (name TEXT)")


def garbage(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


def torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [older, foreign, garbage, torn])
def test_a_file_that_is_not_ours_to_read_is_begun_again(
    tmp_path: Path, all_entries: list[Entry], harm: Callable[[Path], None]
) -> None:
    path = folded(tmp_path, [all_entries])
    whole = dump(path)
    harm(path)
    store = Store(tmp_path)
    store.open()
    assert store.places == {}
    store.apply(all_entries)
    store.close()
    assert dump(path) == whole


def test_a_file_of_another_cluster_or_prefix_is_begun_again(tmp_path: Path, all_entries: list[Entry]) -> None:
    store = Store(tmp_path)
    store.open()
    store.belong_to("cluster-1 prefix.")
    store.apply(all_entries)
    store.belong_to("cluster-1 prefix.")
    assert store.places
    generation = store.generation
    store.belong_to("cluster-2 prefix.")
    assert (store.places, store.generation) == ({}, generation + 1)
    store.belong_to("cluster-2 prefix.")
    assert store.generation == generation + 1
    store.close()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").mkdir()
    with pytest.raises(StoreError, match=r"desk\.sqlite can't be opened"):
        Store(tmp_path).open()
