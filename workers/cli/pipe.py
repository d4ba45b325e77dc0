"""`wiredesk pipe`: the steps as a filter, without Kafka."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import aclosing, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from workers.cli.failures import REFUSED, told
from workers.cli.subscription_file import subscriptions_of
from workers.pipeline import STEPS

if TYPE_CHECKING:
    from schemas.codec import Message
    from workers.pipe.chain import Refused, Tally
    from workers.pipeline import Step
    from workers.settings import Settings


def pipe(
    paths: Annotated[list[str] | None, typer.Argument(help="Files or folders; standard input without any.")] = None,
    steps: Annotated[str, typer.Option(help="Steps that follow each other, comma-separated.")] = "clean,tag,classify",
    rejects: Annotated[Path | None, typer.Option(help="Write what was refused here, as JSONL.")] = None,
    collected: Annotated[datetime | None, typer.Option(help="`collected` of articles that bring none. [now]")] = None,
    subscriptions: Annotated[Path | None, typer.Option(help="Subscriptions for the alert step (YAML).")] = None,
) -> None:
    """Run the steps as a filter: raw articles in, JSON lines out, in the order of the input.

    Reads files or, on standard input, JSONL of the first step's input records (a raw article needs only `uri` and
    `body`). Writes the last step's records; `link` and `alert` write the stories and alerts that stand at the end.
    Exit code 1 where something was refused.
    """
    from workers.settings import Settings

    chosen = _steps(steps)
    stamp = (collected.replace(tzinfo=collected.tzinfo or UTC)) if collected else datetime.now(UTC)
    controls = _controls(subscriptions, stamp) if subscriptions else []
    if controls and chosen[-1].name != "alert":
        raise typer.BadParameter("--subscriptions is for the alert step, which is not among --steps")
    with told(), rejects.open("wb") if rejects else nullcontext() as file:
        refused = asyncio.run(_run(chosen, paths or ["-"], stamp, controls, Settings()))
        if file is not None:
            file.writelines(orjson.dumps(item) + b"\n" for item in refused)
    raise typer.Exit(REFUSED if refused else 0)


def _steps(names: str) -> "list[Step]":
    wanted = names.split(",")
    everything = list(STEPS)
    start = everything.index(wanted[0]) if wanted[0] in everything else 0
    if wanted != everything[start : start + len(wanted)]:
        raise typer.BadParameter(f"{names!r}: name steps that follow each other, out of {','.join(everything)}")
    return [STEPS[name] for name in wanted]


async def _run(
    steps: "Sequence[Step]",
    paths: Sequence[str],
    stamp: datetime,
    controls: "Sequence[Message]",
    settings: "Settings",
) -> "list[Refused]":
    from workers.connectors.feeder import feed
    from workers.pipe.chain import Chain
    from workers.pipe.inputs import inputs

    source = inputs(steps[0], paths, stamp)
    chain = Chain(steps, settings)
    out = sys.stdout.buffer
    with _progress(chain.tally, source) as shown:
        async with aclosing(feed(source)) as messages, aclosing(chain.run(messages, controls)) as records:
            async for value in records:
                out.write(value + b"\n")
                shown()
    out.flush()
    refused = [*source.refused, *chain.tally.refused]
    _summary(chain.tally, len(source.refused), refused)
    return refused


def _controls(path: Path, stamp: datetime) -> "list[Message]":
    from schemas.codec import Message, encode
    from schemas.control import SubscriptionControl
    from schemas.registry import CONTROL

    return [
        Message(
            topic=CONTROL,
            key=f"subscription/{subscription.id}".encode(),
            value=encode(SubscriptionControl(issued=stamp, subscription=subscription)),
            timestamp=stamp,
        )
        for subscription in subscriptions_of(path)
    ]


class _Shown:
    """A progress bar on standard error: by bytes read where they are known, else by records."""

    def __init__(self, tally: "Tally", inputs: Any) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        self._tally, self._inputs = tally, inputs
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=inputs.total)

    def __enter__(self) -> "_Shown":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self) -> None:
        self._bar.update(self._task, completed=self._inputs.consumed, description=f"{self._tally.read:,} read")


def _progress(tally: "Tally", inputs: Any) -> Any:
    return _Shown(tally, inputs) if sys.stderr.isatty() else nullcontext(lambda: None)


def _summary(tally: "Tally", at_the_door: int, refused: Sequence[Any]) -> None:
    from collections import Counter

    reasons = Counter(str(item.reason) for item in refused)
    said = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    typer.echo(
        f"{tally.read + at_the_door:,} read, {tally.written:,} written, {tally.dropped:,} dropped, "
        f"{len(refused):,} refused{': ' + said if said else ''}",
        err=True,
    )
