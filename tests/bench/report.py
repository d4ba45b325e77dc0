"""The figures as people read them: a table in the terminal, a page of Markdown that is kept."""

from collections.abc import Sequence

from rich.table import Table

from tests.bench.figures import Figure, Section
from tests.bench.machine import described

COLUMNS = ("what", "median", "from", "to", "unit", "goal", "note")


def table(section: Section) -> Table:
    """A section for the terminal."""
    found = Table(title=section.title, caption=section.how, title_justify="left", caption_justify="left")
    for column in COLUMNS:
        found.add_column(column, justify="right" if column in COLUMNS[1:4] else "left")
    for figure in section.figures:
        found.add_row(*_cells(figure))
    return found


def document(sections: Sequence[Section]) -> str:
    """The page of a whole run."""
    parts = ["# Measured by `make bench`", "Written by the run; do not edit.", *_machine()]
    for section in sections:
        rows = ["| " + " | ".join(COLUMNS) + " |", "|---|--:|--:|--:|---|---|---|"]
        rows += ["| " + " | ".join(_cells(figure)) + " |" for figure in section.figures]
        parts += [f"## {section.title}", section.how, "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def _machine() -> list[str]:
    return ["\n".join(f"- {name}: {text}" for name, text in described().items())]


def _cells(figure: Figure) -> tuple[str, ...]:
    if figure.value is None:
        return (figure.name, "-", "", "", figure.unit, str(figure.goal or ""), figure.note or "not measured")
    goal = ""
    if figure.goal is not None:
        goal = f"{figure.goal} {'met' if figure.goal.met(figure.value) else 'NOT MET'}"
    spread = (_number(min(figure.values)), _number(max(figure.values))) if len(figure.values) > 1 else ("", "")
    return (figure.name, _number(figure.value), *spread, figure.unit, goal, figure.note)


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
