"""`wiredesk profile learn|list|show`: the lines that recur around a source's articles, as files for the clean step."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from workers.cli.failures import REFUSED, say, told
from workers.reading.safe import one_line

if TYPE_CHECKING:
    from workers.core.clean.profiles import Profile
    from workers.pipe.backlog import Backlog
    from workers.settings import Settings

LEAST = 3
SHOWN = 40
_UNSAFE = re.compile(r"[^\w.-]+")

app = typer.Typer(no_args_is_help=True, help="Site profiles: lines around the copy, learned from a backlog.")
Folder = Annotated[Path | None, typer.Option("--in", help="Folder of the profiles. [WIREDESK_PROFILES]")]


@app.command()
def learn(
    paths: Annotated[list[str] | None, typer.Argument(help="Files or folders of raw articles.")] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="beginning|TIME", help="Read the raw topic from there; 7d: that long ago."),
    ] = None,
    into: Annotated[Path | None, typer.Option("--into", help="Folder to write. [WIREDESK_PROFILES]")] = None,
    source: Annotated[str | None, typer.Option(help="Only the profile of this source.")] = None,
    least: Annotated[int, typer.Option(min=2, help="Articles of a source that make a profile.")] = LEAST,
) -> None:
    """Learn the profiles of the sources in a backlog: PATHS, or with --from the raw topic of the wire.

    Writes a JSON file a source. The workers read the folder once, when they start: set WIREDESK_PROFILES and restart
    them. Exit code 1: nothing was learned.
    """
    from workers.pipe.backlog import Backlog, prepare
    from workers.settings import Settings

    settings = Settings()
    folder = into or settings.profiles
    if folder is None:
        raise typer.BadParameter("name a folder: --into DIR, or set WIREDESK_PROFILES")
    if bool(paths) == bool(start):
        raise typer.BadParameter("name either PATHS or --from, the place to read the raw topic from")
    prepare()
    backlog = Backlog()
    with told():
        if paths:
            _read_files(backlog, paths)
        else:
            asyncio.run(_read_topic(backlog, settings, start or ""))
    _write(backlog, folder, source, least)


@app.command("list")
def list_(folder: Folder = None) -> None:
    """Show the profiles of the folder."""
    console = Console(highlight=False)
    table = Table("source", "version", "articles", "lines", box=None, header_style="dim", pad_edge=False)
    for profile in _held(folder).values():
        table.add_row(one_line(profile.name), profile.version, str(profile.articles), str(len(profile.lines)))
    console.print(table if table.row_count else "No profile is here. `wiredesk profile learn` makes some.")


@app.command()
def show(
    source: Annotated[str, typer.Argument(help="As `list` shows it.")],
    folder: Folder = None,
    full: Annotated[bool, typer.Option("--full", help="All of its lines.")] = False,
) -> None:
    """Show one: its lines, the most frequent first. Exit code 1: there is none of that source."""
    profile = _held(folder).get(source.lower())
    if profile is None:
        say(f"There is no profile of {one_line(source)!r}; `wiredesk profile list` shows them.")
        raise typer.Exit(REFUSED)
    print(f"{one_line(profile.name)} version {profile.version}, of {profile.articles} articles")
    lines = list(profile.lines.items())
    for line, count in lines if full else lines[:SHOWN]:
        print(f"{count:5} {one_line(line)}")
    if not full and len(lines) > SHOWN:
        print(f"... and {len(lines) - SHOWN} more (--full)")


def _held(folder: Path | None) -> "dict[str, Profile]":
    from workers.core.clean.profiles import loaded
    from workers.pool.supplies import files
    from workers.settings import Settings

    where = folder or Settings().profiles
    if where is None:
        raise typer.BadParameter("name a folder: --in DIR, or set WIREDESK_PROFILES")
    try:
        return dict(loaded(files(where)))
    except (ValueError, OSError) as error:
        say(f"{where}/{error}")
        raise typer.Exit(REFUSED) from error


def _read_files(backlog: "Backlog", paths: Sequence[str]) -> None:
    from workers.connectors.items import Found
    from workers.connectors.paths import Reading

    now = datetime.now(UTC)
    for item in Reading(paths, lambda: now):
        if isinstance(item, Found):
            backlog.add(item.article)
        else:
            backlog.refused += 1


async def _read_topic(backlog: "Backlog", settings: "Settings", start: str) -> None:
    from schemas.registry import RAW
    from workers.reading.log import decoded, read
    from workers.reading.since import since

    try:
        begin = "beginning" if start == "beginning" else since(start, datetime.now(UTC))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    async with aclosing(read(settings, [RAW], start=begin)) as entries:  # type: ignore[arg-type]
        async for entry in entries:
            article = decoded(entry)
            if article is None:
                backlog.refused += 1
            else:
                backlog.add(article)


def _write(backlog: "Backlog", folder: Path, source: str | None, least: int) -> None:
    written = 0
    for profile in backlog.profiles(least, source):
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{_UNSAFE.sub('-', profile.name)[:100]}.json"
        content = profile.dumped()
        was = file.read_bytes() if file.exists() else b""
        state = "unchanged" if was == content else "changed" if was else "new"
        file.write_bytes(content)
        written += 1
        print(f"{state:9} {file}: {len(profile.lines)} lines of {profile.articles} articles, version {profile.version}")
    few = backlog.few(least)
    said = f"{backlog.read:,} articles read, {written} profiles"
    for count, what in (
        (len(few), f"sources with fewer than {least} articles"),
        (backlog.nameless, "articles without source or address"),
        (backlog.refused, "refused"),
    ):
        said += f", {count:,} {what}" if count else ""
    typer.echo(said, err=True)
    if not written:
        raise typer.Exit(REFUSED)
