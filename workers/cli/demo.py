"""`wiredesk demo`: the bundled samples through the whole wire, on a real broker."""

import asyncio
import sys
from typing import TYPE_CHECKING

import typer

from workers.pipeline import STEPS

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from rich.console import Console

    from workers.demo.wire import Running
    from workers.settings import Settings

DESK_SECONDS = 60


def demo() -> None:
    """Show the wire at work: a real broker, all steps, the bundled articles, and what became of them; at the end the
    address of the desk page that shows them.

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
        reached = running.settings
        tally = await publish_samples(reached)
        say(f"{tally.acknowledged} articles are on news.raw, {len(tally.refused)} were refused at the door")
        if not await _await_steps(reached, console, stop):
            return 130
        show(console, await gather(reached))
        if not await _await_desk(running, console, stop):
            return 130
        if sys.stdout.isatty():
            console.print(
                f"The wire stays up at {reached.bootstrap} until Ctrl-C. In another terminal try\n"
                f"  [bold]WIREDESK_HOME={reached.home} {sys.argv[0]} tail alerts[/]\n"
                f"  [bold]WIREDESK_HOME={reached.home} {sys.argv[0]} explain 01-aggregator[/]"
            )
            await stop.wait()
    return 0


async def _await_steps(settings: "Settings", console: "Console", stop: asyncio.Event) -> bool:
    """Show the steps finishing, one behind the other; False when interrupted."""
    from workers.reading.progress import drained

    with console.status("") as status:
        for step in STEPS.values():
            status.update(f"{step.name}: {' and '.join(step.reads)} to {' and '.join(step.writes)}")
            if not await _unless(stop, drained(settings, [step])):
                return False
            console.print(f"[green]\N{CHECK MARK}[/] {step.name} is done with {', '.join(step.reads)}")
    return True


async def _await_desk(running: "Running", console: "Console", stop: asyncio.Event) -> bool:
    """Name the desk page when it shows all that came out; False when interrupted."""
    from workers.desk.elsewhere import caught_up

    async def named() -> None:
        try:
            async with asyncio.timeout(DESK_SECONDS):
                held = await caught_up(running.settings, running.page)
        except TimeoutError:
            log = running.settings.home / "logs" / "workers.log"
            console.print(f"[red]The desk page did not come up at {running.page}; its log is {log}[/]")
            raise typer.Exit(1) from None
        shown = f"{held['stories']} stories and {held['alerts']} alerts"
        console.print(f"\n[green]\N{CHECK MARK}[/] The desk page shows {shown}: [bold]{running.page}[/]")

    with console.status("desk: folding what was published"):
        return await _unless(stop, named())


async def _unless(stop: asyncio.Event, work: "Coroutine[None, None, None]") -> bool:
    """Do `work` to its end; False when `stop` is set before."""
    stopping, working = asyncio.ensure_future(stop.wait()), asyncio.ensure_future(work)
    await asyncio.wait({stopping, working}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        return False
    await working
    return True
