"""The desk: a read model folded from the published topics, and the page over it that duty editors keep open."""
