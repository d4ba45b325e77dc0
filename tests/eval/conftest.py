"""What these tests measure, each beside the floor that it must hold; `make eval` prints the table at its end."""

from collections.abc import Callable

import pytest

Holds = Callable[..., None]
_FIGURES = pytest.StashKey[list[tuple[str, float, float]]]()


@pytest.fixture
def holds(request: pytest.FixtureRequest) -> Holds:
    """`holds(what, value, floor, why)`: a figure, which fails the test below its floor, saying `why`."""

    def check(what: str, value: float, floor: float, why: object = "") -> None:
        step = request.module.__name__.removeprefix("tests.eval.test_")
        request.config.stash.setdefault(_FIGURES, []).append((f"{step}: {what}", value, floor))
        assert value >= floor, f"{what} {value:.4f}, floor {floor}: {why}"

    return check


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The figures."""
    figures = config.stash.get(_FIGURES, [])
    if not figures:
        return
    width = max(len(what) for what, _, _ in figures)
    terminalreporter.section("measured quality")
    terminalreporter.write_line(f"{'':{width}}  measured  floor")
    for what, value, floor in figures:
        terminalreporter.write_line(f"{what:{width}}  {value:8.4f}  {floor:5.3f}")
