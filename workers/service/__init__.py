"""What every long-running process shares: how it ends, that it never outlives its parent, how it writes as one, and
which addresses it may call."""
