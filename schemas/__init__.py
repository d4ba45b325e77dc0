"""The records that travel between the steps, their codec and their ids: the contract of every topic."""
