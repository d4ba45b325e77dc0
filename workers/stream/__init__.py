"""The stream: bytes in, core, `Ok | Drop | Reject`, and one Kafka transaction for what comes of it: exactly once.

Read in this order: `worker` (one process, one step), `lane` (one input partition), `transaction` (what is written
together), `deadletter`, `transport` (how Faust is made to read committed records and never to commit), `supervisor`.
"""
