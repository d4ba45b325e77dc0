"""What the shell costs: our worker with a core that does nothing, beside loops on bare clients and quixstreams."""

import asyncio
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import psutil

from schemas.article import RawArticle
from schemas.registry import CLEAN, RAW
from tests.bench import processes
from tests.bench.figures import Figure, Goal, Section, Size, ratios
from tests.bench.ground import Ground, Progress, Record, StuckError, load, progress
from workers.connectors.door import Outgoing, admit
from workers.connectors.items import Found
from workers.settings import Settings

PEERS = Path(__file__).parent / "peers"
OURS, BARE = "wiredesk", "aiokafka"
WARM = 0.15
"""Share of the records that are done before counting begins: start, join and first fetches are no cost of a record."""
GOAL = Goal(2.5)
SENTENCE = "Ministers of both countries met in the harbour town on Tuesday to talk about the night ferry. "
HOW = (
    "A JSON record of 3 KB decoded, changed, encoded, with nine headers, exactly once: read committed, outputs and "
    "input offsets in one transaction of so many records, lz4, four partitions, orjson everywhere. CPU of the whole "
    "process with its threads (for Wiredesk its pool process too), user and system, a record; the broker's apart. "
    "Contenders take turns, round after round."
)


@dataclass(frozen=True, slots=True)
class Contender:
    """Who runs: `python` is the interpreter that has what it needs; none of ours needs to be in it."""

    name: str
    python: str
    library: str | None = None

    def command(self, settings: Settings, group: str, batch: int) -> list[str]:
        """What starts it."""
        if self.library is None:
            return [self.python, "-m", "tests.bench.noop_worker", group]
        where = [settings.bootstrap, settings.topic(RAW), settings.topic(CLEAN), group, str(batch)]
        return [self.python, str(PEERS / f"{self.library}_loop.py"), *where]

    def version(self) -> str | None:
        """The version of its library; none where it is not installed."""
        if self.library in (None, BARE):
            return version(self.library or OURS)
        name = {"confluent": "confluent-kafka"}.get(str(self.library), self.library)
        ask = f"from importlib.metadata import version; print(version({name!r}))"
        try:
            done = subprocess.run([self.python, "-c", ask], capture_output=True, text=True, check=False)
        except OSError:
            return None
        return done.stdout.strip() or None


@dataclass(frozen=True, slots=True)
class Run:
    """One run: microseconds of CPU a record, the broker's apart, and records a second."""

    cpu: float
    broker: float
    rate: float


async def measure(ground: Ground, size: Size) -> Section:
    """Rounds of all contenders at each batch size."""
    peers = str(ground.peers)
    contenders = [
        Contender(OURS, sys.executable),
        Contender("bare aiokafka", sys.executable, BARE),
        Contender("quixstreams", peers, "quixstreams"),
        Contender("confluent-kafka", peers, "confluent"),
    ]
    versions = {one.name: one.version() for one in contenders}
    settings = await ground.fresh("noop")
    await load(settings, RAW, records(size.records))
    runs: dict[tuple[int, str], list[Run]] = defaultdict(list)
    async with progress(settings) as asked:
        for turn in range(size.noop_rounds):
            for batch in size.batches:
                for one in contenders:
                    if versions[one.name]:
                        group = f"{settings.prefix}{one.name.replace(' ', '-')}.{batch}.{turn}"
                        runs[batch, one.name].append(await _run(ground, settings, asked, one, group, batch, size))
    figures = [
        figure for batch in size.batches for one in contenders for figure in _figures(runs, one.name, batch, versions)
    ]
    return Section("The shell's cost: a step that does nothing", HOW, tuple(figures))


def records(count: int) -> Iterator[Record]:
    """`count` articles of 3 KB as our connectors publish them."""
    now = datetime(2026, 3, 2, tzinfo=UTC)
    for number in range(count):
        uri = f"https://bench.example/2026/03/02/{number}"
        body = (f"{number}. " + SENTENCE * 40)[:2_800]
        article = RawArticle(uri=uri, url=uri, source="Harbour Daily", collected=now, mimetype="text/plain", body=body)
        outgoing = admit(Found(uri, article), now, "/wiredesk/bench")
        assert isinstance(outgoing, Outgoing)
        yield Record(outgoing.key, outgoing.value, outgoing.headers)


async def _run(
    ground: Ground, settings: Settings, asked: Progress, one: Contender, group: str, batch: int, size: Size
) -> Run:
    environment = settings.model_copy(update={"batch_size": batch}).environment()
    log = settings.home / "noop.log"
    with log.open("ab") as out:
        process = subprocess.Popen(one.command(settings, group, batch), env=environment, stdout=out, stderr=out)
    try:
        before = await _look(ground, asked, process, group, int(size.records * WARM))
        after = await _look(ground, asked, process, group, size.records)
    except (StuckError, psutil.Error) as error:
        raise StuckError(f"{one.name}: {error}\n{log.read_text('utf-8', 'replace')[-3_000:]}") from error
    finally:
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, 15)
        except subprocess.TimeoutExpired:
            process.kill()
    count = after.done - before.done
    each = 1e6 / max(1, count)
    return Run(
        (after.cpu - before.cpu) * each, (after.broker - before.broker) * each, count / (after.time - before.time)
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How far a run was at one moment, and what it had cost."""

    done: int
    cpu: float
    broker: float
    time: float


async def _look(ground: Ground, asked: Progress, process: subprocess.Popen[bytes], group: str, count: int) -> _Look:
    done = await asked.reached(group, count, lambda: process.poll() is None)
    return _Look(done, processes.total(process.pid), processes.seconds(ground.broker), time.monotonic())


def _figures(
    runs: dict[tuple[int, str], list[Run]], name: str, batch: int, versions: dict[str, str | None]
) -> Iterator[Figure]:
    label = f"batches of {batch:,}: {name} {versions[name] or ''}".rstrip()
    if not versions[name]:
        yield Figure(label, (), "us CPU a record", note="not installed (`make bench` does)")
        return
    found = runs[batch, name]
    cost = tuple(run.cpu for run in found)
    rate, broker = (median(getattr(run, what) for run in found) for what in ("rate", "broker"))
    yield Figure(label, cost, "us CPU a record", note=f"{rate:,.0f} records/s; the broker {broker:.0f} us a record")
    if name == OURS:
        bare = tuple(run.cpu for run in runs[batch, f"bare {BARE}"])
        times = ratios(cost, bare)
        note = "" if times else "too short to be measured"
        yield Figure(f"batches of {batch:,}: {OURS} over bare {BARE}", times, "times", goal=GOAL, note=note)
