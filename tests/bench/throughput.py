"""Articles a second through the whole wire beside the same core functions in a plain loop; where the CPU goes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import monotonic

from tests.bench import plain, processes
from tests.bench.figures import Figure, Goal, Section, Size, ratios
from tests.bench.ground import Ground, Record, load
from tests.bench.wire import WARM, articles, running, subscribe
from workers.pipeline import STEPS
from workers.stream.supervisor import WORKERS

GOAL = Goal(0.9, least=True)
TOP_RATE = "articles/s, raw to alerts"
STEPS_OF = {"raw to enriched": 3, "raw to alerts": 5}
"""How many of the steps take part; the others do not run."""
HOW = (
    "Generated articles of about 115 words, default settings, a backlog put on news.raw at once; steps as processes "
    "on a real broker, one process in each pool. Beside it the same core functions in a plain loop, no Kafka, as many "
    "core processes (3 and 5). Wire and loop take turns. CPU in milliseconds an article; link and alert run their "
    "core in the process of their event loop."
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a wire: articles a second, milliseconds of CPU an article by process, memory at the end, and records
    in a transaction by step."""

    rate: float
    cpu: dict[str, float]
    memory: dict[str, processes.Memory]
    batches: dict[str, float]


async def measure(ground: Ground, size: Size) -> Section:
    """Rounds of each span."""
    records = articles(WARM + size.articles)
    figures: list[Figure] = []
    for span in size.spans:
        count = STEPS_OF[span]
        wires: list[Run] = []
        loops: list[plain.Run] = []
        for turn in range(size.rounds):
            wires.append(await _wire(ground, f"wire-{count}-{turn}", records, count))
            pool = ground.settings.model_copy(update={"pool_size": min(count, 4)})
            loops.append(await plain.loop(pool, list(STEPS.values())[:count], records, WARM))
        figures += _rates(span, wires, loops)
        figures += _costs(span, wires, loops, size)
        if count == len(STEPS):
            figures += _memory(wires[-1])
            ground.facts[TOP_RATE] = median(run.rate for run in wires)
    return Section("Through the whole wire", HOW, tuple(figures))


async def _wire(ground: Ground, name: str, records: Sequence[Record], count: int) -> Run:
    settings = await ground.fresh(name)
    await subscribe(settings)
    async with running(settings, WORKERS[:count]) as wire:
        await load(settings, "news.raw", records[:WARM])
        await wire.through(WARM)
        watched = {**wire.processes, "broker": ground.broker}
        before, began = processes.times(watched), monotonic()
        await load(settings, "news.raw", records[WARM:])
        await wire.through(len(records))
        seconds = monotonic() - began
        each = 1_000 / len(records[WARM:])
        cpu = {what: spent * each for what, spent in processes.spent(before, processes.times(watched)).items()}
        return Run(len(records[WARM:]) / seconds, cpu, processes.memory(watched), await wire.batches())


def _rates(span: str, wires: list[Run], loops: list[plain.Run]) -> list[Figure]:
    through, looped = tuple(run.rate for run in wires), tuple(run.rate for run in loops)
    return [
        Figure(f"{span}: wire", through, "articles/s"),
        Figure(f"{span}: plain loop", looped, "articles/s"),
        Figure(f"{span}: wire over plain loop", ratios(through, looped), "times", goal=GOAL),
    ]


def _costs(span: str, wires: list[Run], loops: list[plain.Run], size: Size) -> list[Figure]:
    groups: dict[str, list[float]] = defaultdict(list)
    for run in wires:
        for group, names in _groups(run.cpu).items():
            groups[group].append(sum(run.cpu[name] for name in names))
    batches = ", ".join(f"{name} {mean:.0f}" for name, mean in wires[-1].batches.items())
    notes = {"broker": f"records in a transaction: {batches}"}
    figures = [
        Figure(f"{span}: CPU, {group}", tuple(values), "ms an article", note=notes.get(group, ""))
        for group, values in groups.items()
    ]
    each = 1_000 / size.articles
    alone = [(run.pool + run.loop) * each for run in loops]
    return [
        *figures,
        Figure(f"{span}: CPU, plain loop over wire", ratios(alone, [sum(run.cpu.values()) for run in wires]), "times"),
        Figure(f"{span}: CPU, plain loop's pool", tuple(run.pool * each for run in loops), "ms an article"),
        Figure(f"{span}: CPU, plain loop itself", tuple(run.loop * each for run in loops), "ms an article"),
    ]


def _groups(names: dict[str, float]) -> dict[str, list[str]]:
    """Processes by what they are for."""
    pools = [name for name in names if name.endswith(" pool")]
    loops = [name.removesuffix(" pool") for name in pools]
    rest = [name for name in names if name not in pools and name not in loops and name != "broker"]
    found = {"cores in the pools": pools, "event loops before the pools": loops}
    return found | {f"{name} (loop and core)": [name] for name in rest} | {"broker": ["broker"]}


def _memory(run: Run) -> list[Figure]:
    return [
        Figure(f"memory, {name}", (used.resident / 1e6,), "MB resident", note=f"{used.unique / 1e6:.0f} MB of its own")
        for name, used in run.memory.items()
    ]
