"""How far the steps are: what of their input is committed, and what is still to come."""

import asyncio
from collections.abc import Iterable
from contextlib import aclosing

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError
from aiokafka.structs import OffsetAndMetadata

from schemas.registry import CLOCK
from workers.pipeline import STEPS, Step
from workers.reading.log import read
from workers.settings import Settings


async def offsets(settings: Settings, group: str) -> dict[TopicPartition, OffsetAndMetadata]:
    """What the group `settings.group(group)` has committed: the next offset of each partition, with the metadata
    beside it."""
    admin = AIOKafkaAdminClient(**settings.kafka, client_id="wiredesk-progress")
    await admin.start()
    try:
        return await offsets_by(admin, settings.group(group))
    finally:
        await admin.close()


async def offsets_by(admin: AIOKafkaAdminClient, group: str) -> dict[TopicPartition, OffsetAndMetadata]:
    """What `group` (its whole name) has committed, asked over a connection that is there."""
    try:
        found = await admin.list_consumer_group_offsets(group)
    except GroupCoordinatorNotAvailableError:  # a new broker, on which no group has ever been
        return {}
    return {partition: meta for partition, meta in found.items() if meta.offset >= 0}


async def committed(settings: Settings, step: Step) -> dict[TopicPartition, int]:
    """The next offset of each input partition for which the step's group has committed one."""
    return {partition: meta.offset for partition, meta in (await offsets(settings, step.name)).items()}


async def behind(settings: Settings, step: Step, *, ticks: bool = False) -> bool:
    """Whether committed records wait on the step's inputs: the clock's ticks, which never end, only with `ticks`."""
    done = {(settings.logical(p.topic), p.partition): offset for p, offset in (await committed(settings, step)).items()}
    topics = [topic for topic in step.reads if ticks or topic != CLOCK]
    async with aclosing(read(settings, topics, start=done)) as records:
        async for _ in records:
            return True
    return False


async def drained(settings: Settings, steps: Iterable[Step] = tuple(STEPS.values()), pause: float = 0.3) -> None:
    """Return when each step has done all that lay before it, in the order of the flow: an output and the offset of its
    input are one transaction, so what is done is also published."""
    for step in steps:
        while await behind(settings, step):
            await asyncio.sleep(pause)
