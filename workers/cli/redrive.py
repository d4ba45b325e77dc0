"""`wiredesk redrive TOPIC.dlq`: dead letters back to the topic they came from."""

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from workers.cli.failures import INTERRUPTED, REFUSED, say, told
from workers.reading.names import resolve, short
from workers.reading.safe import one_line

if TYPE_CHECKING:
    from workers.replay.redrive import Redrive

SHOWN = 20
"""Refused letters that are listed one by one."""


def redrive(
    topic: Annotated[str, typer.Argument(metavar="TOPIC.dlq", help="raw.dlq, clean.dlq ..., '*.dlq' for all.")],
    reason: Annotated[
        list[str] | None, typer.Option(help="Only those refused for this reason; may be given several times.")
    ] = None,
    uri: Annotated[
        list[str] | None, typer.Option(help="Only those of this article; may be given several times.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="The first N only.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would go back; write nothing.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also those that have gone back before.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Put dead letters back on the topic that they came from, as they stand, each with a receipt on wiredesk.redrives.

    None goes back twice unless asked for with --again. What fails once more is dead-lettered once more, its attempts
    counted on. Exit code 0: done; 1: some can't go back; 2: no broker, or one that lacks the topics.
    """
    from workers.replay.errors import ReplayError
    from workers.replay.letters import Choice, dead_letter_topics
    from workers.replay.redrive import Redrive
    from workers.replay.redrive import redrive as redrive_
    from workers.settings import Settings

    try:
        topics = dead_letter_topics(resolve(topic))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    choice, done, code = Choice(reason or (), uri or (), again), Redrive(), 0
    with told():
        try:
            asyncio.run(redrive_(Settings(), topics, choice, limit, dry_run, done))
        except ReplayError as error:
            say(str(error))
            code = REFUSED
        except KeyboardInterrupt:
            code = INTERRUPTED
    _report(done, dry_run, as_json)
    raise typer.Exit(code or (REFUSED if done.refused else 0))


def _report(done: "Redrive", dry: bool, as_json: bool) -> None:
    from workers.replay.letters import Fate, receipt_key

    if as_json:
        rows = [
            {"fate": fate.name.lower(), "topic": topic, "reason": reason, "count": count}
            for (fate, topic, reason), count in sorted(done.counts.items())
        ]
        refused = [{"letter": receipt_key(letter), "why": fate.value} for letter, fate in done.refused]
        print(orjson.dumps({"redriven": done.back, "dry_run": dry, "letters": rows, "refused": refused}).decode())
        return
    console = Console(highlight=False)
    for letter, fate in done.refused[:SHOWN]:
        line = Text.assemble(("refused ", "red"), one_line(receipt_key(letter)), (f"  {fate.value}", "yellow"))
        came = letter.message.header("wd_dlq_topic")
        console.print(line.append(f" ({one_line(came)})" if came else "", "dim"), soft_wrap=True)
    if len(done.refused) > SHOWN:
        console.print(f"... and {len(done.refused) - SHOWN} more; `--json` lists all", style="dim")
    shown = Counter({key: count for key, count in done.counts.items() if key[0] is not Fate.NOT_ASKED})
    if not shown:
        console.print("No dead letter is as asked for.")
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for (fate, topic, reason), count in sorted(shown.items()):
        name = "would go back" if dry and fate is Fate.BACK else fate.value
        colour = "green" if fate is Fate.BACK else "red" if fate.refused else "dim"
        table.add_row(Text(name, colour), Text(f"{count:,}"), Text(one_line(f"{short(topic)}: {reason}")))
    console.print(table)
