"""`wiredesk feed URL...`: feeds on the web, polled, onto `news.raw`."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from workers.cli.failures import REFUSED, say, told
from workers.cli.process import Parent, Port, begin
from workers.reading.safe import one_line

if TYPE_CHECKING:
    from workers.connectors.polling.poll import Polled


def feed(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses of feeds.")],
    every: Annotated[float, typer.Option(min=1, max=86_400, metavar="SECONDS", help="Pause between polls.")] = 300,
    once: Annotated[bool, typer.Option("--once", help="Poll each once, print what came of it, and end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --once: print one JSON object a feed.")] = False,
    port: Port = None,
    parent: Parent = None,
) -> None:
    """Poll feeds and publish what is new: RSS, Atom, WordPress (`https://.../wp-json/wp/v2/posts`), JSON articles.

    Only what the feed carries is taken: where it has summaries, these are the articles; no page is fetched. The first
    poll of a feed publishes all that is in it. What was published is remembered on a topic: nothing comes twice, over
    restarts and crashes too; an edited item comes again as a new version.

    A server is asked politely: with its ETag, no sooner than its max-age, ttl or Retry-After, ever less often while it
    fails. Two processes may not poll one feed: the later one has it. Exit code with --once: 0: all is published; 1: a
    feed failed or something in it was refused; 2: no broker, or one that lacks the topics.
    """
    from workers.connectors.polling.service import checked

    try:
        urls = [checked(url) for url in dict.fromkeys(urls)]
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    raise typer.Exit(_once(urls, every, as_json) if once else _for_ever(urls, every, port, parent))


def _for_ever(urls: list[str], every: float, port: int | None, parent: int | None) -> int:
    from schemas.registry import FEEDS, RAW
    from workers.connectors.polling.service import poll_for_ever

    settings, port = begin("feed", port, parent, [RAW, FEEDS])
    with told():
        return asyncio.run(poll_for_ever(settings, urls, timedelta(seconds=every), port))


def _once(urls: list[str], every: float, as_json: bool) -> int:
    from schemas.registry import FEEDS, RAW
    from workers.connectors.polling.service import poll_once
    from workers.telemetry.logs import configure

    settings, _ = begin("feed", None, None, [RAW, FEEDS])
    configure("CRITICAL", settings.log_format)  # the table says it
    with told():
        results = asyncio.run(poll_once(settings, urls, timedelta(seconds=every)))
    if as_json:
        for url, polled in results.items():
            print(orjson.dumps(_summary(url, polled)).decode())
    else:
        _print(results)
    return REFUSED if any(polled.outcome.failed or polled.refused for polled in results.values()) else 0


def _summary(url: str, polled: "Polled") -> dict[str, object]:
    return {
        "url": url,
        "outcome": polled.outcome,
        "status": polled.status,
        "detail": polled.detail,
        "new": len(polled.records),
        "refused": [{"at": r.label, "reason": r.reason, "detail": r.detail} for r in polled.refused],
    }


def _print(results: "dict[str, Polled]") -> None:
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("outcome", "HTTP", "new", "refused", "feed"):
        table.add_column(name, justify="right" if name in ("new", "refused") else "left", overflow="fold")
    for url, polled in results.items():
        color = "red" if polled.outcome.failed else "green"
        table.add_row(
            f"[{color}]{polled.outcome}[/]",
            str(polled.status or ""),
            str(len(polled.records)),
            str(len(polled.refused)),
            one_line(url).replace("[", "\\["),
        )
    console.print(table)
    for url, polled in results.items():
        if polled.detail:
            say(f"{one_line(url)}: {one_line(polled.detail)}")
        for refused in polled.refused[:SHOWN]:
            say(f"{one_line(refused.label)}: {refused.reason}: {one_line(refused.detail)}")
        if len(polled.refused) > SHOWN:
            say(f"... and {len(polled.refused) - SHOWN} more in it; `--json` lists all")


SHOWN = 20
"""Refusals that are listed one by one."""
