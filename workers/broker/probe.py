"""Does a broker answer? Asked with a real metadata request."""

import asyncio
import socket
from dataclasses import dataclass
from typing import Any

from workers.broker.admin import connected
from workers.broker.errors import BrokerError


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a broker says of its cluster. `topics` leaves out Kafka's own."""

    cluster_id: str
    brokers: tuple[str, ...]
    topics: int


async def cluster(arguments: dict[str, Any]) -> Cluster:
    """Ask with aiokafka's connection `arguments`. Raises BrokerError where nothing answers."""
    async with connected(arguments) as admin:
        about = await admin.describe_cluster()
        topics = await admin.list_topics()
    brokers = tuple(f"{broker['host']}:{broker['port']}" for broker in about["brokers"])
    return Cluster(about["cluster_id"], brokers, sum(not name.startswith("__") for name in topics))


def answers(bootstrap: str, cluster_id: str) -> bool:
    """Whether the cluster of that id, and not a stranger on its port, answers at `host:port`. Must not be called on a
    running event loop."""
    host, _, port = bootstrap.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()  # aiokafka logs each failed connection
        found = asyncio.run(cluster({"bootstrap_servers": bootstrap}))
    except (OSError, BrokerError):
        return False
    return found.cluster_id == cluster_id and bool(found.brokers)
