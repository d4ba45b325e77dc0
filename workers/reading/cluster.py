"""Does the cluster answer, does it have the topics, and what is to be done if not."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError, KafkaError, for_code

from workers.reading.refusal import refusal
from workers.settings import Settings


class ClusterError(Exception):
    """The cluster can't be used as asked; the text says what to do."""


class NoBrokerError(ClusterError):
    """Nothing answers where the broker should be, or it does not let us in."""


class TopicMissingError(ClusterError):
    """The cluster lacks topics that the wire needs."""


@asynccontextmanager
async def answered(settings: Settings) -> AsyncIterator[None]:
    """Turns a connection that can't be had within the block into NoBrokerError."""
    try:
        yield
    except (KafkaConnectionError, OSError) as error:
        where = "the cluster of WIREDESK_KAFKA_BOOTSTRAP" if settings.kafka_bootstrap else "the local broker"
        nobody = (
            f"No Kafka broker answers at {settings.bootstrap} ({where}).\n"
            "Start the local one with `wiredesk broker start`, or name yours in WIREDESK_KAFKA_BOOTSTRAP=host:port."
        )
        raise NoBrokerError(await refusal(settings.kafka) or nobody) from error


async def partitions(settings: Settings, topics: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The partitions of each of `topics` (names without the prefix), sorted.

    Raises NoBrokerError where nothing answers, TopicMissingError where one of them is not there, KafkaError for what
    the cluster refuses (authorisation).
    """
    wanted = {settings.topic(name): name for name in topics}
    admin = AIOKafkaAdminClient(**settings.kafka, client_id="wiredesk-cli")
    async with answered(settings):
        try:
            await admin.start()
            described = await admin.describe_topics(list(wanted))
        finally:
            await admin.close()
    found: dict[str, tuple[int, ...]] = {}
    missing = []
    for topic in described:
        error = for_code(topic["error_code"])
        if error.errno == 3:  # UNKNOWN_TOPIC_OR_PARTITION
            missing.append(topic["topic"])
        elif issubclass(error, KafkaError) and error.errno:
            raise error(topic["topic"])
        else:
            found[wanted[topic["topic"]]] = tuple(sorted(p["partition"] for p in topic["partitions"]))
    if missing:
        raise TopicMissingError(
            f"The broker at {settings.bootstrap} has no topic {', '.join(sorted(missing))}.\n"
            "Make the wire's topics with `wiredesk topics apply` (WIREDESK_PREFIX names a set of its own)."
        )
    return found


async def cluster_id(settings: Settings) -> str:
    """The id that the cluster was made with: another one is another cluster, whatever its address. Raises
    NoBrokerError."""
    admin = AIOKafkaAdminClient(**settings.kafka, client_id="wiredesk-cluster")
    async with answered(settings):
        try:
            await admin.start()
            found = await admin.describe_cluster()
        finally:
            await admin.close()
    return str(found["cluster_id"])
