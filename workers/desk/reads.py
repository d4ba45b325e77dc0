"""The read model's questions: each takes a connection, gives what the page shows, and changes nothing."""

import sqlite3
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import msgspec
import orjson

from schemas.alert import Alert
from schemas.article import EnrichedArticle
from schemas.story import Story
from workers.desk.card import stamp
from workers.desk.fold import article_id
from workers.desk.query import match
from workers.desk.schema import HOUR
from workers.desk.segments import Segment
from workers.desk.story_view import TEXTS, story_view
from workers.desk.views import SENTENCE, alert_view, article_view
from workers.reading.safe import one_line

R = TypeVar("R")
Sort = Literal["rank", "newest", "sources"]
ORDER: dict[Sort, str] = {
    "rank": "s.rank DESC, s.id",
    "newest": "s.last_seen DESC, s.id",
    "sources": "s.independent DESC, s.last_seen DESC, s.id",
}
FOUND = 2_000
"""Articles that a search looks at, the best first."""
OPEN, SHUT = "\x02", "\x03"
"""Around the words that were found; what is kept has no such characters (workers.reading.safe)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which stories: those whose articles have the words of `text`, with at least `sources` independent origins and
    `severity` (a level of workers.desk.card.LEVELS), with an alert that stands where `alerted`."""

    text: str = ""
    sort: Sort = "rank"
    sources: int = 0
    severity: int = 0
    alerted: bool = False
    limit: int = 50
    offset: int = 0


