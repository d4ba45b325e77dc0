"""Puts the files of a trained model into a spaCy package: what `spacy.load` opens."""

import shutil
from pathlib import Path

import orjson
import spacy

from training.corpora.sentence import TAGS
from workers.core.tag.entities import FILES, Entities
from workers.core.tag.tokens import Tokens  # noqa: F401  (registers the tokenizer)

TOKENIZER = {"@tokenizers": "wiredesk.Tokens.v1"}
PIPES = ("wiredesk_possessives", "wiredesk_sentences")


def write(tries: Path, folder: Path, version: str) -> None:
    """Make the package of the model in `tries` at `folder`."""
    (tries / "tags.json").write_bytes(orjson.dumps(TAGS))
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": TOKENIZER}})
    for name in PIPES:
        nlp.add_pipe(name)
    entities = nlp.add_pipe("wiredesk_entities")
    assert isinstance(entities, Entities)
    entities.fill({name: (tries / name).read_bytes() for name in FILES})
    nlp.meta |= {
        "name": "wiredesk",
        "version": version,
        "description": "Entities of English news: MiniLM-L6 fine-tuned, int8 ONNX. See MODEL_CARD.md.",
        "author": "Wiredesk",
        "license": "Apache-2.0; data attributed in MODEL_CARD.md",
    }
    if folder.exists():
        shutil.rmtree(folder)
    nlp.to_disk(folder, exclude=["vocab"])
