"""Free ports for what tests and benchmarks start."""

import random
import socket


def free_run(count: int) -> int:
    """The first of `count` free ports in a row. Below the range that the kernel gives to outgoing connections: one of
    those could take any of them a moment later."""
    while True:
        first = random.randrange(10_000, 32_000)
        if all(map(_is_free, range(first, first + count))):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
