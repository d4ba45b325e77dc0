"""The commands, a module each: they read options, call a room, print for people. Heavy imports happen when run."""
