"""`wiredesk explain URI`: the whole way of one article through all topics."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.failures import REFUSED, say, told

if TYPE_CHECKING:
    from workers.reading.trail import Candidate, Trail

LISTED = 20


def explain(
    uri: Annotated[
        str, typer.Argument(help="The article's uri; or a part of it, of its url or file that only it has.")
    ],
    full: Annotated[bool, typer.Option("--full", help="Show long removed stretches whole.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object: the records, topic by topic.")] = False,
) -> None:
    """Show where an article is, what cleaning did to it, who is in it, what happens in it, and what it led to: each
    with its offsets and its evidence.

    Exit code 1: there is no such article, or several that URI may mean.
    """
    from workers.reading.trail import Trail, follow
    from workers.settings import Settings

    with told():
        found = asyncio.run(follow(Settings(), uri))
        if isinstance(found, Trail):
            _print(found, full, as_json)
            return
    _which(uri, found, as_json)
    raise typer.Exit(REFUSED)


def _print(trail: "Trail", full: bool, as_json: bool) -> None:
    from rich.console import Console

    from workers.reading.as_json import as_object, dumped
    from workers.reading.marked import Look
    from workers.reading.page import page

    if as_json:
        topics = {topic: [as_object(entry) for entry in entries] for topic, entries in sorted(trail.entries.items())}
        print(dumped({"uri": trail.uri, "records": topics}))
        return
    console = Console(highlight=False)
    colour = console.color_system is not None and not console.no_color
    console.print(page(trail, datetime.now(UTC), Look(colour, full)))


def _which(asked: str, candidates: "list[Candidate]", as_json: bool) -> None:
    from workers.reading.as_json import dumped
    from workers.reading.safe import one_line

    if as_json:
        print(dumped({"asked": asked, "candidates": candidates}))
        return
    if not candidates:
        say(f"No article has {one_line(asked)!r} as its uri, or as a part of its uri, url or file.")
        return
    say(f"{len(candidates)} articles have {one_line(asked)!r}; which one?")
    for candidate in candidates[:LISTED]:
        print("  ".join(one_line(part) for part in (candidate.uri, candidate.via, candidate.headline) if part))
    if len(candidates) > LISTED:
        print(f"... and {len(candidates) - LISTED} more")
