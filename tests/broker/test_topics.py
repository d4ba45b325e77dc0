"""Topics as code: planned, applied, applied again; drift found, mended, or told where it can't be."""

import asyncio
import json
from collections.abc import Callable

import pytest
from aiokafka.admin import NewPartitions
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from typer.testing import CliRunner

from workers.__main__ import app
from workers.broker.admin import connected
from workers.broker.errors import BrokerError
from workers.broker.topics import Action, Change, Difference, Found, Wanted, apply, compare, plan
from workers.pipeline import TOPICS, all_topics
from workers.settings import Settings

WANTED = Wanted("news.clean", 4, 1, {"cleanup.policy": "delete", "retention.ms": "1000"}, exact=False)
SINGLE = Wanted("news.enriched", 1, 1, {}, exact=True)
EFFECTIVE = WANTED.config | {"compression.type": "producer"}

DRIFT: list[tuple[str, Wanted, Found | None, Action, tuple[Difference, ...]]] = [
    ("missing", WANTED, None, Action.CREATE, ()),
    ("as it should be", WANTED, Found(4, 1, {}, EFFECTIVE), Action.KEEP, ()),
    ("more partitions than asked are kept", WANTED, Found(9, 1, {}, EFFECTIVE), Action.KEEP, ()),
    ("more replicas are kept", WANTED, Found(4, 3, {}, EFFECTIVE), Action.KEEP, ()),
    (
        "fewer partitions are raised",
        WANTED,
        Found(2, 1, {}, EFFECTIVE),
        Action.ALTER,
        (Difference("partitions", "2", "4"),),
    ),
    (
        "another retention",
        WANTED,
        Found(4, 1, {}, EFFECTIVE | {"retention.ms": "5"}),
        Action.ALTER,
        (Difference("retention.ms", "5", "1000"),),
    ),
    (
        "partitions are never lowered",
        SINGLE,
        Found(3, 1, {}, {}),
        Action.KEEP,
        (Difference("partitions", "3", "1", fixable=False),),
    ),
    (
        "replicas are not ours to add",
        Wanted("news.clean", 1, 3, {}, exact=False),
        Found(1, 1, {}, {}),
        Action.KEEP,
        (Difference("replication", "1", "3", fixable=False),),
    ),
]


@pytest.mark.parametrize(
    ("wanted", "found", "action", "differences"), [row[1:] for row in DRIFT], ids=[r[0] for r in DRIFT]
)
def test_compare(wanted: Wanted, found: Found | None, action: Action, differences: tuple[Difference, ...]) -> None:
    assert compare(wanted, found) == Change(wanted, action, differences, found and found.partitions)


async def test_applied_twice_the_second_time_changes_nothing(settings: Settings) -> None:
    assert {change.action for change in await plan(settings)} == {Action.CREATE}
    assert [change.wanted.name for change in await apply(settings)] == [settings.topic(t.name) for t in all_topics()]
    assert [change for change in await plan(settings) if change.action is not Action.KEEP or change.differences] == []
    assert {change.action for change in await apply(settings)} == {Action.KEEP}


async def test_drift_is_mended_and_what_others_set_stays(topics: Settings) -> None:
    name = topics.topic("news.raw")
    await _set(topics, name, {"retention.ms": "60000", "flush.ms": "7777"})
    while (await _config(topics, name))["flush.ms"] != "7777":
        await asyncio.sleep(0.02)
    more = Settings(prefix=topics.prefix, kafka_bootstrap=topics.kafka_bootstrap, partitions=6)

    (change,) = [change for change in await plan(more) if change.wanted.name == name]
    assert change.differences[0] == Difference("partitions", "4", "6")
    assert Difference("retention.ms", "60000", str(TOPICS["news.raw"].retention_ms)) in change.differences

    await apply(more)
    assert {change.action for change in await plan(more)} == {Action.KEEP}
    assert (await _config(topics, name))["flush.ms"] == "7777"


async def test_a_dead_letter_topic_takes_what_its_source_takes_and_the_headers(topics: Settings) -> None:
    for topic in TOPICS.values():
        if topic.dead_letters:
            sizes = [
                int((await _config(topics, topics.topic(name)))["max.message.bytes"])
                for name in (topic.name, topic.dlq.name)
            ]
            assert sizes[0] < sizes[1]


@pytest.fixture
def wiredesk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """The command line, in this test's environment: exit code and standard output."""
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, arguments)
        return done.exit_code, done.stdout

    return run


def test_exit_code_of_plan_says_whether_something_differs(wiredesk: Callable[..., tuple[int, str]]) -> None:
    code, said = wiredesk("topics", "plan")
    assert (code, f"{len(all_topics())} create" in said) == (2, True)
    code, said = wiredesk("topics", "apply", "--json")
    assert (code, {change["action"] for change in json.loads(said)}) == (0, {"create"})
    code, said = wiredesk("topics", "plan")
    assert (code, f"{len(all_topics())} ok" in said) == (0, True)


def test_partitions_that_are_too_many_are_told(wiredesk: Callable[..., tuple[int, str]], topics: Settings) -> None:
    name = topics.topic("news.enriched")
    asyncio.run(_raise_partitions(topics, name, 2))
    code, said = wiredesk("topics", "plan")
    assert (code, f"{name}: partitions 2 -> 1 (never changed here" in said) == (2, True)
    assert f"{name}: 2 partitions, 1 wanted (partitions can't be taken away)" in said


def test_more_partitions_than_wanted_are_shown_and_no_fault(
    wiredesk: Callable[..., tuple[int, str]], topics: Settings
) -> None:
    name = topics.topic("news.clean")
    asyncio.run(_raise_partitions(topics, name, 7))
    code, said = wiredesk("topics", "plan")
    (row,) = [line for line in said.splitlines() if line.split()[:1] == [name]]
    assert (code, row.split()[1]) == (0, "7")
    assert f"{name}: 7 partitions, 4 wanted (partitions can't be taken away)" in said


async def test_no_broker_is_an_error_with_its_address() -> None:
    with pytest.raises(BrokerError, match=r"127\.0\.0\.1:9"):
        await plan(Settings(kafka_bootstrap="127.0.0.1:9"))


async def _set(settings: Settings, name: str, config: dict[str, str]) -> None:
    async with connected(settings.kafka) as admin:
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, config)])


async def _config(settings: Settings, name: str) -> dict[str, str]:
    async with connected(settings.kafka) as admin:
        (response,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)])
    return {entry[0]: entry[1] for entry in response.resources[0][4]}


async def _raise_partitions(settings: Settings, name: str, count: int) -> None:
    async with connected(settings.kafka) as admin:
        await admin.create_partitions({name: NewPartitions(count)})
        while len(next(t["partitions"] for t in await admin.describe_topics() if t["topic"] == name)) < count:
            await asyncio.sleep(0.02)
