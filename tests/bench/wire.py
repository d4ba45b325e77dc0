"""Articles a second through the whole wire, and the memory of each process: `python -m tests.bench.wire [ARTICLES]`.

A local broker of its own, the generated news week of tests/integration, the default settings, one process in each pool.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from tests.integration.corpus import corpus
from tests.integration.wire import publish, running
from workers.broker import topics
from workers.broker.local import LocalBroker
from workers.pipeline import STEPS
from workers.reading.progress import drained
from workers.settings import Settings


async def main(articles: int) -> None:
    """Run once and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), broker_port=0, http_port=0, kafka_bootstrap=None)
        broker = LocalBroker(settings.home, settings)
        began = time.monotonic()
        bootstrap = await asyncio.to_thread(broker.start)
        started = time.monotonic() - began
        try:
            settings = settings.model_copy(update={"kafka_bootstrap": bootstrap})
            await topics.apply(settings)
            await _measure(settings, articles, started)
        finally:
            await asyncio.to_thread(broker.stop)


async def _measure(settings: Settings, articles: int, started: float) -> None:
    async with running(settings, settings.home / "workers.log") as supervisor:
        await publish(settings, corpus(50, seed=1, poison=0))
        await drained(settings)
        records = corpus(articles, poison=0)
        began = time.monotonic()
        await publish(settings, records)
        done = {}
        for step in STEPS.values():
            await drained(settings, [step])
            done[step.name] = time.monotonic() - began
        console = Console()
        console.print(f"broker started in {started:.1f} s (formatting included)")
        columns = ("step", "done after, s", "articles/s up to here", "process", "pool process")
        table = Table(*columns, title=f"{articles:,} articles")
        for step, (own, pool) in _memory(supervisor.pid).items():
            table.add_row(step, f"{done[step]:.1f}", f"{articles / done[step]:.0f}", own, pool)
        console.print(table)


def _memory(supervisor: int) -> dict[str, tuple[str, str]]:
    """Resident memory of each worker and of its pool process, in MB."""
    found = {}
    for worker in psutil.Process(supervisor).children():
        step = worker.cmdline()[worker.cmdline().index("worker") + 1]
        pool = [p for p in worker.children() if "spawn_main" in " ".join(p.cmdline())]
        found[step] = (_mb(worker), ", ".join(map(_mb, pool)) or "none")
    return {step: found[step] for step in STEPS}


def _mb(process: psutil.Process) -> str:
    return f"{process.memory_info().rss / 1e6:.0f} MB"


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
