"""The whole content of a read model, for comparing two."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from workers.desk.store import Store

TABLES = ("places", "articles", "stories", "members", "alerts", "decisions", "refused")


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in an order of its own; what the search finds, too."""
    with closing(sqlite3.connect(path)) as db:
        known = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        kept = {name for name in known if not name.startswith(("words", "sqlite_"))}
        assert kept == {*TABLES, "meta"}, "a table that no test compares"
        found = {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall()) for table in TABLES}
        found["articles"] = sorted(row[1:] for row in found["articles"])  # the number is only the order of arrival
        for word in ("mali", "soldiers", "tanker", "said"):
            hits = db.execute(
                "SELECT a.id FROM words w JOIN articles a ON a.number = w.rowid WHERE words MATCH ? ORDER BY 1", (word,)
            )
            found[f"search {word}"] = hits.fetchall()
        db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    return found


def dump_of(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return dump(store.path)
