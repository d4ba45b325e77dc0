"""How messages and results cross to a pool process and back: as MessagePack, which costs a fifth of pickling them."""

from collections.abc import Sequence

import msgspec

from schemas.codec import Message
from workers.pool.work import Result

_encoder = msgspec.msgpack.Encoder()
_messages = msgspec.msgpack.Decoder(list[Message])
_results = msgspec.msgpack.Decoder(list[Result])


def pack(items: Sequence[Message] | Sequence[Result]) -> bytes:
    """`items` as bytes."""
    return _encoder.encode(items)


def messages(packed: bytes) -> list[Message]:
    """What `pack` made of messages."""
    return _messages.decode(packed)


def results(packed: bytes) -> list[Result]:
    """What `pack` made of results."""
    return _results.decode(packed)
