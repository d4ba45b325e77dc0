"""The encoder as a spaCy component: `wiredesk_entities` reads every sentence once and writes `doc.ents`.

It needs sentence borders (`wiredesk_sentences`) and keeps its files in its own folder of the pipeline's: `model.onnx`,
`tokenizer.json`, `classes.json`, `tags.json`. `Span._.wiredesk_score` of an entity is the mean probability of its
words' tags, 0 to 1. Documents are read one by one: what is read with a document never changes its result.
"""

from collections.abc import Iterable
from pathlib import Path

import orjson
from spacy.language import Language
from spacy.tokens import Doc, Span

from workers.core.encoder.decode import Decoder
from workers.core.encoder.pieces import Pieces
from workers.core.encoder.run import Encoder
from workers.core.tag.sentences import bounds_of

FILES = ("model.onnx", "tokenizer.json", "classes.json", "tags.json")
SCORE = "wiredesk_score"
LEAST = 0.4
"""The score that an entity must have; what is under it is wrong more often than right (development text)."""

if not Span.has_extension(SCORE):
    Span.set_extension(SCORE, default=None)


class Entities:
    """Marks entities; made empty, filled by `from_disk` or `fill`."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._encoder: Encoder | None = None
        self._decoder = Decoder(("O",))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it may give."""
        return tuple(tag[2:] for tag in self._decoder.tags if tag.startswith("B-"))

    @property
    def encoder(self) -> Encoder:
        """The model. Raises ValueError while there is none."""
        if self._encoder is None:
            raise ValueError("wiredesk_entities has no model: load it with its pipeline (spacy.load)")
        return self._encoder

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents`."""
        words = [token.text for token in doc]
        blank = [token.is_space for token in doc]
        places = [[at for at in range(start, end) if not blank[at]] for start, end in bounds_of(doc)]
        scores = self.encoder.scores([[words[at] for at in own] for own in places])
        found = []
        for own, values in zip(places, scores, strict=True):
            for span in self._decoder.spans(values):
                if span.score < LEAST:
                    continue
                entity = Span(doc, own[span.start], own[span.end - 1] + 1, span.label)
                entity._.set(SCORE, span.score)
                found.append(entity)
        doc.ents = found
        return doc

    def fill(self, files: dict[str, bytes]) -> "Entities":
        """Load the model from its files' contents."""
        self._files = files
        classes = orjson.loads(files["classes.json"])
        pieces = Pieces(files["tokenizer.json"].decode(), classes)
        self._encoder = Encoder(files["model.onnx"], pieces)
        self._decoder = Decoder(tuple(orjson.loads(files["tags.json"])))
        return self

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Write the files into the folder `path`."""
        path.mkdir(parents=True, exist_ok=True)
        for name, content in self._files.items():
            (path / name).write_bytes(content)

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> "Entities":
        """Read the files of the folder `path`."""
        return self.fill({name: (path / name).read_bytes() for name in FILES})


@Language.factory("wiredesk_entities", assigns=["doc.ents"], requires=["token.is_sent_start"])
def make(nlp: Language, name: str) -> Entities:
    """The component, for `nlp.add_pipe`."""
    return Entities()
