"""Reads the data tables of the coder (`tables/*.tsv`, one comment line `#` each column row) into typed rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, get_args

from schemas.event import EventType, QuadCode

Pos = Literal["v", "n"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of `patterns.tsv`. `row` is its line, so that a score or an error can be traced to it."""

    row: int
    event_type: EventType
    mode: str | None
    pos: Pos
    triggers: tuple[str, ...]
    object: frozenset[str]
    where: tuple[str, ...]
    forbidden: frozenset[str]

    @property
    def mutual(self) -> bool:
        """Whether all parties act (a meeting, a clash) when no preposition tells them apart."""
        return "mutual" in self.where


@dataclass(frozen=True, slots=True)
class Weight:
    """What the manual's score table says of a type and mode."""

    quad: QuadCode
    score: float


@dataclass(frozen=True, slots=True)
class Rule:
    """`label` holds where one of `words` stands; `kind` says of what (an event type, a class)."""

    kind: str
    label: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Content:
    """A row of `content.tsv`: the mode of a verbal event by the events (`contents`) or words in its complement."""

    event_type: str
    mode: str
    contents: frozenset[str]
    words: frozenset[str]


def patterns() -> tuple[Pattern, ...]:
    """The verb patterns, in the order of the table. Raises ValueError naming the line that is not a pattern."""
    classes = {name: _words(words) for name, words in _rows("words.tsv", 2)}
    found = []
    for number, (kind, mode, pos, triggers, wanted, where, forbidden) in enumerate(_rows("patterns.tsv", 7), 1):
        event_type = next((t for t in get_args(EventType) if t == kind), None)
        if event_type is None or pos not in ("v", "n"):
            raise ValueError(f"patterns.tsv, row {number}: no pattern: {kind} {pos}")
        found.append(
            Pattern(
                row=number,
                event_type=event_type,
                mode=mode or None,
                pos="v" if pos == "v" else "n",
                triggers=tuple(triggers.split("|")),
                object=_expand(wanted, classes),
                where=tuple(where.split(",")),
                forbidden=_expand(forbidden, classes),
            )
        )
    return tuple(found)


def weights() -> dict[tuple[str, str | None], Weight]:
    """Quad category and PLOVER score by type and mode (None: the type's own)."""
    quads: dict[str, QuadCode] = {str(code): code for code in get_args(QuadCode)}
    return {
        (kind, mode or None): Weight(quads[quad], float(score)) for kind, mode, quad, score in _rows("scores.tsv", 4)
    }


def agents() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Rows of (sector code, `agent` or `title`, words)."""
    return tuple((sector, kind, _words(words)) for sector, kind, words in _rows("agents.tsv", 3))


def irregular() -> dict[str, tuple[str, str, str]]:
    """Past, participle and gerund of the verbs that the rules of `forms` do not cover."""
    return {base: (past, participle, gerund) for base, past, participle, gerund in _rows("irregular.tsv", 4)}


def modes() -> tuple[Rule, ...]:
    """Modes by the words around, first match first."""
    return tuple(Rule(kind, mode, _words(words)) for kind, mode, words in _rows("modes.tsv", 3))


def contents() -> tuple[Content, ...]:
    """Modes of REQUEST, REJECT and THREATEN by their complement."""
    return tuple(
        Content(kind, mode, frozenset(held.split("|")), _words(words))
        for kind, mode, held, words in _rows("content.tsv", 4)
    )


def contexts() -> tuple[Rule, ...]:
    """PLOVER's general contexts by words."""
    return tuple(Rule("context", name, _words(words)) for name, words in _rows("contexts.tsv", 2))


def guards() -> tuple[Rule, ...]:
    """Words that tell that a sentence is about a game or a show."""
    return tuple(Rule(kind, kind, _words(words)) for kind, words in _rows("guards.tsv", 2))


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    text = files(__package__).joinpath("tables", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > columns:
            raise ValueError(f"{name}: {len(cells)} columns, {columns} are read: {line}")
        yield cells + [""] * (columns - len(cells))


def _words(cell: str) -> frozenset[str]:
    return frozenset(word for word in cell.split("|") if word)


def _expand(cell: str, classes: dict[str, frozenset[str]]) -> frozenset[str]:
    """The words of a cell, `@class` replaced by its own, each with its `s` plural."""
    words: set[str] = set()
    for word in _words(cell):
        words |= classes[word[1:]] if word.startswith("@") else {word}
    return frozenset(words | {word + "s" for word in words if not word.endswith("s")})
