"""The shipped model, loaded once for all tests."""

from functools import cache

import orjson

from workers.core.encoder.decode import Decoder
from workers.core.encoder.pieces import Pieces
from workers.core.encoder.run import Encoder
from workers.core.tag.pipeline import PACKAGE

FOLDER = PACKAGE / "wiredesk_entities"


@cache
def pieces() -> Pieces:
    """Its words."""
    return Pieces((FOLDER / "tokenizer.json").read_text("utf-8"), orjson.loads((FOLDER / "classes.json").read_bytes()))


@cache
def encoder() -> Encoder:
    """Its encoder."""
    return Encoder((FOLDER / "model.onnx").read_bytes(), pieces())


@cache
def decoder() -> Decoder:
    """Its labels."""
    return Decoder(tuple(orjson.loads((FOLDER / "tags.json").read_bytes())))
