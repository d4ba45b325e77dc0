"""Wiredesk: event-driven, streaming news enrichment on Kafka. Start at `pipeline.py`, the map of the flow."""
