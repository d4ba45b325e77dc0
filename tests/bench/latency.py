"""How old an alert is when a webhook's receiver has it: from `news.raw`, at half load, arrivals as they come (Poisson).

Each notice is traced back to the article that made it by the headers that name a record's input.
"""

import asyncio
import random
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise

import orjson
from aiohttp import web
from aiokafka import AIOKafkaProducer

from schemas.registry import ALERTS, CLEAN, ENRICHED, RAW, STORIES, TAGGED
from tests.bench import throughput
from tests.bench.figures import Figure, Goal, Section, Size
from tests.bench.ground import Ground, Record, StuckError, load
from tests.bench.wire import WARM, articles, running, subscribe
from workers.reading.log import Entry, read
from workers.settings import Settings
from workers.stream.supervisor import USES, WORKERS

GOALS = {50: Goal(0.5), 99: Goal(1.0)}
RECEIPT = "raw to the webhook's receipt, p{}"
FLOW = (RAW, CLEAN, TAGGED, ENRICHED, STORIES, ALERTS)
WARM_UP = 0.25
"""The share of the arrivals that come before those that count: steps and broker have just started, and are slower than
they stay."""
QUIET, PATIENCE = 3.0, 60.0
"""The receiver has all when nothing came for so many seconds; or so many after the last arrival, if it never does."""
HOW = (
    "Articles put on news.raw one by one at half of the top rate (raw to alerts), gaps exponential, the first quarter "
    "not counted (the steps have just started); age from the raw record's Kafka timestamp to the receiver's first "
    "sight of the notice. By step: between the Kafka timestamps of input and output (set where the output is sent, its "
    "transaction not yet committed)."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as it stands on its topic: when it was sent (seconds), and the place of its input."""

    sent: float
    cause: tuple[str, int, int] | None


async def measure(ground: Ground, size: Size) -> Section:
    """One run of `size.arrivals` seconds."""
    rate = ground.facts.get(throughput.TOP_RATE)
    if rate is None:
        await throughput.measure(ground, size)
        rate = ground.facts[throughput.TOP_RATE]
    settings = await ground.fresh("age", allow_private=True)
    await subscribe(settings)
    records = articles(WARM + max(10, int(rate / 2 * size.arrivals)))
    counted = WARM + int(WARM_UP * len(records[WARM:]))
    received: dict[str, float] = {}
    async with receiver(received) as url:
        with_webhook = _add(settings, url)
        children = [*WORKERS, *(use for use in USES if use.name == "delivery" and with_webhook)]
        async with running(settings, children) as wire:
            await load(settings, RAW, records[:WARM])
            await wire.through(WARM)
            await _settled(received)
            pick = random.Random(5)
            await _arrive(settings, records[WARM:counted], rate / 2, pick)
            began = time.time()
            await _arrive(settings, records[counted:], rate / 2, pick)
            await wire.through(len(records))
            await _settled(received)
    topics = {topic: await _seen(settings, topic) for topic in FLOW}
    arrivals = Figure("arrivals", (rate / 2,), "articles/s")
    ages = _ages(topics, received, began) if with_webhook else _no_ages()
    return Section("Age of an alert", HOW, (arrivals, *ages, *_steps(topics, began)))


@asynccontextmanager
async def receiver(received: dict[str, float]) -> AsyncIterator[str]:
    """A webhook's receiver on loopback that answers at once; when it first saw each alert goes into `received`."""

    async def take(request: web.Request) -> web.Response:
        alert = orjson.loads(await request.read())["data"]
        received.setdefault(alert["identifier"], time.time())
        return web.Response()

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


def _add(settings: Settings, url: str) -> bool:
    """Have alerts posted to `url`; False where the command is not there yet."""
    command = [sys.executable, "-m", "workers", "webhooks", "add", url]
    done = subprocess.run(command, env=settings.environment(), capture_output=True, text=True, check=False)
    if done.returncode and "No such command" not in done.stderr:
        raise StuckError(f"webhooks add: {done.stdout}{done.stderr}")
    return not done.returncode


async def _arrive(settings: Settings, records: Sequence[Record], rate: float, pick: random.Random) -> None:
    """Send each in its time; a slow broker puts nobody off."""
    producer = AIOKafkaProducer(**settings.kafka)
    await producer.start()
    try:
        due = asyncio.get_running_loop().time()
        sent = []
        for record in records:
            due += pick.expovariate(rate)
            await asyncio.sleep(due - asyncio.get_running_loop().time())
            topic = settings.topic(RAW)
            sent.append(await producer.send(topic, key=record.key, value=record.value, headers=record.headers))
        await asyncio.gather(*sent)
    finally:
        await producer.stop()


async def _settled(received: Mapping[str, float]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.time() - max(received.values(), default=0.0) < QUIET and time.monotonic() < deadline:
        await asyncio.sleep(0.2)


async def _seen(settings: Settings, topic: str) -> dict[tuple[int, int], tuple[Seen, str]]:
    """Each record of `topic` by partition and offset, and what it is called where that is told (an alert)."""
    found = {}
    async for entry in read(settings, [topic]):
        name = orjson.loads(entry.message.value or b"{}").get("identifier", "") if topic == ALERTS else ""
        sent = entry.message.timestamp.timestamp()
        found[entry.place.partition, entry.place.offset] = (Seen(sent, _cause(settings, entry)), name)
    return found


def _cause(settings: Settings, entry: Entry) -> tuple[str, int, int] | None:
    topic, partition, offset = (entry.message.header(f"wd_input_{name}") for name in ("topic", "partition", "offset"))
    if topic is None or partition is None or offset is None:
        return None
    return settings.logical(topic), int(partition), int(offset)


Topics = Mapping[str, Mapping[tuple[int, int], tuple[Seen, str]]]


def _trail(topics: Topics, seen: Seen) -> list[Seen]:
    """The records that led to one, it first, the raw article last."""
    trail = [seen]
    while (cause := trail[-1].cause) is not None and cause[0] in topics:
        trail.append(topics[cause[0]][cause[1:]][0])
    return trail


def _trails(topics: Topics, began: float) -> dict[str, list[Seen]]:
    """The trail of each alert of an article that came from `began` on, by what the alert is called."""
    found = {name: _trail(topics, seen) for seen, name in topics[ALERTS].values()}
    return {name: trail for name, trail in found.items() if len(trail) == len(FLOW) and trail[-1].sent >= began}


def _ages(topics: Topics, received: Mapping[str, float], began: float) -> list[Figure]:
    trails = _trails(topics, began)
    ages = [received[name] - trail[-1].sent for name, trail in trails.items() if name in received]
    note = f"{len(ages):,} of {len(trails):,} notices"
    return [Figure(RECEIPT.format(share), (_share(ages, share),), "s", goal, note) for share, goal in GOALS.items()]


def _no_ages() -> list[Figure]:
    return [
        Figure(RECEIPT.format(share), (), "s", goal, "no `wiredesk delivery` here") for share, goal in GOALS.items()
    ]


def _steps(topics: Topics, began: float) -> list[Figure]:
    trails = list(_trails(topics, began).values())
    figures = []
    for at, (before, after) in enumerate(pairwise(FLOW)):
        spans = [trail[-2 - at].sent - trail[-1 - at].sent for trail in trails]
        name = f"{before} to {after}, p50"
        figures.append(Figure(name, (_share(spans, 50),), "s", note=f"p99 {_share(spans, 99):.3f} s"))
    whole = [trail[0].sent - trail[-1].sent for trail in trails]
    return figures + [Figure(f"{RAW} to {ALERTS}, p{share}", (_share(whole, share),), "s") for share in GOALS]


def _share(values: Sequence[float], share: int) -> float:
    """The percentile `share` of `values`."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]
