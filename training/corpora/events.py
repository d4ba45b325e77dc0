"""The event corpus that we wrote: sentences and short articles with PLOVER events marked inline (training/events).

[NATO|a1] [expelled|e1:SANCTION/mode=expel/context=diplomatic] [eight diplomats|r1] from [Brussels|p1] on [Monday|d1].
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "events"
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
AUX = ("historical", "future", "hypothetical", "negated")
INLINE = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")
ROLE = re.compile(r"([arpd])(\d+)")
HEAD = re.compile(r"## (\S+) \| day: (\S+) \| main: (?:e(\d+)|none)")
EVENT = re.compile(r"e(\d+):([A-Z]+)((?:/[a-z]+=[^/\s]+)*)")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Event:
    """One event as a sentence tells it: spans are characters, half open, of the bare text; `number` is the mark's."""

    number: int
    span: Span
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    aux: tuple[str, ...]
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    places: tuple[Span, ...]
    dates: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and its events, in the order of their numbers."""

    text: str
    events: tuple[Event, ...]


def parse(line: str) -> Marked:
    """A marked line. Raises ValueError, naming the line, for a mark that is none of the guide's."""
    text, at = "", 0
    heads: dict[str, tuple[Span, str, dict[str, str]]] = {}
    roles: dict[tuple[str, str], list[Span]] = {}
    for match in INLINE.finditer(line):
        text += line[at : match.start()]
        span = len(text), len(text) + len(match[1])
        text += match[1]
        at = match.end()
        for mark in match[2].split():
            if role := ROLE.fullmatch(mark):
                roles.setdefault((role[1], role[2]), []).append(span)
            elif (event := EVENT.fullmatch(mark)) and event[2] in TYPES and event[1] not in heads:
                details = dict(part.split("=", 1) for part in event[3].split("/") if part)
                if not details.keys() <= {"mode", "context", "aux"}:
                    raise ValueError(f"{mark!r} has details other than mode, context, aux: {line!r}")
                heads[event[1]] = span, event[2], details
            else:
                raise ValueError(f"no such mark as {mark!r}: {line!r}")
    text += line[at:]
    if any(sign in text for sign in "[]|"):
        raise ValueError(f"unbalanced marks: {line!r}")
    if lost := {number for _, number in roles} - heads.keys():
        raise ValueError(f"roles of no event ({', '.join(sorted(lost))}): {line!r}")
    return Marked(text, tuple(_event(heads[n], n, roles, line) for n in sorted(heads, key=int)))


def _event(
    head: tuple[Span, str, dict[str, str]], number: str, roles: dict[tuple[str, str], list[Span]], line: str
) -> Event:
    span, kind, details = head
    aux = tuple(part for part in details.get("aux", "").split(",") if part)
    if not set(aux) <= set(AUX):
        raise ValueError(f"auxiliary modes are {', '.join(AUX)}, not {aux}: {line!r}")
    contexts = tuple(part for part in details.get("context", "").split(",") if part)
    parties = (tuple(roles.get((role, number), ())) for role in "arpd")
    return Event(int(number), span, kind, details.get("mode"), contexts, aux, *parties)


def sentences() -> Iterator[Marked]:
    """The sentences of the corpus, file by file."""
    for path in sorted(FOLDER.glob("*.txt")):
        if not path.name.startswith("articles"):
            for line in path.read_text("utf-8").splitlines():
                if line.strip() and not line.startswith("# "):
                    yield parse(line.strip())


@dataclass(frozen=True, slots=True)
class Article:
    """A short article: headline first. Events of one number in several sentences are one event; `main` is the number of
    what the article tells, none where it tells no event; `day` its day, none where it bears none."""

    name: str
    day: dt.date | None
    main: int | None
    sentences: tuple[Marked, ...]


def articles() -> Iterator[Article]:
    """The articles of the corpus. Raises ValueError for a block without a head or with a main event that it lacks."""
    for path in sorted(FOLDER.glob("articles*.txt")):
        for block in path.read_text("utf-8").split("\n\n"):
            lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("# ")]
            if not lines:
                continue
            head = HEAD.fullmatch(lines[0])
            if head is None:
                raise ValueError(f"{path.name}: no head of an article: {lines[0]!r}")
            marked = tuple(parse(line) for line in lines[1:])
            main = int(head[3]) if head[3] else None
            if main is not None and main not in {event.number for own in marked for event in own.events}:
                raise ValueError(f"{path.name}: {head[1]} has no event e{main}")
            yield Article(head[1], None if head[2] == "none" else dt.date.fromisoformat(head[2]), main, marked)
