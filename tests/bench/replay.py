"""How fast a backlog goes through again: `wiredesk replay` over what lies on `news.raw`."""

import asyncio
import subprocess
import sys
from time import monotonic

from schemas.registry import ALERTS, CLEAN, RAW, STORIES
from tests.bench import throughput
from tests.bench.figures import Figure, Section, Size, ratios
from tests.bench.ground import Ground, StuckError, load
from tests.bench.wire import articles, subscribe
from workers.reading.log import read
from workers.settings import Settings

HOW = (
    "The same articles as a backlog on news.raw, sent through all steps again by `wiredesk replay`, no live workers "
    "beside it. The whole command makes topics, starts workers, and sums up at the end; records flow from the first "
    "on news.clean to the last story or alert."
)


async def measure(ground: Ground, size: Size) -> Section:
    """Rounds, each into topics of its own."""
    settings = await ground.fresh("again")
    await subscribe(settings)
    await load(settings, RAW, articles(size.articles))
    whole, flowing = [], []
    for turn in range(size.rounds):
        into = f"again-{turn}."
        took = await asyncio.to_thread(_replay, settings, into)
        if took is None:
            return Section("Replay", HOW, (Figure("replay", (), "articles/s", note="no `wiredesk replay` here"),))
        whole.append(size.articles / took)
        flowing.append(size.articles / await _flow(settings.model_copy(update={"prefix": into})))
    figures = [
        Figure("replay, the whole command", tuple(whole), "articles/s"),
        Figure("replay, while records flow", tuple(flowing), "articles/s"),
    ]
    if (live := ground.facts.get(throughput.TOP_RATE)) is not None:
        over = ratios(flowing, [live] * len(flowing))
        figures.append(Figure("replay, while records flow, over the live wire", over, "times"))
    return Section("Replay", HOW, tuple(figures))


async def _flow(settings: Settings) -> float:
    """Seconds from the first to the last record that its workers wrote."""
    times = [entry.message.timestamp async for entry in read(settings, [CLEAN, STORIES, ALERTS])]
    return (max(times) - min(times)).total_seconds()


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
