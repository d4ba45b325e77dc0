"""The ingest server: articles that are posted by HTTP, acknowledged when the broker has them."""
