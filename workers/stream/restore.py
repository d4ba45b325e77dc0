"""Restoring a memory: its state topic, from the beginning to the end that it had when the lane was fenced."""

from schemas.codec import decode
from workers.core.outcome import Memory
from workers.reading.log import read
from workers.settings import Settings


async def fold(memory: Memory, topic: str, settings: Settings) -> int:
    """Fold each record of the state `topic` (without prefix) into `memory`; gives their number."""
    count = 0
    async for entry in read(settings, [topic]):
        memory.fold(entry.key, None if entry.message.value is None else decode(entry.message))
        count += 1
    return count
