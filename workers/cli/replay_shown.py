"""What `wiredesk replay` shows: what it begins with, how far it is, what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import orjson
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from workers.cli.failures import console, say

if TYPE_CHECKING:
    from schemas.control import Replay, ReplayControl
    from workers.replay.summary import Summary
    from workers.replay.watch import Progress as State

LINE_SECONDS = 10.0
"""How often the progress is a line, where there is no terminal for a bar."""
STILL_SECONDS = 60.0
"""When it is said that nothing moves."""


def announce(record: "ReplayControl", resuming: bool, log: Path) -> None:
    """Which replay it is, on standard error."""
    replay = record.replay
    console.print(
        f"{'Going on with replay' if resuming else 'Replay'} {replay.id}: {replay.topic} from "
        f"{replay.since:%Y-%m-%d %H:%M:%S} to {replay.until:%Y-%m-%d %H:%M:%S} UTC, into {replay.prefix}*\n"
        f"The log of its workers is {log}",
        markup=False,
        soft_wrap=True,
    )


@contextmanager
def shown(log: Path) -> Iterator[Callable[["State"], None]]:
    """Gives what shows the progress on standard error: a bar in a terminal, else a line now and then."""
    bar = Progress(
        TextColumn("{task.fields[records]}"),
        BarColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("[dim]{task.fields[steps]}[/]"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        speed_estimate_period=60,
    )
    task = bar.add_task("replay", total=None, records="starting", rate="", steps="")
    last_line = last_still = monotonic()

    def tell(state: "State") -> None:
        nonlocal last_line, last_still
        speed = bar.tasks[0].speed
        rate = f"{speed:.1f}/s" if speed else ""
        steps = "  ".join(f"{name} {share:.0%}" for name, share in state.shares.items())
        records = f"{int(state.done):,} of {state.total:,} records"
        bar.update(task, total=state.total, completed=state.done, records=records, rate=rate, steps=steps)
        now = monotonic()
        if state.delivering:
            console.print("All is replayed; its alerts are being delivered as an exercise", soft_wrap=True)
        elif not console.is_terminal and now - last_line >= LINE_SECONDS:
            last_line = now
            console.print(f"{records}  {rate}  {steps}", soft_wrap=True)
        if state.still >= STILL_SECONDS and now - last_still >= STILL_SECONDS:
            last_still = now
            say(f"Nothing has moved for {state.still:.0f} s; the log of the workers is {log}")

    with bar:
        yield tell


def report(replay: "Replay", summary: "Summary", seconds: float, resumed: bool, as_json: bool) -> None:
    """The summary, on standard output. `seconds` are of this run; of one that was `resumed` no rate is told."""
    records = replay.records or 0
    if as_json:
        print(orjson.dumps(_object(replay, summary, seconds, resumed)).decode())
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    rate = "since it was resumed" if resumed else f"{records / max(seconds, 1e-9):.1f}/s"
    table.add_row("records", f"{records:,}", f"of {replay.topic} in {seconds:.1f} s, {rate}")
    for topic, count in summary.published.items():
        table.add_row("published", f"{count:,}", topic)
    for (topic, reason), count in summary.dead.items():
        table.add_row("dead letters", f"[red]{count:,}[/]", f"{topic}: {reason}")
    for status, count in summary.stories.items():
        table.add_row("stories", f"{count:,}", status)
    for kind, count in summary.alerts.items():
        table.add_row("notices", f"{count:,}", kind)
    for outcome, count in summary.deliveries.items():
        table.add_row("exercises", f"{count:,}", outcome)
    out = Console(highlight=False, soft_wrap=True)
    out.print(table)
    out.print(
        f"Look: WIREDESK_PREFIX={replay.prefix} wiredesk tail alerts\nDelete: wiredesk replays delete {replay.id}",
        style="dim",
    )


def _object(replay: "Replay", summary: "Summary", seconds: float, resumed: bool) -> dict[str, Any]:
    dead = [{"topic": topic, "reason": reason, "count": count} for (topic, reason), count in summary.dead.items()]
    return {
        "id": replay.id,
        "prefix": replay.prefix,
        "step": replay.step,
        "topic": replay.topic,
        "since": replay.since,
        "until": replay.until,
        "records": replay.records,
        "published": summary.published,
        "dead_letters": dead,
        "stories": summary.stories,
        "notices": summary.alerts,
        "exercises": summary.deliveries,
        "seconds": round(seconds, 3),
        "resumed": resumed,
    }
