"""The steps as pure functions: record in, outcome out. No clock, no environment, no sockets, no Kafka."""
