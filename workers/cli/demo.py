"""`wiredesk demo`: the bundled samples through the whole wire, on a real broker."""

import asyncio
import sys
from typing import TYPE_CHECKING

import typer

from workers.pipeline import STEPS

if TYPE_CHECKING:
    from rich.console import Console

    from workers.settings import Settings


def demo() -> None:
    """Show the wire at work: a real broker, all steps, the bundled articles, and what became of them.

    In a terminal it stays up until Ctrl-C; elsewhere it ends. Everything that it started is stopped.
    """
    from rich.console import Console

    from workers.cli.failures import told
    from workers.settings import Settings

    console = Console(highlight=False)
    with told():
        raise typer.Exit(asyncio.run(_demo(Settings(), console)))


async def _demo(settings: "Settings", console: "Console") -> int:
    from workers.demo.gather import gather
    from workers.demo.show import show
    from workers.demo.wire import publish_samples, wire
    from workers.service.stopping import stop_event

    def say(text: str) -> None:
        console.print(f"[green]\N{CHECK MARK}[/] {text}")

    stop = stop_event()
    async with wire(settings, say) as running:
        tally = await publish_samples(running)
        say(f"{tally.acknowledged} articles are on news.raw, {len(tally.refused)} were refused at the door")
        if not await _await_steps(running, console, stop):
            return 130
        show(console, await gather(running))
        if sys.stdout.isatty():
            console.print(
                f"\nThe wire stays up at {running.bootstrap} until Ctrl-C. In another terminal try\n"
                f"  [bold]WIREDESK_HOME={running.home} {sys.argv[0]} tail alerts[/]\n"
                f"  [bold]WIREDESK_HOME={running.home} {sys.argv[0]} explain 01-aggregator[/]"
            )
            await stop.wait()
    return 0


async def _await_steps(settings: "Settings", console: "Console", stop: asyncio.Event) -> bool:
    """Show the steps finishing, one behind the other; False when interrupted."""
    from workers.reading.progress import drained

    stopping = asyncio.ensure_future(stop.wait())
    with console.status("") as status:
        for step in STEPS.values():
            status.update(f"{step.name}: {' and '.join(step.reads)} to {' and '.join(step.writes)}")
            working = asyncio.ensure_future(drained(settings, [step]))
            await asyncio.wait({stopping, working}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                working.cancel()
                return False
            await working
            console.print(f"[green]\N{CHECK MARK}[/] {step.name} is done with {', '.join(step.reads)}")
    stopping.cancel()
    return True
