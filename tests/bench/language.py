"""What the tag step costs: words a second of the whole step, of its encoder alone, and of a spaCy CNN pipeline."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

import msgspec
import spacy
from spacy.language import Language

from schemas.article import CleanArticle, RawArticle
from schemas.base import Span
from tests.bench.figures import Figure, Goal, Section, Size, ratios
from tests.bench.ground import Ground
from tests.integration.corpus import corpus
from workers.core.clean import build as cleaning
from workers.core.outcome import Ok
from workers.core.tag import build
from workers.core.tag.entities import Entities
from workers.core.tag.sentences import bounds_of

HOW = (
    "The bodies of generated articles, four to an article so that it is about 460 words long, one "
    "process, one thread. `step`: tokens, sentences, encoder, labels, join, who it is, quotes. `encoder`: the int8 "
    "model over the same sentences, cut already. `spaCy CNN`: a pipeline of en_core_web_sm's shape (shared tok2vec of "
    "width 96, tagger, parser, NER) with random weights: what it costs, not what it knows. "
    "The three take turns, round after round. Start: a fresh interpreter until the step is built, and its memory then."
)
JOINED = 4
COLLECTED = datetime(2026, 3, 3, 12, tzinfo=UTC)
CONFIG = {
    "model": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    }
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "DATE", "MONEY", "CARDINAL")
START = """
import time, sys; began = time.perf_counter()
import psutil
from workers.core.tag import build
step = build()
from tests.bench.language import warmed
warmed(step)
print(time.perf_counter() - began, psutil.Process().memory_info().rss / 2**20)
"""


def cnn() -> Language:
    """A spaCy pipeline of the shape of en_core_web_sm, untrained."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config=CONFIG)
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}})
    for at in range(50):
        tagger.add_label(f"T{at}")  # type: ignore[attr-defined]
    for name, state, labels in (("parser", "parser", ("nsubj", "dobj", "prep", "det")), ("ner", "ner", LABELS)):
        model = {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": state,
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": LISTENER,
        }
        pipe = nlp.add_pipe(name, config={"model": model})
        for label in labels:
            pipe.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    return nlp


def articles(count: int) -> list[CleanArticle]:
    """Clean articles of about 460 words."""
    clean, bodies = cleaning(), []
    for raw in corpus(count * JOINED, poison=0):
        outcome = clean(msgspec.json.decode(raw.value, type=RawArticle))
        if isinstance(outcome, Ok):
            bodies.append(outcome.outputs[0].record)
    found = []
    for at in range(0, len(bodies) - JOINED + 1, JOINED):
        body = "\n\n".join(record.body_text for record in bodies[at : at + JOINED])
        found.append(_article(f"urn:bench:{at}", body))
    return found


def _article(uri: str, body: str) -> CleanArticle:
    whole = (Span(start=0, end=len(body)),)
    return CleanArticle(uri=uri, collected=COLLECTED, format="text", language="en", body_text=body, paragraphs=whole)


def warmed(step: Callable[[CleanArticle], object]) -> None:
    """Read one short article."""
    step(_article("urn:warm", "Kenya met Ghana."))


async def measure(ground: Ground, size: Size) -> Section:
    """Take the figures; the broker is not used."""
    return await asyncio.to_thread(_measure, size)


def _measure(size: Size) -> Section:
    read = articles(max(10, size.articles // 12))
    step, peer = build(), cnn()
    words = sum(len(article.body_text.split()) for article in read)
    entities = step.nlp.get_pipe("wiredesk_entities")  # type: ignore[attr-defined]
    assert isinstance(entities, Entities)
    cut = [_sentences(step.nlp, article.body_text) for article in read]  # type: ignore[attr-defined]
    runs: dict[str, Callable[[], None]] = {
        "step": partial(_each, step, read),
        "encoder": partial(_each, entities.encoder.scores, cut),
        "spaCy CNN": partial(_each, peer, [article.body_text for article in read]),
    }
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(size.rounds + 1):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            if number:  # the first round warms up
                rates[name].append(words / (time.perf_counter() - began))
    starts = [_start() for _ in range(size.rounds)]
    figures = [Figure(name, tuple(values), "words/s") for name, values in rates.items()]
    over_peer, over_encoder = (ratios(rates["step"], rates[name]) for name in ("spaCy CNN", "encoder"))
    figures += [
        Figure("step over spaCy CNN", over_peer, "times", Goal(1.0, least=True)),
        Figure("step over encoder", over_encoder, "times", Goal(0.8, least=True)),
        Figure("start to ready", tuple(seconds for seconds, _ in starts), "s", Goal(3.0)),
        Figure("memory, ready", tuple(memory for _, memory in starts), "MiB", Goal(400.0)),
    ]
    return Section("The tag step on one core", HOW, tuple(figures))


def _each(work: Callable[[object], object], items: Sequence[object]) -> None:
    for item in items:
        work(item)


def _sentences(nlp: Language, text: str) -> list[list[str]]:
    doc = nlp.make_doc(text)
    for name in ("wiredesk_possessives", "wiredesk_sentences"):
        doc = nlp.get_pipe(name)(doc)
    return [[token.text for token in doc[start:end] if not token.is_space] for start, end in bounds_of(doc)]


def _start() -> tuple[float, float]:
    """Seconds and MiB of a fresh process that builds the step and reads one sentence."""
    out = subprocess.run([sys.executable, "-c", START], check=True, capture_output=True, text=True).stdout.split()
    return float(out[0]), float(out[1])
