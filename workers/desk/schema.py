"""The read model's tables. Raise VERSION with every change here or in what is folded: the file is then folded again."""

from schemas.registry import ALERTS, DECISIONS, ENRICHED, STORIES
from workers.pipeline import DEAD_LETTERS, TOPICS

VERSION = 1

PUBLISHED = (ENRICHED, STORIES, ALERTS, DECISIONS)
FOLDED = (*PUBLISHED, *DEAD_LETTERS)
"""The topics that the read model is folded from."""

DDL = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The last record of each partition that was folded; its rows are written in the same transaction.
CREATE TABLE places (
    topic TEXT, partition INTEGER, offset INTEGER NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (topic, partition)
) WITHOUT ROWID;

-- One row an article, of its best revision (as `link` ranks them). `id` hashes the uri. Times are milliseconds.
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, headline TEXT NOT NULL, body TEXT NOT NULL,
    content_rank TEXT NOT NULL, status_rank TEXT NOT NULL, pubstatus TEXT NOT NULL, record BLOB NOT NULL,
    time INTEGER NOT NULL
);
CREATE INDEX articles_time ON articles (time);
CREATE VIRTUAL TABLE words USING fts5 (
    headline, body, content = 'articles', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2',
    prefix = '3 4'
);
CREATE TRIGGER articles_insert AFTER INSERT ON articles BEGIN
    INSERT INTO words (rowid, headline, body) VALUES (new.number, new.headline, new.body);
END;
CREATE TRIGGER articles_delete AFTER DELETE ON articles BEGIN
    INSERT INTO words (words, rowid, headline, body) VALUES ('delete', old.number, old.headline, old.body);
END;
CREATE TRIGGER articles_update AFTER UPDATE OF headline, body ON articles
WHEN old.headline != new.headline OR old.body != new.body BEGIN
    INSERT INTO words (words, rowid, headline, body) VALUES ('delete', old.number, old.headline, old.body);
    INSERT INTO words (rowid, headline, body) VALUES (new.number, new.headline, new.body);
END;

-- The last version of each story; `standing`: it did not go into others.
CREATE TABLE stories (
    id TEXT PRIMARY KEY, standing INTEGER NOT NULL, rank REAL NOT NULL, severity INTEGER NOT NULL,
    independent INTEGER NOT NULL, last_seen INTEGER NOT NULL, card TEXT NOT NULL, record BLOB NOT NULL,
    time INTEGER NOT NULL
);
CREATE INDEX stories_rank ON stories (rank DESC) WHERE standing;
CREATE INDEX stories_newest ON stories (last_seen DESC) WHERE standing;
CREATE INDEX stories_sources ON stories (independent DESC, last_seen DESC) WHERE standing;
CREATE INDEX stories_time ON stories (time);
CREATE TABLE members (story TEXT, article TEXT, PRIMARY KEY (story, article)) WITHOUT ROWID;
CREATE INDEX members_article ON members (article);

-- Every notice; those of one `group_key` are the life of one alert.
CREATE TABLE alerts (
    id TEXT PRIMARY KEY, group_key TEXT NOT NULL, story TEXT NOT NULL, subscription TEXT NOT NULL, kind TEXT NOT NULL,
    severity INTEGER NOT NULL, number INTEGER NOT NULL, record BLOB NOT NULL, time INTEGER NOT NULL
);
CREATE INDEX alerts_group ON alerts (group_key, number);
CREATE INDEX alerts_number ON alerts (number);
CREATE INDEX alerts_story ON alerts (story);
CREATE INDEX alerts_time ON alerts (time);

-- What was decided last for a subscription and a story, sent or not.
CREATE TABLE decisions (
    story TEXT, subscription TEXT, version INTEGER NOT NULL, decision TEXT NOT NULL, reason TEXT NOT NULL,
    time INTEGER NOT NULL, PRIMARY KEY (story, subscription)
) WITHOUT ROWID;
CREATE INDEX decisions_time ON decisions (time);

-- Dead letters, counted by hour; and records of the published topics that could not be read (step `desk`).
CREATE TABLE refused (
    topic TEXT, step TEXT, reason TEXT, hour INTEGER, records INTEGER NOT NULL, time INTEGER NOT NULL,
    key TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (topic, step, reason, hour)
) WITHOUT ROWID;
CREATE INDEX refused_hour ON refused (hour);
"""

HOUR = 3_600_000
_TOPIC_OF = {"articles": ENRICHED, "stories": STORIES, "alerts": ALERTS, "decisions": DECISIONS}


def expired(now: int) -> list[tuple[str, tuple[int, ...]]]:
    """Statements that delete what the topics no longer have to keep at `now` (milliseconds), by the records' times."""
    found: list[tuple[str, tuple[int, ...]]] = [
        (f"DELETE FROM {table} WHERE time < ?", (now - TOPICS[topic].retention_ms,))
        for table, topic in _TOPIC_OF.items()
    ]
    longest = max(topic.dlq.retention_ms for topic in TOPICS.values() if topic.dead_letters)
    found.append(("DELETE FROM members WHERE story NOT IN (SELECT id FROM stories)", ()))
    found.append(("DELETE FROM refused WHERE hour < ?", ((now - longest) // HOUR,)))
    return found
