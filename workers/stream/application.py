"""The Faust application of a step: raw topics, one agent; no acks, tables, web server or commits of Faust's own."""

from collections.abc import Awaitable, Callable
from typing import Any

import faust
from faust.app.base import BootStrategy
from faust.types import StreamT

from workers.pipeline import Step
from workers.settings import Settings
from workers.stream.transport import transport

RUNS = 40
"""Runs of records (workers.stream.transport) that wait between Faust's consumer and the agent, at most."""


class NoProducer(BootStrategy):
    """Starts no producer of Faust's: the lanes have theirs."""

    enable_kafka_producer = False


class Application(faust.App):
    """An application that keeps nothing on disk."""

    BootStrategy = NoProducer

    def _create_directories(self) -> None:
        """Faust makes folders for its tables; there are none."""


def application(
    step: Step,
    settings: Settings,
    agent: Callable[[StreamT[bytes]], Awaitable[None]],
    assigned: Callable[..., Awaitable[None]],
    revoked: Callable[..., Awaitable[None]],
) -> Application:
    """The application whose `agent` gets the events of `step`'s input topics; `assigned` and `revoked` are awaited in
    each rebalance, before records of the new assignment come and before the old one is given up."""
    app = Application(
        settings.group(step.name),
        broker=f"kafka://{settings.bootstrap.replace(',', ';kafka://')}",
        broker_session_timeout=settings.kafka_session_timeout,
        topic_allow_declare=False,
        topic_disable_leader=True,
        stream_buffer_maxsize=RUNS,
        web_enabled=False,
    )
    gather = settings.fetch_wait_raw if step.first else settings.fetch_wait
    app.transport = transport(app, settings, sole=step.state is not None, gather=gather)
    raw: dict[str, Any] = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}
    channel = app.topic(*map(settings.topic, step.reads), **raw)
    app.agent(channel, name=step.name, concurrency=1)(agent)
    app.on_partitions_assigned.connect(assigned, weak=False)
    app.on_partitions_revoked.connect(revoked, weak=False)
    return app
