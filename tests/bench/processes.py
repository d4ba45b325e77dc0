"""CPU time and memory of the processes of a wire, by what they are."""

from collections.abc import Mapping
from dataclasses import dataclass

import psutil

Times = Mapping[str, float]
"""CPU seconds (user and system, all threads) by process."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes that a process has in memory, and those that it alone has."""

    resident: int
    unique: int


def family(pid: int) -> dict[str, psutil.Process]:
    """The processes of a supervisor's wire by name: `clean` (event loop) and `clean pool` (core)."""
    found = {}
    for process in psutil.Process(pid).children():
        command = process.cmdline()
        if "workers" in command:
            after = command[command.index("workers") + 1 :]
            name = after[1] if after[0] == "worker" else after[0]
            found[name] = process
            found |= {f"{name} pool": child for child in pool(process.pid)}
    return found


def pool(pid: int) -> list[psutil.Process]:
    """The processes of a process's pool."""
    return [child for child in psutil.Process(pid).children() if "spawn_main" in " ".join(child.cmdline())]


def total(pid: int) -> float:
    """CPU seconds of a process and all below it."""
    top = psutil.Process(pid)
    return sum(map(seconds, [top, *top.children(recursive=True)]))


def seconds(process: psutil.Process) -> float:
    """CPU seconds of one process so far."""
    spent = process.cpu_times()
    return spent.user + spent.system


def times(processes: Mapping[str, psutil.Process]) -> dict[str, float]:
    """CPU seconds of each so far."""
    return {name: seconds(process) for name, process in processes.items()}


def spent(before: Times, after: Times) -> dict[str, float]:
    """CPU seconds between two looks; a process that came in between is counted from its start."""
    return {name: after[name] - before.get(name, 0.0) for name in after}


def memory(processes: Mapping[str, psutil.Process]) -> dict[str, Memory]:
    """Memory of each now."""
    found = {}
    for name, process in processes.items():
        full = process.memory_full_info()
        found[name] = Memory(full.rss, full.uss)
    return found
