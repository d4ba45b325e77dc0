"""What all tests share: a real broker, started once, and settings and topics of one test's own."""

import asyncio
import logging
import re
import signal
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy

from tests.ports import free_run
from workers.broker import topics as topics_as_code
from workers.broker.local import LocalBroker
from workers.pipeline import PROCESSES
from workers.settings import Settings


def pytest_configure() -> None:
    """A run that is told to end ends as by Ctrl-C: fixtures stop what they started."""
    for number in (signal.SIGTERM, signal.SIGINT):  # a shell ignores the latter in its background
        signal.signal(number, signal.default_int_handler)
    # aiokafka leaves futures of a fenced producer unread. Logged while garbage is collected in the middle of a parse,
    # their traceback's own parse breaks it: SystemError, https://github.com/python/cpython/issues/106905.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What uses the broker can be picked or left out: `pytest -m "not broker"`."""
    for item in items:
        if "broker" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.broker)


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`host:port` of a real broker, for the whole run."""
    home = tmp_path_factory.mktemp("wiredesk")
    local = LocalBroker(home, Settings(home=home, broker_port=0, kafka_bootstrap=None))
    try:
        yield local.start()
    finally:
        local.stop()


@pytest.fixture
def settings(broker: str, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """Settings with a topic prefix that no other test has, on the broker of the run; with more partitions than by
    default, because what goes wrong between partitions does so sooner."""
    test = re.sub(r"[^A-Za-z0-9]+", "-", request.node.name)[:40]
    prefix = f"{test}.{uuid.uuid4().hex[:8]}."
    return Settings(home=tmp_path, kafka_bootstrap=broker, prefix=prefix, partitions=4)


@pytest.fixture(scope="session")
def no_entities(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a spaCy pipeline that finds nothing."""
    folder = tmp_path_factory.mktemp("pipelines") / "en_none"
    nlp = spacy.blank("en")
    nlp.meta |= {"name": "none", "version": "1.0"}
    nlp.to_disk(folder)
    return str(folder)


@pytest.fixture
def rules_only(settings: Settings, no_entities: str) -> Settings:
    """The same settings without the entity model: where thousands of articles show what the wire does, not the
    language."""
    return settings.model_copy(update={"entities": no_entities})


@pytest.fixture
def topics(settings: Settings) -> Settings:
    """The same settings, with all topics made under their prefix."""
    asyncio.run(topics_as_code.apply(settings))
    return settings


@pytest.fixture
def free_port() -> int:
    """The first of a run of free ports, one for the pages of each process."""
    return free_run(len(PROCESSES))
