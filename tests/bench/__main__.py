"""Runs the measurements and prints them: `python -m tests.bench [--only NAME]... [--quick]`; `make bench`."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from tests.bench import language, latency, noop, replay, throughput
from tests.bench.figures import QUICK, Section, Size
from tests.bench.ground import Ground, ground
from tests.bench.report import document, table

Measurement = Callable[[Ground, Size], Awaitable[Section]]
MEASUREMENTS: dict[str, Measurement] = {
    "wire": throughput.measure,
    "age": latency.measure,
    "replay": replay.measure,
    "noop": noop.measure,
    "language": language.measure,
}
PEERS = Path(".venv-bench/bin/python")
DOCUMENT = Path("docs/bench.md")


async def run(names: list[str], size: Size, peers: Path, console: Console) -> list[Section]:
    """Take the measurements called `names`, in their order, on one broker."""
    sections = []
    async with ground(peers) as found:
        for name in names:
            console.print(f"measuring: {name}")
            sections.append(await MEASUREMENTS[name](found, size))
            console.print(table(sections[-1]))
    return sections


def main(arguments: list[str]) -> None:
    """As the command line says; the document is written by a whole run of full size only."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="take this one (may be repeated)")
    parser.add_argument("--articles", type=int, help="articles through the wire")
    parser.add_argument("--quick", action="store_true", help="as little as shows that it runs")
    parser.add_argument("--peers", type=Path, default=PEERS, help="the Python with quixstreams and confluent-kafka")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, it stops its broker as by Ctrl-C
    size = QUICK if given.quick else Size()
    if given.articles:
        size = replace(size, articles=given.articles)
    names = [name for name in MEASUREMENTS if not given.only or name in given.only]
    console = Console(width=None if sys.stdout.isatty() else 160)
    sections = asyncio.run(run(names, size, given.peers.absolute(), console))
    if not given.quick and not given.only:
        DOCUMENT.write_text(document(sections), "utf-8")
        console.print(f"kept in {DOCUMENT}")


if __name__ == "__main__":
    main(sys.argv[1:])
