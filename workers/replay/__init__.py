"""Replay: a backlog through the same steps again, beside the live wire; and redrive: dead letters back to their topic.

Read in this order: `request` (what is asked, and which replay that is), `window` (which records, cut into slices),
`ground` (topics and control records of its own), `copier` (the records into its input topic), `run` (the steps, the
clock, the end), `gauge`, `watch` and `summary` (how far, and what came of it), `shelf` (the replays that there are);
`letters` and `redrive`.
"""
