"""Feeds over HTTP, polled for ever: asked politely, read in a process of their own, each new item published once."""
