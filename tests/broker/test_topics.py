"""Topics as code: planned, applied, applied again, drift found and mended."""

import pytest

from workers.broker.topics import Action, apply, plan
from workers.settings import Settings


async def test_apply_twice_changes_nothing_the_second_time(settings: Settings) -> None:
    assert {change.action for change in await plan(settings)} == {Action.CREATE}
    assert {change.action for change in await apply(settings)} == {Action.CREATE}
    assert {change.action for change in await plan(settings)} == {Action.KEEP}
    assert {change.action for change in await apply(settings)} == {Action.KEEP}


async def test_fixture(topics: Settings) -> None:
    assert {change.action for change in await plan(topics)} == {Action.KEEP}
