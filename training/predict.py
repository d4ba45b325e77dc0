"""Taggers to score: an exported model through the very code that runs it in the wire."""

from collections.abc import Sequence
from pathlib import Path

from training.corpora.sentence import TAGS, Sentence
from training.evaluate import Span
from workers.core.encoder.decode import Decoder
from workers.core.encoder.pieces import Pieces
from workers.core.encoder.run import Encoder


class Exported:
    """An ONNX file as a tagger; sentences are read one by one, as if each were a text of its own."""

    def __init__(self, path: Path, pieces: Pieces) -> None:
        self.encoder, self.decoder = Encoder(path.read_bytes(), pieces), Decoder(TAGS)

    def __call__(self, sentences: Sequence[Sentence]) -> list[list[Span]]:
        """The spans of each sentence."""
        scores = (self.encoder.scores([sentence.words])[0] for sentence in sentences)
        return [[(s.start, s.end, s.label) for s in self.decoder.spans(own)] for own in scores]
