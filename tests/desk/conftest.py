"""One desk for the tests of its API and its page: the samples' wire and hostile records on a real broker."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from tests.desk import browser, hostile, published
from tests.desk.running import address, start
from workers.broker import topics as topics_as_code
from workers.desk.elsewhere import caught_up
from workers.settings import Settings


@dataclass(frozen=True, slots=True)
class World:
    """A desk that has folded everything: the settings of its wire, and where its page is."""

    settings: Settings
    address: str


@pytest.fixture(scope="session")
def world(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("desk")
    settings = Settings(home=home, kafka_bootstrap=broker, prefix=f"desk.{uuid.uuid4().hex[:8]}.")
    asyncio.run(_fill(settings))
    process = start(settings, home / "log")
    try:
        page = asyncio.run(address(process, home / "log"))
        asyncio.run(asyncio.wait_for(caught_up(settings, page), 60))
        yield World(settings, page)
    finally:
        process.terminate()
        process.wait(60)


async def _fill(settings: Settings) -> None:
    await topics_as_code.apply(settings)
    await published.publish(settings, [*published.wire(), *hostile.records()])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Any]:
    """One browser for a module's tests; they are skipped where there is none."""
    async with browser.chromium() as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def tab(chromium: Any) -> AsyncIterator[browser.Tab]:
    """A tab of a wide screen."""
    async with browser.tab(chromium) as found:
        yield found
