"""A worker of the toy step, for the tests to start, stop and kill: `python -m tests.stream.toy_worker`."""

import asyncio
import sys
from dataclasses import replace

from workers.pipeline import STEPS
from workers.settings import Settings
from workers.stream.worker import Worker
from workers.telemetry.logs import configure


async def main() -> int:
    """Run until told to stop; the exit code is the worker's."""
    step = replace(STEPS["clean"], builder="tests.stream.toys:build")
    return await Worker(step, Settings(), port=0).run()


if __name__ == "__main__":
    configure("INFO", "text", step="toy")
    sys.exit(asyncio.run(main()))
