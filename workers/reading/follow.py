"""A topic of one partition as something that is kept up with: folded to its end, then followed for ever."""

from collections.abc import Callable
from contextlib import aclosing

from workers.reading.log import Entry, Start, read
from workers.settings import Settings


async def follow(
    settings: Settings,
    topic: str,
    take: Callable[[Entry], None],
    caught_up: Callable[[], None],
    start: Start = "beginning",
) -> None:
    """Hand each committed record of `topic` (partition 0) to `take`, in order, none twice, until cancelled; call
    `caught_up` once, when those that were there at the call are through. Raises as workers.reading.log.read."""
    async with aclosing(read(settings, {topic: [0]}, start=start)) as entries:
        async for entry in entries:
            take(entry)
            start = {(topic, 0): entry.place.offset + 1}
    caught_up()
    async with aclosing(read(settings, {topic: [0]}, start=start, follow=True)) as entries:
        async for entry in entries:
            take(entry)
