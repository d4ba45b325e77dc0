"""The demo's wire: a broker of its own, all steps, the desk page, the samples published; up as long as the block
lasts."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from workers.broker import topics
from workers.broker.local import LocalBroker
from workers.connectors import control
from workers.connectors.feeder import feed
from workers.connectors.paths import Reading
from workers.connectors.publisher import Tally, publish
from workers.core.alert.subscriptions import parse
from workers.pipeline import PROCESSES
from workers.settings import Settings
from workers.stream.supervisor import WORKERS, Child, Supervisor
from workers.telemetry.logs import configure

SAMPLES = Path(str(files("workers.demo") / "samples"))
SUBSCRIPTIONS = Path(str(files("workers.demo") / "subscriptions.yaml"))
COLLECTED = datetime(2026, 3, 8, 18, tzinfo=UTC)
"""When the bundled files were collected: the end of the week that they tell of."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Running:
    """The settings that reach the wire, and the address of its desk page."""

    settings: Settings
    page: str


@asynccontextmanager
async def wire(settings: Settings, say: Say) -> AsyncIterator[Running]:
    """A running wire with topics and subscriptions made. Everything that was started is stopped at the end. What was
    there from an earlier demo is deleted."""
    broker = None
    port = _port(settings)
    # On a cluster of one's own the demo has topics of its own; what runs beside it keeps its ports and the desk's file.
    own = f"{settings.prefix}demo-{datetime.now(UTC):%Y%m%d%H%M%S}." if settings.kafka_bootstrap else settings.prefix
    settings = settings.model_copy(update={"http_port": 0, "prefix": own, "home": settings.home / "demo"})
    if settings.kafka_bootstrap is None:
        broker = LocalBroker(settings.home, settings, say=say)
        await asyncio.to_thread(broker.reset)
        say(f"Apache Kafka is listening on {await asyncio.to_thread(broker.start)}")
    try:
        await topics.apply(settings)
        changes = control.plan({}, parse(SUBSCRIPTIONS.read_text("utf-8")), prune=False)
        await control.say(settings, changes, datetime.now(UTC))
        say(f"{len(changes)} subscriptions are on the control topic")
        desk = Child("desk", ("desk",), port)
        async with _processes([*WORKERS, desk], settings, say):
            yield Running(settings, f"http://127.0.0.1:{port}")
    finally:
        if broker is not None:
            await asyncio.to_thread(broker.stop)


@asynccontextmanager
async def _processes(children: Sequence[Child], settings: Settings, say: Say) -> AsyncIterator[None]:
    logs = settings.home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with (logs / "workers.log").open("wb") as output, (logs / "supervisor.log").open("w") as own:
        configure(settings.log_level, "text", own, step="supervisor")
        supervisor = Supervisor(children, settings, output)
        running = asyncio.create_task(supervisor.run())
        names = ", ".join(child.name for child in children)
        say(f"{len(children)} processes are starting: {names} (their log: {logs / 'workers.log'})")
        try:
            yield
        finally:
            supervisor.stop()
            await running


def _port(settings: Settings) -> int:
    """The desk's usual port where it is free, so that its page keeps its address; else any."""
    usual = settings.port(PROCESSES.index("desk"))
    for port in (usual, 0):
        with socket.socket() as probe:
            try:
                probe.bind((settings.http_host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(f"no port of {settings.http_host} is free")


async def publish_samples(settings: Settings, stamp: datetime = COLLECTED) -> Tally:
    """Put the bundled samples on `news.raw`, in the order of their names."""
    tally = Tally()
    reading = Reading([str(SAMPLES)], lambda: stamp)
    await publish(settings, feed(reading), tally, now=lambda: datetime.now(UTC))
    return tally
