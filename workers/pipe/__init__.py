"""The wire as a filter: the same core functions over the same pool, without Kafka, for trying, scripting, measuring."""
