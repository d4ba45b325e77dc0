"""`wiredesk replay`, `replays` and `redrive`: what can't be done is said by name, and nothing else is touched."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer
from click.testing import Result
from typer.testing import CliRunner

from schemas.control import ReplayControl
from schemas.registry import CONTROL, RAW, REDRIVES
from tests.replay.backlog import T0, entries, put, replay_of
from tests.replay.test_redrive import letter, write
from workers.__main__ import app
from workers.broker import topics as topics_as_code
from workers.broker.admin import connected
from workers.reading.control import held
from workers.replay.ground import claim, make_topics, occupied, own_settings
from workers.settings import Settings

Run = Callable[..., Result]
HOUR = [f"--from={T0.isoformat()}", f"--to={(T0 + timedelta(hours=1)).isoformat()}"]


@pytest.fixture
def wiredesk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line, in this test's environment; a screen wide enough for whole messages."""
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "400")
    return lambda *arguments: CliRunner().invoke(app, arguments)


def begun(settings: Settings, prefix: str = "mine.") -> ReplayControl:
    """A replay that was begun and has its topics."""

    async def begin() -> ReplayControl:
        replay = await replay_of(settings, (0, 60), prefix=settings.prefix + prefix)
        record = ReplayControl(issued=datetime.now(UTC), replay=replay)
        await claim(settings, record)
        await make_topics(settings, replay)
        return record

    return asyncio.run(begin())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--from=last week"], "'last week' is neither a time"),
        (["--from=1h", "--to=2h"], "--from 1h is not before --to 2h"),
        (["--from=1h", "--step=polish"], "'polish' is no step; the steps are clean, tag, classify, link, alert"),
        (["--from=1h", "--into=a b"], "a prefix is up to 200 letters"),
        ([], "either --from TIME, or --resume ID alone"),
        (["--from=1h", "--resume=x"], "either --from TIME, or --resume ID alone"),
        (["--resume=x", "--notify"], "either --from TIME, or --resume ID alone"),
    ],
)
def test_what_can_not_be_asked_for_is_said(arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    done = CliRunner().invoke(app, ["replay", *arguments])
    assert (done.exit_code, says in done.output) == (2, True), done.output


REFUSED = [
    (["--resume=x"], "No replay is called 'x'; not finished: none"),
    (["--from=1h", "--into={prefix}"], "is where live topics are"),
    (["--from=1h", "--subscriptions={home}/none.yaml"], "No such file or directory"),
    (["--from=20h"], "it holds records from"),
    (["--from=30h", "--to=28h"], "it holds records from"),
    (["--from=1h", "--step=link"], "it holds no record"),
]


def test_a_refused_replay_says_why_and_leaves_nothing(topics: Settings, wiredesk: Run) -> None:
    asyncio.run(put(topics, range(5)))
    for arguments, says in REFUSED:
        done = wiredesk("replay", *(a.format(prefix=topics.prefix, home=topics.home) for a in arguments))
        assert (done.exit_code, says in done.output) == (1, True), done.output
    assert asyncio.run(entries(topics, CONTROL)) == []


def test_a_replay_goes_into_no_topics_but_its_own(topics: Settings, wiredesk: Run) -> None:
    asyncio.run(put(topics, range(5)))
    theirs = topics.model_copy(update={"prefix": f"{topics.prefix}theirs."})
    asyncio.run(topics_as_code.apply(theirs))
    done = wiredesk("replay", *HOUR, f"--into={theirs.prefix}")
    assert (done.exit_code, f"There are topics under {theirs.prefix} already" in done.output) == (1, True), done.output
    mine = begun(topics)
    done = wiredesk("replay", *HOUR, f"--into={mine.replay.prefix}")
    assert (done.exit_code, "wiredesk replays delete test" in done.output) == (1, True), done.output
    assert len(asyncio.run(entries(topics, CONTROL))) == 1


def test_no_topics_and_no_broker_are_named(settings: Settings, wiredesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done = wiredesk("replay", "--from=1h")
    assert (done.exit_code, "wiredesk topics apply" in done.output) == (2, True), done.output
    monkeypatch.setenv("WIREDESK_KAFKA_BOOTSTRAP", "127.0.0.1:9")
    for command in (["replay", "--from=1h"], ["replays", "list"], ["replays", "delete", "x"], ["redrive", "raw.dlq"]):
        done = wiredesk(*command)
        assert (done.exit_code, "No Kafka broker answers at 127.0.0.1:9" in done.output) == (2, True), done.output


def test_replays_are_listed_and_deleted(topics: Settings, wiredesk: Run) -> None:
    asyncio.run(put(topics, range(5)))
    assert "There is no replay" in wiredesk("replays", "list").output
    record = begun(topics)
    assert "not finished" in wiredesk("replays", "list").output
    (shown,) = json.loads(wiredesk("replays", "list", "--json").stdout)
    assert shown["replay"]["prefix"] == record.replay.prefix
    for name, says in (("other", "there are: test"), (topics.prefix, "they are never deleted here")):
        done = wiredesk("replays", "delete", name)
        assert (done.exit_code, says in done.output) == (1, True), done.output
    done = wiredesk("replays", "delete", record.replay.prefix)
    assert (done.exit_code, "Deleted replay test" in done.stdout) == (0, True), done.output
    assert asyncio.run(occupied(topics, record.replay.prefix)) == []
    assert asyncio.run(held(topics, ReplayControl)) == {}
    assert len(asyncio.run(entries(topics, RAW))) == 5


def test_a_running_replay_is_not_deleted(topics: Settings, wiredesk: Run) -> None:
    record = begun(topics)
    own = own_settings(topics, record.replay)

    async def try_it() -> Result:
        worker = AIOKafkaConsumer(own.topic(RAW), **own.kafka, group_id=own.group("clean"))
        async with worker:
            return await asyncio.to_thread(wiredesk, "replays", "delete", "test")

    done = asyncio.run(try_it())
    assert (done.exit_code, "Replay test is running" in done.output) == (1, True), done.output
    assert asyncio.run(occupied(topics, record.replay.prefix)) != []


def test_redrive_counts_by_reason_and_topic(topics: Settings, wiredesk: Run) -> None:
    asyncio.run(write(topics, [letter(topics, 1), letter(topics, 2), letter(topics, 3, topic="news.clean")]))
    done = wiredesk("redrive", "*.dlq", "--dry-run", "--json")
    assert (done.exit_code, json.loads(done.stdout)["redriven"]) == (0, 3)
    assert asyncio.run(entries(topics, REDRIVES)) == []
    done = wiredesk("redrive", "dlq")
    assert done.exit_code == 0
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["redriven", "1", "clean.dlq:", "core_error"],
        ["redriven", "2", "raw.dlq:", "core_error"],
    ]
    done = wiredesk("redrive", "news.raw.dlq")
    assert done.stdout.split() == ["redriven", "before", "2", "raw.dlq:", "core_error"]
    assert "No dead letter is as asked for" in wiredesk("redrive", "raw.dlq", "--reason=no_text").stdout


def test_redrive_says_what_it_can_not_do(topics: Settings, wiredesk: Run, tmp_path: Path) -> None:
    for topic, says in (("raw", "carries no dead letters"), ("old.dlq", "no topic is called 'old.dlq'")):
        done = wiredesk("redrive", topic)
        assert (done.exit_code, says in done.output) == (2, True), done.output
    asyncio.run(write(topics, [letter(topics, 1), letter(topics, 2, topic="news.tagged")]))
    asyncio.run(_delete(topics, "news.tagged"))
    done = wiredesk("redrive", "dlq", "--json")
    summary = json.loads(done.stdout)
    assert (done.exit_code, summary["redriven"]) == (1, 1)
    assert summary["refused"] == [{"letter": "news.tagged.dlq/0/0", "why": "its topic is gone"}]
    done = wiredesk("redrive", "tagged.dlq")
    assert f"refused news.tagged.dlq/0/0  its topic is gone ({topics.topic('news.tagged')})" in done.stdout


async def _delete(settings: Settings, topic: str) -> None:
    async with connected(settings.kafka) as admin:
        await admin.delete_topics([settings.topic(topic)])
        while settings.topic(topic) in await admin.list_topics():
            await asyncio.sleep(0.05)
