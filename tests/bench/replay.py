"""How fast a backlog goes through again: `wiredesk replay` over what lies on `news.raw`."""

import asyncio
import subprocess
import sys
from time import monotonic

from schemas.registry import RAW
from tests.bench import throughput
from tests.bench.figures import Figure, Section, Size, ratios
from tests.bench.ground import Ground, StuckError, load
from tests.bench.wire import articles, subscribe
from workers.settings import Settings

HOW = (
    "The same articles as a backlog on news.raw, sent through all steps again by `wiredesk replay`, no live workers "
    "beside it; from the command's start to its end, so that making topics and starting workers count."
)


async def measure(ground: Ground, size: Size) -> Section:
    """Rounds, each into topics of its own."""
    settings = await ground.fresh("again")
    await subscribe(settings)
    await load(settings, RAW, articles(size.articles))
    seconds = []
    for turn in range(size.rounds):
        took = await asyncio.to_thread(_replay, settings, f"again-{turn}.")
        if took is None:
            return Section("Replay", HOW, (Figure("replay", (), "articles/s", note="no `wiredesk replay` here"),))
        seconds.append(took)
    rates = tuple(size.articles / took for took in seconds)
    figures = [Figure("replay, raw to alerts", rates, "articles/s")]
    if (live := ground.facts.get(throughput.TOP_RATE)) is not None:
        figures.append(Figure("replay over the live wire", ratios(rates, [live] * len(rates)), "times"))
    return Section("Replay", HOW, tuple(figures))


def _replay(settings: Settings, into: str) -> float | None:
    """Seconds that a replay of the last hour took; none where there is no such command. Raises StuckError."""
    command = [sys.executable, "-m", "workers", "replay", "--from", "1h", "--into", into, "--json"]
    began = monotonic()
    done = subprocess.run(command, env=settings.environment(), capture_output=True, text=True, check=False)
    if "No such command" in done.stderr:
        return None
    if done.returncode:
        raise StuckError(f"replay: {done.stdout}{done.stderr}")
    return monotonic() - began
