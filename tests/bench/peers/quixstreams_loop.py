"""The no-op step on quixstreams, its processing guarantee exactly-once."""

from change import change, task
from quixstreams import Application


def main() -> None:
    """Run the application until killed."""
    bootstrap, source, target, group, batch = task()
    app = Application(
        bootstrap,
        consumer_group=group,
        processing_guarantee="exactly-once",
        commit_every=batch,
        commit_interval=0.2,
        auto_offset_reset="earliest",
        auto_create_topics=False,
        use_changelog_topics=False,
        loglevel="WARNING",
        consumer_extra_config={"isolation.level": "read_committed"},
        producer_extra_config={"compression.type": "lz4"},
    )
    frame = app.dataframe(app.topic(source, key_deserializer="bytes", value_deserializer="bytes"))
    frame = frame.apply(change)
    frame.to_topic(app.topic(target, key_serializer="bytes", value_serializer="bytes"))
    app.run()


main()
