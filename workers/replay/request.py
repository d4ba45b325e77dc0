"""What is asked for, and which replay that is: a new one, or one that was begun and is not finished."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.codec import encode
from schemas.control import ReplayControl, Subscription
from schemas.ids import digest
from workers.pipeline import STEPS, Step
from workers.reading.since import UNITS, since
from workers.replay.errors import ReplayError
from workers.settings import Settings

_PREFIX = re.compile(r"[A-Za-z0-9._-]{0,200}")
FROM_FILE = "--subscriptions digest:"
"""How a request's arguments tell a file of subscriptions: by its content."""
_AGO = re.compile(rf"\d{{1,4}}[{''.join(UNITS)}]|now")
"""Times that count from now."""


@dataclass(frozen=True, slots=True)
class Request:
    """A replay as it is asked for. `prefix` none: one of its own; `subscriptions` none: those that hold.

    `arguments` says all of it in one line, equal for equal requests; `moving` where its times count from now, so that
    the same words mean another window each time.
    """

    step: Step
    since: datetime
    until: datetime
    prefix: str | None
    subscriptions: tuple[Subscription, ...] | None
    notify: bool
    arguments: str
    moving: bool


def request(
    start: str,
    end: str,
    step: str,
    into: str | None,
    subscriptions: tuple[Subscription, ...] | None,
    notify: bool,
    now: datetime,
) -> Request:
    """The request in the words of a command line; what lies ahead of `now` ends there. Raises ValueError for a time or
    a prefix that can't be, a step that is not known, and an end that is not behind the start."""
    if step not in STEPS:
        raise ValueError(f"{step!r} is no step; the steps are {', '.join(STEPS)}")
    if into is not None and not _PREFIX.fullmatch(into):
        raise ValueError(f"--into {into!r}: a prefix is up to 200 letters, digits, dots, dashes or underscores")
    times = {name: _time(name, text, now) for name, text in (("--from", start), ("--to", end))}
    if times["--from"] >= times["--to"]:
        raise ValueError(f"--from {start} is not before --to {end}: nothing can lie between them")
    if times["--from"] >= now:
        raise ValueError(f"--from {start} is yet to come")
    words = [
        f"{name} {text if _AGO.fullmatch(text) else times[name].isoformat()}"
        for name, text in (("--from", start), ("--to", end))
    ]
    words.append(f"--step {step}")
    if into is not None:
        words.append(f"--into {into}")
    if subscriptions is not None:
        words.append(f"{FROM_FILE}{digest(*map(encode, subscriptions))[:12]}")
    if notify:
        words.append("--notify")
    return Request(
        STEPS[step],
        times["--from"],
        min(times["--to"], now),
        into,
        subscriptions,
        notify,
        " ".join(words),
        moving=bool(_AGO.fullmatch(start) or _AGO.fullmatch(end)),
    )


def chosen(asked: Request, known: Mapping[str, ReplayControl], settings: Settings) -> ReplayControl | None:
    """The replay among those `known` that `asked` continues; none where a new one is to begin. Raises ReplayError where
    neither may be: into the live topics, into those of another replay, or where only a person can say which is meant.
    """
    if asked.prefix in (settings.prefix, ""):
        raise ReplayError(
            f"--into {asked.prefix!r} is where live topics are, and a replay has topics of its own. Without --into it "
            "gets a prefix that nobody else has."
        )
    same = [held for held in known.values() if held.replay.arguments == asked.arguments]
    begun = max((held for held in same if not held.replay.finished), key=lambda held: held.issued, default=None)
    if begun is not None and not asked.moving:
        return begun
    if begun is not None:
        raise ReplayError(
            f"Replay {begun.replay.id}, asked for in the same words {begun.issued:%Y-%m-%d %H:%M} UTC, is not "
            f"finished; its window is {_span(begun)}.\nGo on with it by `wiredesk replay --resume {begun.replay.id}`, "
            f"or delete it by `wiredesk replays delete {begun.replay.id}` and begin anew."
        )
    for held in known.values():
        if asked.prefix == held.replay.prefix:
            state = "finished" if held.replay.finished else "not finished"
            raise ReplayError(
                f"Replay {held.replay.id} ({held.replay.arguments}; {state}) has its topics under "
                f"{asked.prefix}.\nName another prefix, or delete it by `wiredesk replays delete {held.replay.id}`."
            )
    return None


def resumed(id_: str, known: Mapping[str, ReplayControl]) -> ReplayControl:
    """The replay called `id_`, to be continued. Raises ReplayError where there is none or it is finished."""
    held = known.get(id_)
    if held is None:
        names = ", ".join(name for name, other in known.items() if not other.replay.finished) or "none"
        raise ReplayError(f"No replay is called {id_!r}; not finished: {names}.")
    if held.replay.finished:
        raise ReplayError(f"Replay {id_} is finished; what came of it is under the prefix {held.replay.prefix}.")
    return held


def _time(name: str, text: str, now: datetime) -> datetime:
    try:
        return now if text == "now" else since(text, now).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{name}: {error}") from error


def _span(held: ReplayControl) -> str:
    return f"{held.replay.since:%Y-%m-%d %H:%M:%S} to {held.replay.until:%Y-%m-%d %H:%M:%S} UTC"
