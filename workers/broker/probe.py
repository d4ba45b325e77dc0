"""Does a broker answer? Asked with a real metadata request."""

import asyncio
import socket
from dataclasses import dataclass
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a broker says of its cluster. `topics` leaves out Kafka's own."""

    cluster_id: str
    brokers: tuple[str, ...]
    topics: int


async def cluster(arguments: dict[str, Any]) -> Cluster:
    """Ask with aiokafka's connection `arguments`. Raises KafkaError or OSError where nothing answers."""
    admin = AIOKafkaAdminClient(**arguments)
    try:
        await admin.start()
        about = await admin.describe_cluster()
        topics = await admin.list_topics()
    finally:
        await admin.close()
    brokers = tuple(f"{broker['host']}:{broker['port']}" for broker in about["brokers"])
    return Cluster(about["cluster_id"], brokers, sum(not name.startswith("__") for name in topics))


def answers(bootstrap: str, cluster_id: str) -> bool:
    """Whether the cluster of that id, and not a stranger on its port, answers at `host:port`. Must not be called on a
    running event loop."""
    host, _, port = bootstrap.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()  # aiokafka logs each failed connection
        found = asyncio.run(cluster({"bootstrap_servers": bootstrap}))
    except (OSError, KafkaError):
        return False
    return found.cluster_id == cluster_id and bool(found.brokers)
