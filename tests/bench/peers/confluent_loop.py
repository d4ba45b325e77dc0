"""The no-op step on confluent-kafka (librdkafka), in transactions."""

from change import change, task
from confluent_kafka import Consumer, Producer


def main() -> None:
    """Consume, transform, produce, until killed."""
    bootstrap, source, target, group, batch = task()
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": group,
            "isolation.level": "read_committed",
            "enable.auto.commit": False,
            "enable.auto.offset.store": False,
            "auto.offset.reset": "earliest",
        }
    )
    producer = Producer(
        {
            "bootstrap.servers": bootstrap,
            "transactional.id": group,
            "compression.type": "lz4",
            "queue.buffering.max.messages": 1_000_000,
        }
    )
    producer.init_transactions()
    consumer.subscribe([source])
    while True:
        found = consumer.consume(batch, timeout=0.2)
        if not found:
            continue
        producer.begin_transaction()
        for message in found:
            if message.error():
                raise SystemExit(str(message.error()))
            producer.produce(target, value=change(message.value()), key=message.key(), headers=message.headers())
        producer.poll(0)
        producer.send_offsets_to_transaction(
            consumer.position(consumer.assignment()), consumer.consumer_group_metadata()
        )
        producer.commit_transaction()


main()
