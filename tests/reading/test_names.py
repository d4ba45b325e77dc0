"""How people name topics and times."""

from datetime import UTC, datetime

import pytest

from workers.pipeline import all_topics
from workers.reading.names import resolve, short
from workers.reading.since import age, since

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "topics"),
    [
        ("alerts", ["news.alerts"]),
        ("news.alerts", ["news.alerts"]),
        ("control", ["wiredesk.control"]),
        ("raw.dlq", ["news.raw.dlq"]),
        ("link.state", ["news.link.state"]),
        ("*.state", ["news.link.state", "news.alert.state"]),
    ],
)
def test_names(asked: str, topics: list[str]) -> None:
    assert resolve(asked) == topics


def test_every_topic_has_a_short_name_of_its_own() -> None:
    assert all(resolve(short(t.name)) == [t.name] for t in all_topics())


def test_all_dead_letters() -> None:
    assert resolve("dlq") == resolve("*.dlq") == [t.name for t in all_topics() if t.name.endswith(".dlq")]


@pytest.mark.parametrize("asked", ["", "nope", "news", "dlq.*"])
def test_unknown_names_are_answered_with_the_known(asked: str) -> None:
    with pytest.raises(ValueError, match=r"alerts, decisions"):
        resolve(asked)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-02-01", datetime(2024, 2, 1, tzinfo=UTC)),
        ("2024-02-01T10:00:00Z", datetime(2024, 2, 1, 10, tzinfo=UTC)),
        ("2024-02-01T10:00:00+02:00", datetime(2024, 2, 1, 8, tzinfo=UTC)),
        ("30s", datetime(2024, 3, 1, 11, 59, 30, tzinfo=UTC)),
        ("90m", datetime(2024, 3, 1, 10, 30, tzinfo=UTC)),
        ("1d", datetime(2024, 2, 29, 12, tzinfo=UTC)),
    ],
)
def test_times(text: str, time: datetime) -> None:
    assert since(text, NOW) == time


@pytest.mark.parametrize("text", ["", "yesterday", "5", "-5m", "1y", "2024-13-01"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="neither a time"):
        since(text, NOW)


@pytest.mark.parametrize(
    ("seconds", "text"), [(-5, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (7200, "2h"), (86400 * 3, "3d")]
)
def test_ages(seconds: float, text: str) -> None:
    assert age(seconds) == text
