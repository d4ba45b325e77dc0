"""The demo's pages: a story whose articles were all retracted, and its cancel."""

import io
from dataclasses import replace

from rich.console import Console

from tests.reading import records as r
from workers.demo.gather import Outcome
from workers.demo.show import show


def test_a_retracted_story_and_its_cancel() -> None:
    long = r.URI + "/x" * 60
    story = replace(r.story(2, retracted=(long,)), headline=None, events=(), origins=())
    cancel = replace(r.ALERT, msgType="Cancel", info=replace(r.ALERT.info, description=""))
    console = Console(width=140, record=True, file=io.StringIO())
    show(console, Outcome(ways=[], stories={story.story_id: story}, alerts=[r.ALERT, cancel]))
    told = console.export_text()
    assert f"retracted: {r.URI}" in next(
        line for line in told.splitlines() if line.startswith("\N{BOX DRAWINGS LIGHT ARC DOWN AND RIGHT}")
    )
    assert story.story_id not in told
    assert told.count("\N{LEFT DOUBLE QUOTATION MARK}") == 1
