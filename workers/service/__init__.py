"""What every long-running process shares: how it ends, how it is told to, and that it never outlives its parent."""
