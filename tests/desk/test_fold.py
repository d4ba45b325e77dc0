"""The fold, record by record: which rows it makes, in any order of revisions, and what of what can't be read."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas.alert import Alert
from schemas.article import EnrichedArticle
from schemas.registry import ALERTS, DECISIONS, ENRICHED, STORIES
from tests.desk.dump import TABLES, dump_of
from tests.desk.published import BEGAN, LETTERS, Published, entries, letter, published, wire
from tests.reading import records as r
from workers.desk.card import millis, rank
from workers.desk.fold import article_id, fold
from workers.desk.reads import unpack
from workers.desk.schema import expired
from workers.desk.store import Store
from workers.pipeline import TOPICS


@pytest.fixture
def store(tmp_path: Path) -> Any:
    store = Store(tmp_path)
    store.open()
    yield store
    store.close()


def rows(store: Store, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(store.path)) as db:
        return db.execute(question).fetchall()


def applied(store: Store, *records: Any) -> None:
    store.apply(entries([record if isinstance(record, Published) else published(record) for record in records]))


@pytest.mark.parametrize(
    ("record", "table", "touched"),
    [
        (r.ENRICHED, "articles", {"article": article_id(r.URI)}),
        (r.story(1, r.URI), "stories", {"story": "5" * 32}),
        (r.ALERT, "alerts", {"alert": "5" * 32}),
        (r.DECISION, "decisions", {}),
        (letter("too_large"), "refused", {"refused": True}),
        (Published(STORIES, "x", b"{"), "refused", {"refused": True}),
        (Published(ALERTS, "x", b'{"identifier": "only"}'), "refused", {"refused": True}),
        (Published(DECISIONS, "x", b""), "refused", {"refused": True}),
        (Published(ENRICHED, "x", b"[1]"), "refused", {"refused": True}),
    ],
)
def test_each_record_makes_rows_of_its_table(record: Any, table: str, touched: dict[str, Any]) -> None:
    (entry,) = entries([record if isinstance(record, Published) else published(record)])
    folded = fold(entry)
    assert table in folded.writes[0][0]
    assert {name: getattr(folded, name) for name in touched} == touched
    assert [name for name in ("story", "article", "alert") if getattr(folded, name)] == [
        name for name in touched if name != "refused"
    ]


def test_the_samples_fill_every_table(store: Store) -> None:
    applied(store, *wire())
    found = dump_of(store)
    assert all(found[table] for table in TABLES)
    assert found["search tanker"]


def test_what_is_kept_is_the_record(store: Store) -> None:
    applied(store, r.ENRICHED, r.ALERT)
    ((record,),) = rows(store, "SELECT record FROM articles")
    assert unpack(record, EnrichedArticle) == replace(r.ENRICHED, offset_map=(), fingerprint=(), sentences=())
    ((record,),) = rows(store, "SELECT record FROM alerts")
    assert unpack(record, Alert) == r.ALERT


FIRST = replace(r.ENRICHED, versioncreated=r.NOW, date_reliable=True)
SECOND = replace(
    r.ENRICHED, headline="Mali bans more", versioncreated=r.NOW + timedelta(hours=1), date_reliable=True, mentions=()
)
KILLED = replace(SECOND, headline="KILL", pubstatus="canceled", versioncreated=r.NOW + timedelta(hours=2))


@pytest.mark.parametrize(
    ("revisions", "headline", "pubstatus"),
    [
        ([FIRST, SECOND], "Mali bans more", "usable"),
        ([SECOND, FIRST], "Mali bans more", "usable"),
        ([SECOND, SECOND], "Mali bans more", "usable"),
        ([FIRST, SECOND, KILLED], "Mali bans more", "canceled"),
        ([KILLED, SECOND, FIRST], "Mali bans more", "canceled"),
        ([KILLED], "KILL", "canceled"),
    ],
)
def test_of_an_article_the_best_revision_holds(
    store: Store, revisions: list[EnrichedArticle], headline: str, pubstatus: str
) -> None:
    applied(store, *revisions)
    assert rows(store, "SELECT headline, pubstatus FROM articles") == [(headline, pubstatus)]
    word = headline.split()[-1]
    assert rows(store, f"SELECT count(*) FROM words WHERE words MATCH '{word}'") == [(1,)]


def test_of_a_story_the_last_version_holds(store: Store) -> None:
    merged = replace(r.story(3, r.OTHER), status="merged", merged_into="6" * 32)
    for versions, members, standing in (
        ([r.story(1, r.URI), r.story(2, r.URI, r.OTHER)], [r.URI, r.OTHER], 1),
        ([r.story(1, r.URI, r.OTHER), r.story(2, r.OTHER)], [r.OTHER], 1),
        ([r.story(1, r.URI), r.story(2, retracted=(r.URI,))], [r.URI], 1),
        ([r.story(1, r.URI), merged], [r.OTHER], 0),
    ):
        store.begin_again()
        applied(store, *versions)
        assert rows(store, "SELECT article FROM members ORDER BY 1") == sorted((article_id(uri),) for uri in members)
        ((card, kept),) = rows(store, "SELECT card, standing FROM stories")
        assert (orjson.loads(card)["version"], kept) == (versions[-1].version, standing)


def test_the_last_decision_of_a_subscription_holds(store: Store) -> None:
    applied(store, r.DECISION, replace(r.DECISION, story_version=2, reason="two sources"))
    assert rows(store, "SELECT version, reason FROM decisions") == [(2, "two sources")]


def test_letters_are_counted_by_reason_and_hour(store: Store) -> None:
    store.apply(entries([letter("empty"), letter("empty"), letter("too_deep")] + [letter("empty")] * 3597))
    counted = "SELECT reason, hour - (SELECT min(hour) FROM refused), records FROM refused ORDER BY 1, 2"
    assert rows(store, counted) == [("empty", 0, 3599), ("too_deep", 0, 1)]
    assert rows(store, "SELECT DISTINCT topic, step, detail FROM refused WHERE reason = 'empty'") == [
        (LETTERS, "clean", "it is empty")
    ]


DAYS = {
    "articles": TOPICS[ENRICHED], "stories": TOPICS[STORIES], "alerts": TOPICS[ALERTS], "decisions": TOPICS[DECISIONS]
}  # fmt: skip


@pytest.mark.parametrize("table", [*DAYS, "refused", "members"])
def test_what_its_topic_no_longer_keeps_is_deleted(store: Store, table: str) -> None:
    applied(store, r.ENRICHED, r.story(1, r.URI), r.ALERT, r.DECISION, letter("empty"))
    kept = DAYS[{"members": "stories"}.get(table, table)].retention_ms if table != "refused" else 30 * 86_400_000
    store.prune(millis(BEGAN) + kept - 1000)
    assert len(rows(store, f"SELECT * FROM {table}")) == 1
    store.prune(millis(BEGAN) + kept + 3_605_000)
    assert rows(store, f"SELECT * FROM {table}") == []
    assert dump_of(store)["places"], "what was folded is still known"


def test_pruning_touches_every_table() -> None:
    pruned = " ".join(statement for statement, _ in expired(millis(datetime.now(UTC))))
    assert all(f"FROM {table} " in pruned for table in TABLES if table != "places")


def test_rank_weighs_sources_severity_and_age() -> None:
    one = r.story(1, r.URI)
    assert rank(replace(one, num_independent_sources=2)) == pytest.approx(rank(one) + 1)
    assert rank(replace(one, num_independent_sources=8)) == pytest.approx(rank(one) + 3)
    assert rank(replace(one, last_seen=one.last_seen + timedelta(hours=6))) == pytest.approx(rank(one) + 1)
    assert rank(replace(one, events=())) < rank(one)
    assert rank(replace(one, num_independent_sources=0)) < rank(one)
