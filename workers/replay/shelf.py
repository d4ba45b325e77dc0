"""The replays that there are, and how their topics are cleared away."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError, for_code
from aiokafka.protocol.admin import DescribeGroupsRequest_v2
from aiokafka.protocol.api import Request

from schemas.control import ReplayControl, control_key
from workers.broker.admin import connected
from workers.broker.errors import BrokerError
from workers.connectors import control
from workers.reading.control import held
from workers.replay.errors import ReplayError
from workers.replay.ground import occupied, own_settings, steps_from
from workers.settings import Settings

MEMBERS = 5
"""Where the members are in Kafka's description of a group."""
UNKNOWN_TOPIC = 3
"""Kafka's code for a topic that is not there."""
GONE_SECONDS = 30
POLL_SECONDS = 0.2


def named(name: str, known: Mapping[str, ReplayControl], settings: Settings) -> ReplayControl:
    """The replay that `name` means: its id or its prefix. Raises ReplayError for none, and for the live topics."""
    found = next((record for id_, record in known.items() if name in (id_, record.replay.prefix)), None)
    if settings.prefix in (name, found and found.replay.prefix):
        raise ReplayError(f"{name!r} means the live topics: they are never deleted here.")
    if found is None:
        raise ReplayError(f"No replay has the id or the prefix {name!r}; there are: {', '.join(known) or 'none'}.")
    return found


async def delete(settings: Settings, name: str) -> tuple[ReplayControl, int]:
    """Delete the topics of the replay that `name` means, then its record; gives that and the number of topics.

    The groups' offsets on deleted topics go with them (Kafka sees to it). Raises ReplayError where it runs, BrokerError
    where the broker does not do it.
    """
    record = named(name, await held(settings, ReplayControl), settings)
    replay = record.replay
    groups = [own_settings(settings, replay).group(step.name) for step in steps_from(replay.step)]
    there = await occupied(settings, replay.prefix)
    async with connected(settings.kafka) as admin:
        if members := await _members(admin, groups):
            raise ReplayError(
                f"Replay {replay.id} is running: {members} of its workers are there, or were until seconds ago.\n"
                "End it by Ctrl-C first."
            )
        await _delete(admin, there)
    for _ in range(int(GONE_SECONDS / POLL_SECONDS)):
        if not await occupied(settings, replay.prefix):
            break
        await asyncio.sleep(POLL_SECONDS)
    await control.write(settings, [(control_key(record), None)], datetime.now(UTC))
    return record, len(there)


class _Describe(Request[DescribeGroupsRequest_v2]):  # type: ignore[misc]  # aiokafka is not typed
    """Kafka's DescribeGroups in a version whose answer aiokafka 0.14 can read: its `describe_consumer_groups` asks in
    version 3 and reads the answer as one of version 2, which fails for a group with members."""

    API_KEY = DescribeGroupsRequest_v2.API_KEY

    def __init__(self, groups: Sequence[str]) -> None:
        self._groups = list(groups)

    def build(self, request_struct_class: type[DescribeGroupsRequest_v2]) -> DescribeGroupsRequest_v2:
        """As aiokafka asks for it."""
        return request_struct_class(self._groups)


async def _members(admin: AIOKafkaAdminClient, groups: Sequence[str]) -> int:
    """How many members the groups have."""
    count = 0
    for group in groups:
        try:
            coordinator = await admin.find_coordinator(group)
        except GroupCoordinatorNotAvailableError:  # a new broker, on which no group has ever been
            return 0
        response = await admin._send_request(_Describe([group]), coordinator)
        count += sum(len(found[MEMBERS]) for found in response.groups)
    return count


async def _delete(admin: AIOKafkaAdminClient, names: Sequence[str]) -> None:
    response = await admin.delete_topics(list(names)) if names else None
    for topic, code in response.topic_error_codes if response else ():
        if code not in (0, UNKNOWN_TOPIC):
            raise BrokerError(f"Kafka does not delete {topic}: {for_code(code).__name__}")