def stories(db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """A page of the list, and how many there are in all. A search gives the best fitting first, each with the words
    that were found."""
    expression = match(asked.text)
    where = "s.standing AND s.independent >= :sources AND s.severity >= :severity"
    if asked.alerted:
        where += f" AND EXISTS (SELECT 1 FROM alerts a WHERE a.story = s.id AND a.kind != 'Cancel' AND {_LAST})"
    bound = {"sources": asked.sources, "severity": asked.severity, "match": expression, "found": FOUND}
    page = bound | {"limit": asked.limit, "offset": asked.offset}
    if expression is None:
        (total,) = db.execute(f"SELECT count(*) FROM stories s WHERE {where}", bound).fetchone()
        rows = db.execute(
            f"SELECT s.id, s.card, NULL FROM stories s WHERE {where} ORDER BY {ORDER[asked.sort]} "
            "LIMIT :limit OFFSET :offset",
            page,
        ).fetchall()
    else:
        (total,) = db.execute(
            f"{_HITS} SELECT count(*) FROM hits JOIN stories s USING (id) WHERE {where}", bound
        ).fetchone()
        order = "hits.score, s.rank DESC, s.id" if asked.sort == "rank" else ORDER[asked.sort]
        rows = db.execute(
            f"{_HITS} SELECT s.id, s.card, hits.number FROM hits JOIN stories s USING (id) WHERE {where} "
            f"ORDER BY {order} LIMIT :limit OFFSET :offset",
            page,
        ).fetchall()
    told = _standing_alerts(db, [id_ for id_, _, _ in rows])
    return {
        "total": total,
        "stories": [
            orjson.loads(shown)
            | {"alerts": told.get(id_, []), "found": None if number is None else _snippet(db, expression or "", number)}
            for id_, shown, number in rows
        ],
    }


_HITS = """
WITH found (number, score) AS (
    SELECT rowid, bm25(words, 6.0, 1.0) FROM words WHERE words MATCH :match ORDER BY 2 LIMIT :found
), hits (id, score, number) AS (
    SELECT m.story, min(f.score), f.number FROM found f JOIN articles a ON a.number = f.number
    JOIN members m ON m.article = a.id GROUP BY m.story
)
"""


_LAST = "NOT EXISTS (SELECT 1 FROM alerts c WHERE c.group_key = a.group_key AND c.number > a.number)"
"""Whether notice `a` is the last of its alert."""


def story(db: sqlite3.Connection, id_: str) -> dict[str, Any] | None:
    """A story with its articles, evidence, notices and decisions; none where there is no such story."""
    row = db.execute("SELECT record FROM stories WHERE id = ?", (id_,)).fetchone()
    if row is None:
        return None
    told = unpack(row[0], Story)
    kept = {
        i
        for (i,) in db.execute("SELECT a.id FROM members m JOIN articles a ON a.id = m.article WHERE story = ?", (id_,))
    }
    wanted = [article_id(uri) for uri in (*(a.uri for a in told.articles[:TEXTS]), *told.retracted[:TEXTS])]
    rows = db.execute("SELECT id, record FROM articles WHERE id IN (SELECT value FROM json_each(?))", (_json(wanted),))
    articles = {article: unpack(record, EnrichedArticle) for article, record in rows}
    notices = db.execute("SELECT record FROM alerts WHERE story = ? ORDER BY number DESC", (id_,))
    decisions = db.execute(
        "SELECT subscription, version, decision, reason, time FROM decisions WHERE story = ? ORDER BY subscription",
        (id_,),
    )
    return story_view(told, articles, kept) | {
        "alerts": _standing_alerts(db, [id_]).get(id_, []),
        "notices": [alert_view(unpack(record, Alert)) for (record,) in notices],
        "decisions": [
            {
                "subscription": one_line(subscription, 80),
                "version": version,
                "decision": decision,
                "reason": one_line(reason, SENTENCE),
                "time": stamp(time),
            }
            for subscription, version, decision, reason, time in decisions
        ],
    }


def article(db: sqlite3.Connection, id_: str) -> dict[str, Any] | None:
    """An article with its text, and the standing stories that it is in; none where it is not kept (any more)."""
    row = db.execute("SELECT record, pubstatus FROM articles WHERE id = ?", (id_,)).fetchone()
    if row is None:
        return None
    told = db.execute(
        "SELECT s.card FROM members m JOIN stories s ON s.id = m.story WHERE m.article = ? AND s.standing", (id_,)
    )
    cards = [orjson.loads(shown) for (shown,) in told]
    return article_view(unpack(row[0], EnrichedArticle), row[1]) | {
        "stories": [{"id": card["id"], "headline": card["headline"]} for card in cards]
    }


def alerts(db: sqlite3.Connection, limit: int, offset: int) -> dict[str, Any]:
    """Alerts as they stand, each with its last notice, the last told first, and the number of its notices."""
    (total,) = db.execute("SELECT count(DISTINCT group_key) FROM alerts").fetchone()
    rows = db.execute(
        "SELECT a.record, (SELECT count(*) FROM alerts b WHERE b.group_key = a.group_key) FROM alerts a "
        f"WHERE {_LAST} ORDER BY a.number DESC LIMIT ? OFFSET ?",
        (limit, offset),
    )
    return {
        "total": total,
        "alerts": [alert_view(unpack(record, Alert)) | {"notices": count} for record, count in rows],
    }


def refused(db: sqlite3.Connection, now: int) -> list[dict[str, Any]]:
    """Dead letters, and records that could not be read, by topic, step and reason: how many, of them in the last 24
    hours (`now` is milliseconds), and the last one."""
    rows = db.execute(
        "SELECT topic, step, reason, sum(records), sum(iif(hour > ?, records, 0)), max(time), key, detail FROM refused "
        "GROUP BY topic, step, reason ORDER BY max(time) DESC",
        (now // HOUR - 24,),
    )
    return [
        {
            "topic": topic, "step": step, "reason": reason, "records": records, "today": today, "last": stamp(time),
            "key": key, "detail": detail,
        }
        for topic, step, reason, records, today, time, key, detail in rows
    ]  # fmt: skip


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How much the read model holds."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM stories WHERE standing), (SELECT count(*) FROM articles), "
        "(SELECT count(DISTINCT group_key) FROM alerts), (SELECT count(*) FROM alerts)"
    ).fetchone()
    return dict(zip(("stories", "articles", "alerts", "notices"), row, strict=True))


def unpack(record: bytes, kind: Callable[..., R]) -> R:
    """The record that workers.desk.fold.pack has packed."""
    return msgspec.convert(orjson.loads(zlib.decompress(record)), kind)  # type: ignore[no-any-return]


def _standing_alerts(db: sqlite3.Connection, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The last notice of each alert of the stories `ids`, in short."""
    found: dict[str, list[dict[str, Any]]] = {}
    rows = db.execute(
        "SELECT story, subscription, kind, max(number) FROM alerts "
        "WHERE story IN (SELECT value FROM json_each(?)) GROUP BY group_key ORDER BY max(number) DESC",
        (_json(ids),),
    )
    for id_, subscription, kind, _ in rows:  # of a group SQLite gives the row that holds the maximum
        found.setdefault(id_, []).append({"subscription": one_line(subscription, 80), "kind": kind})
    return found


def _json(values: list[str]) -> str:
    return orjson.dumps(values).decode()


def _snippet(db: sqlite3.Connection, expression: str, number: int) -> list[Segment]:
    """The words that were found in article `number`, in their context."""
    row = db.execute(
        "SELECT snippet(words, -1, ?, ?, '\N{HORIZONTAL ELLIPSIS}', 24) FROM words WHERE words MATCH ? AND rowid = ?",
        (OPEN, SHUT, expression, number),
    ).fetchone()
    found: list[Segment] = []
    for place, piece in enumerate((row[0] if row else "").replace(SHUT, OPEN).split(OPEN)):
        if piece:
            found.append(Segment(" ".join(piece.split("\n")), ("found",) if place % 2 else ()))
    return found
