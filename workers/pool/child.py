"""What runs inside a pool process: one core function, built once, and the limits of memory around it."""

import logging
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from schemas.codec import Message
from workers.pipeline import Step
from workers.pool.crossing import messages, pack
from workers.pool.work import Result, run
from workers.service.lifeline import die_with

_cores: list[tuple[Step, Any]] = []
_limits = {"item_bytes": 0}


def start(parent: int, steps: Sequence[Step], item_bytes: int, item_memory: int) -> None:
    """Build the core functions of `steps` in their order; `item_memory` (bytes) may be taken on top of what
    they need. Signals are the parent's business."""
    die_with(parent)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of every page that it finds no text in
    _cores[:] = [(step, step.build()) for step in steps]
    _limits["item_bytes"] = item_bytes
    limit_memory(item_memory)


def ready() -> int:
    """Answer with the process id: the core functions are built."""
    return os.getpid()


def run_items(packed: bytes) -> bytes:
    """Each message (workers.pool.crossing) through the process's core functions, one behind the other, until one of
    them has no output: the packed results."""
    return pack([_chain(message) for message in messages(packed)])


def _chain(message: Message) -> Result:
    (step, core), *behind = _cores
    result = run(step, core, message, _limits["item_bytes"])
    seconds = result.seconds
    for step, core in behind:
        if not result.produced:
            break
        output = result.produced[0]
        message = replace(
            message,
            topic=output.topic,
            key=output.key.encode(),
            value=output.value,
            headers=(("ce_id", output.ce_id.encode()), ("ce_source", f"/wiredesk/{step.name}".encode())),
        )
        result = run(step, core, message, _limits["item_bytes"])
        seconds += result.seconds
    return replace(result, seconds=seconds) if seconds != result.seconds else result


def limit_memory(item_memory: int) -> None:
    """Allow this process the private memory that it has now and `item_memory` bytes. Linux counts it so; others do
    not."""
    if sys.platform == "linux":
        import resource

        with Path("/proc/self/status").open() as status:
            used = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData:"))
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (used + item_memory, hard))
