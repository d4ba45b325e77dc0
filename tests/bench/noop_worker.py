"""A worker of the no-op step under a group of its own: `python -m tests.bench.noop_worker GROUP`."""

import asyncio
import sys
from dataclasses import replace

from workers.pipeline import STEPS
from workers.settings import Settings
from workers.stream.worker import Worker
from workers.telemetry.logs import configure


class _Settings(Settings):
    """Settings whose group is the one on the command line: each run reads its input from the beginning."""

    def group(self, step: str) -> str:
        return sys.argv[1]


async def main() -> int:
    """Run until told to stop; the exit code is the worker's."""
    step = replace(STEPS["clean"], builder="tests.bench.noop_step:build")
    return await Worker(step, _Settings(), port=0).run()


if __name__ == "__main__":
    configure("WARNING", "text", step="no-op")
    sys.exit(asyncio.run(main()))
