"""The local broker (a real Apache Kafka, one node), and the topics as code."""
