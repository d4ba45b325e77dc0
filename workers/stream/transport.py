"""Faust's transport, made to read committed records only and to leave every commit to our transactions.

Faust commits what was acked, on a timer, on revocation and on stop; that can set a group back behind our own commits.
Its bookkeeping of acks grows until it commits. Both are switched off here. Records travel through Faust in runs, an
event each: one for each record costs more than all else that the shell does for it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.cluster import ClusterMetadata
from aiokafka.coordinator.assignors.abstract import AbstractPartitionAssignor
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.coordinator.protocol import (
    ConsumerProtocolMemberAssignment,
    ConsumerProtocolMemberMetadata,
)
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, Message
from faust.types.tuples import ConsumerMessage

from schemas.envelope import Headers
from workers.settings import Settings

RUN = 100
"""Records of one partition in one event, at most."""
GATHERED = 32 * 2**10
"""Bytes that are worth a fetch: some ten or twenty articles. What comes by ones and twos waits a moment for more,
because a transaction of one record costs as much as one of many."""


def headers(record: ConsumerRecord) -> Headers:
    """The headers of a record, as pairs. Kafka allows a header without a value; it counts as none."""
    return [pair for pair in record.headers if pair[1] is not None]


class SoleAssignor(AbstractPartitionAssignor):  # type: ignore[misc]  # aiokafka is not typed
    """Every partition of every topic to one member, the first by id: a step with memory has a single writer, and a
    second worker of it stands by."""

    name = "wiredesk-sole"
    version = 0

    @classmethod
    def assign(
        cls, cluster: ClusterMetadata, members: Mapping[str, ConsumerProtocolMemberMetadata]
    ) -> dict[str, ConsumerProtocolMemberAssignment]:
        """As the consumer protocol asks: an assignment for each member id."""
        topics = sorted({topic for metadata in members.values() for topic in metadata.subscription})
        everything = [(topic, sorted(cluster.partitions_for_topic(topic) or ())) for topic in topics]
        writer = min(members)
        return {
            member: ConsumerProtocolMemberAssignment(cls.version, everything if member == writer else [], b"")
            for member in members
        }

    @classmethod
    def metadata(cls, topics: Iterable[str]) -> ConsumerProtocolMemberMetadata:
        """What a member tells the group: its topics."""
        return ConsumerProtocolMemberMetadata(cls.version, list(topics), b"")

    @classmethod
    def on_assignment(cls, assignment: ConsumerProtocolMemberAssignment) -> None:
        """Nothing is kept between assignments."""


def transport(app: Any, settings: Settings, *, sole: bool, gather: float) -> driver.Transport:
    """A transport for `app` whose consumer connects as `settings.kafka` says; `sole`: see SoleAssignor. `gather`:
    seconds that the broker waits for GATHERED bytes before it answers a fetch."""
    assignor = SoleAssignor if sole else RoundRobinPartitionAssignor

    class ConsumerThread(driver.AIOKafkaConsumerThread):
        def _create_worker_consumer(self, transport: Any) -> AIOKafkaConsumer:
            milliseconds = int(settings.kafka_session_timeout * 1000)
            return AIOKafkaConsumer(
                **settings.kafka,
                client_id=app.conf.id,
                group_id=app.conf.id,
                partition_assignment_strategy=[assignor],
                isolation_level="read_committed",
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                session_timeout_ms=milliseconds,
                rebalance_timeout_ms=3 * milliseconds,
                heartbeat_interval_ms=milliseconds // 5,
                max_partition_fetch_bytes=4 * 2**20,
                fetch_min_bytes=GATHERED,
                fetch_max_wait_ms=int(gather * 1000),
                max_poll_interval_ms=900_000,
                metadata_max_age_ms=30_000,
            )

        async def getmany(self, *args: Any, **kwargs: Any) -> dict[TP, list[Any]]:
            """What was fetched of each partition, in runs of RUN records at most."""
            found = await super().getmany(*args, **kwargs)
            return {tp: [all_[at : at + RUN] for at in range(0, len(all_), RUN)] for tp, all_ in found.items()}

        def verify_event_path(self, now: float, tp: TP) -> None:
            """Faust looks here for commits of its own, which never come; our lag metric watches instead."""

    class Consumer(driver.Consumer):
        def _to_message(self, tp: TP, record: Any) -> ConsumerMessage:
            """The message of a run of records: they are its value, and its offset is that of the last."""
            last = record[-1]
            return ConsumerMessage(
                tp.topic,
                tp.partition,
                last.offset,
                last.timestamp / 1000,
                last.timestamp_type,
                headers=None,
                key=None,
                value=record,
                checksum=None,
                tp=tp,
                generation_id=self.app.consumer_generation_id,
            )

        def _new_consumer_thread(self) -> driver.AIOKafkaConsumerThread:
            return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

        async def commit(self, *args: Any, **kwargs: Any) -> bool:
            return False

        def ack(self, message: Message) -> bool:
            message.acked = True
            self._unacked_messages.discard(message)
            return True

        async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
            pass

        def verify_event_path(self, now: float, tp: TP) -> None:
            pass

    class Transport(driver.Transport):
        pass

    Transport.Consumer = Consumer
    Consumer.logger = ConsumerThread.logger = driver.logger
    return Transport(app.conf.broker_consumer, app)
