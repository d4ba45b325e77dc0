"""A replay that can't be finished says why and how to go on."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.control import ReplayControl
from tests.replay.backlog import put, replay_of
from workers.replay import run as room
from workers.replay.errors import ReplayError
from workers.replay.ground import make_topics
from workers.replay.run import Run
from workers.replay.watch import Progress
from workers.settings import Settings


async def begun(settings: Settings, told: list[Progress], **changed: Any) -> Run:
    """A replay that is about to run; what it tells goes into `told`."""
    await put(settings, [1, 2, 3])
    replay = await replay_of(settings, (0, 60), **changed)
    await make_topics(settings, replay)
    return Run(settings, ReplayControl(issued=datetime.now(UTC), replay=replay), None, Path("the.log"), told.append)


async def test_a_step_that_gave_up_ends_it(topics: Settings) -> None:
    run = await begun(topics, [])
    with pytest.raises(ReplayError, match=r"(?s)link, tag stopped for good.*the\.log.*--resume test"):
        await run._watched(asyncio.sleep(3600), SimpleNamespace(gave_up={"tag", "link"}))


async def test_what_fails_in_it_is_raised_and_what_stands_still_is_told(
    topics: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LOOK_SECONDS", 0.01)
    told: list[Progress] = []
    run = await begun(topics, told)

    async def fails() -> None:
        while len(told) < 5:
            await asyncio.sleep(0)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        await run._watched(fails(), SimpleNamespace(gave_up=set()))
    assert (told[-1].total, told[-1].copied, told[-1].done) == (3, 0, 0)
    assert list(told[-1].shares) == ["clean", "tag", "classify", "link", "alert"]
    assert told[-1].still > told[1].still > 0


async def test_subscriptions_of_a_file_are_never_replaced_by_those_that_hold(topics: Settings) -> None:
    """Killed before they were written, a replay that is resumed by its id does not know the file any more."""
    run = await begun(topics, [], arguments="--from x --subscriptions digest:1234")
    with pytest.raises(ReplayError, match="give the command again that began it"):
        await run.to_the_end()
