"""What a run ran on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

LIBRARIES = ("faust-streaming", "mode-streaming", "aiokafka", "orjson", "msgspec", "pebble")


def described() -> dict[str, str]:
    """Machine, versions, date and commit, by name."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "commit": _commit(),
        "machine": f"{os.cpu_count()} cores, {_processor()}, {psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "broker": f"Apache Kafka {_kafka()}, one node on the same machine",
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    }


def _commit() -> str:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False).stdout.strip()

    changed = " with changes" if git("status", "--porcelain", "--untracked-files=no", "--", ":!docs/bench.md") else ""
    return (git("rev-parse", "--short=12", "HEAD") or "unknown") + changed


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown processor")


def _kafka() -> str:
    text = Path("workers/broker/jgo.toml").read_text("utf-8")
    return text.split("kafka_2.13:", 1)[1].split('"', 1)[0]
