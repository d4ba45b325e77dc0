"""The benchmark runs and gives figures; what they are is for `make bench` on a quiet machine."""

import math
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.bench import language, noop, throughput
from tests.bench.figures import QUICK, Figure, Goal, Section
from tests.bench.ground import Ground
from tests.bench.report import document, table
from workers.settings import Settings

TINY = replace(QUICK, articles=10)


@pytest.fixture
def ground(settings: Settings) -> Ground:
    """The broker of all tests, its process taken to be this one; an environment of peers that is not there."""
    return Ground(settings, psutil.Process(), Path("no-such-python"))


def checked(section: Section) -> dict[str, Figure]:
    """The figures by name, each finite, or absent with a reason."""
    assert all(figure.note for figure in section.figures if not figure.values)
    assert all(math.isfinite(value) and value >= 0 for figure in section.figures for value in figure.values)
    assert all(figure.name in document([section]) for figure in section.figures)
    return {figure.name: figure for figure in section.figures}


async def test_the_no_op_step_beside_bare_aiokafka(ground: Ground) -> None:
    found = checked(await noop.measure(ground, TINY))
    assert found["batches of 100: wiredesk over bare aiokafka"].value
    assert found["batches of 100: quixstreams"].note.startswith("not installed")


async def test_the_wire_beside_a_plain_loop(ground: Ground) -> None:
    found = checked(await throughput.measure(ground, TINY))
    for span in TINY.spans:
        assert found[f"{span}: wire"].value
        assert found[f"{span}: wire over plain loop"].value
        assert found[f"{span}: CPU, cores in the pools"].value
    assert {"memory, tag pool", "memory, alert", "memory, broker"} <= found.keys()


async def test_the_tag_step_beside_its_encoder(ground: Ground) -> None:
    found = checked(await language.measure(ground, TINY))
    assert {"step over spaCy CNN", "step over encoder", "start to ready", "memory, ready"} <= found.keys()


def test_a_goal_is_met_missed_or_open_in_words() -> None:
    figures = (
        Figure("fast", (1.0, 3.0, 2.0), "times", Goal(2.5)),
        Figure("slow", (0.5,), "times", Goal(0.9, least=True), "why"),
        Figure("absent", (), "s", Goal(1.0), "not installed"),
    )
    page = document([Section("A title", "How.", figures)])
    assert "| fast | 2.00 | 1.00 | 3.00 | times | ≤ 2.5 met |  |" in page
    assert "| slow | 0.50 |  |  | times | ≥ 0.9 NOT MET | why |" in page
    assert "| absent | - |  |  | s | ≤ 1 | not installed |" in page
    assert table(Section("A title", "How.", figures)).row_count == 3
