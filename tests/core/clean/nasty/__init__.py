"""A corpus of nasty payloads, made by code."""
