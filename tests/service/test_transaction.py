"""What a transaction says when another owner of its lane has taken over."""

import asyncio

import pytest
from aiokafka.errors import ProducerFenced

from workers.broker import topics as topics_as_code
from workers.service.transaction import Transactions, Write
from workers.settings import Settings


async def test_who_was_fenced_hears_so_even_where_the_broker_was_quicker_than_the_next_send(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await topics_as_code.apply(settings)
    earlier, later = (Transactions(settings, settings.group("test"), "lane") for _ in range(2))
    write = Write(settings.topic("news.raw"), b"k", b"v", [])
    send = Transactions._send

    async def slowly(self: Transactions, write: Write) -> object:
        sent = await send(self, write)
        while not sent.done():
            await asyncio.sleep(0.01)
        return sent

    await earlier.start()
    await later.start()
    monkeypatch.setattr(Transactions, "_send", slowly)
    try:
        with pytest.raises(ProducerFenced):
            await earlier.commit([write, write])
        await later.commit([write, write])
    finally:
        await earlier.stop()
        await later.stop()
