"""The no-op step as peers do it: bare clients and another stream library, with the guarantee that ours gives.

Each file runs by itself in whatever environment has its library, so none of them imports Wiredesk:
`python FILE BOOTSTRAP SOURCE TARGET GROUP BATCH`. It reads SOURCE committed, changes each record, writes it to TARGET,
headers passed on, BATCH records and their offsets in one transaction, lz4 on the wire, until it is killed.
"""
