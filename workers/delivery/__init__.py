"""Alerts to those who asked for them: webhooks and server-sent events.

alerts (the log, its newest part in memory) -> lane (a webhook's own queue and pace) -> channel (how its URL is called).
journal writes each attempt before it is made and each answer after; the ledger is their fold: what is still open.
A channel is one file and a line in `channels`; what may come of a call, and whether it is tried again, is in `outcome`.
"""
