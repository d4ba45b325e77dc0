"""The no-op step on bare aiokafka, in transactions: the least that this client can do it for."""

import asyncio

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from change import change, task


async def main() -> None:
    """Consume, transform, produce, until killed."""
    bootstrap, source, target, group, batch = task()
    consumer = AIOKafkaConsumer(
        source,
        bootstrap_servers=bootstrap,
        group_id=group,
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=4 * 2**20,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        transactional_id=group,
        compression_type="lz4",
        max_batch_size=2**20,
        max_request_size=32 * 2**20,
    )
    await consumer.start()
    await producer.start()
    while True:
        found = await consumer.getmany(timeout_ms=200, max_records=batch)
        if not found:
            continue
        async with producer.transaction():
            sent = [
                await producer.send(target, value=change(record.value), key=record.key, headers=list(record.headers))
                for records in found.values()
                for record in records
            ]
            offsets = {partition: records[-1].offset + 1 for partition, records in found.items()}
            await asyncio.gather(producer.send_offsets_to_transaction(offsets, group), *sent)


asyncio.run(main())
