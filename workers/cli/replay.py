"""`wiredesk replay --from TIME`: a backlog through the same steps again, into topics of its own."""

import asyncio
import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.failures import INTERRUPTED, REFUSED, console, say, told
from workers.cli.subscription_file import subscriptions_of
from workers.pipeline import STEPS

if TYPE_CHECKING:
    from schemas.control import Replay, Subscription
    from workers.replay.request import Request
    from workers.settings import Settings

NICE = 5
"""A replay's processes stand back where the live workers want the same processors."""


def replay(
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="TIME", help="2024-03-01T12:00:00Z, or 15m: that long ago.", show_default=False),
    ] = None,
    end: Annotated[str, typer.Option("--to", metavar="TIME", help="Up to, not including, this time.")] = "now",
    step: Annotated[
        str, typer.Option(help=f"The first step to run, on its input topic: {', '.join(STEPS)}.")
    ] = "clean",
    into: Annotated[
        str | None, typer.Option(metavar="PREFIX", help="Prefix of its topics.", show_default="one of its own")
    ] = None,
    subscriptions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="YAML, instead of the subscriptions that hold; `-` is standard input."),
    ] = None,
    notify: Annotated[
        bool, typer.Option("--notify", help="Deliver its alerts to the webhooks that hold, as an exercise.")
    ] = False,
    resume: Annotated[
        str | None, typer.Option(metavar="ID", help="Go on with one that was stopped (`wiredesk replays list`).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Send what a topic got between two times through the same steps again, into topics of its own.

    Times are Kafka's timestamps. The live wire is not disturbed, nobody is notified, and the same window gives the
    same bytes. Stopped or killed, it goes on where it was when the same command is given again. Exit code 0: finished;
    1: refused, or a step gave up; 2: no broker, or one that lacks the topics; 130: stopped.
    """
    from workers.replay.errors import ReplayError
    from workers.replay.request import request

    if (start is None) == (resume is None) or (resume and (into or subscriptions or notify)):
        raise typer.BadParameter("either --from TIME, or --resume ID alone")
    wanted = subscriptions_of(subscriptions) if subscriptions else None
    asked = None
    if start is not None:
        try:
            asked = request(start, end, step, into, wanted, notify, datetime.now(UTC))
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    with told():
        try:
            asyncio.run(_run(asked, resume or "", wanted, as_json))
        except ReplayError as error:
            say(str(error))
            raise typer.Exit(REFUSED) from error
        except asyncio.CancelledError:
            raise typer.Exit(INTERRUPTED) from None


async def _run(asked: "Request | None", resume: str, wanted: "tuple[Subscription, ...] | None", as_json: bool) -> None:
    from schemas.control import ReplayControl
    from workers.cli.replay_shown import announce, report, shown
    from workers.reading.control import held
    from workers.replay.errors import ReplayError
    from workers.replay.ground import begin
    from workers.replay.request import chosen, resumed
    from workers.replay.run import Run
    from workers.replay.summary import summary
    from workers.settings import Settings
    from workers.telemetry.logs import configure

    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    settings = Settings()
    known = await held(settings, ReplayControl)
    record = chosen(asked, known, settings) if asked else resumed(resume, known)
    resuming = record is not None
    if record is None:
        assert asked is not None
        record, cut = await begin(settings, asked, datetime.now(UTC))
        if cut:
            say(f"Retention has taken a part of the window: only from {cut:%Y-%m-%d %H:%M:%S} UTC on is all there.")
    log, began = _log(settings, record.replay), time.monotonic()
    with log.open("a") as own, shown(log) as tell:
        configure(settings.log_level, "text", own, step="replay")
        announce(record, resuming, log)
        os.nice(NICE)
        try:
            record = await Run(settings, record, wanted, log, tell).to_the_end()
        except BaseException as error:
            if not isinstance(error, ReplayError):  # that says itself how to go on
                way = f"Replay {record.replay.id} goes on where it was by the same command, or by --resume"
                console.print(way, markup=False, soft_wrap=True)
            raise
    seconds = time.monotonic() - began
    report(record.replay, await summary(settings, record.replay), seconds, resuming, as_json)


def _log(settings: "Settings", replay: "Replay") -> Path:
    """The file of its workers' output."""
    from workers.replay.errors import ReplayError

    folder = settings.home / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReplayError(f"{folder}: {error.strerror}. WIREDESK_HOME names another folder for logs.") from error
    return folder / f"replay-{replay.id}.log"
