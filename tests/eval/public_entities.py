"""Entities measured on public sets, which the project does not carry: the shipped model alone, and the whole tag step.

    python -m tests.eval.public_entities --data FOLDER

Texts are the sets' words with spaces between, a sentence each. F1 of exact span and label; `spans`: of any label.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import spacy
import typer
from rich.console import Console
from rich.table import Table

from tests.core.tag.reader import tagged
from training.corpora import public
from training.corpora.authored import authored
from training.corpora.sentence import Sentence
from training.evaluate import Predict, Report, Span, evaluate
from training.measured import MEASURED, held
from workers.core.tag.pipeline import PACKAGE

CHANGES: dict[str, Callable[[str], str]] = {
    "no apostrophes": lambda word: word.replace("'", "").replace("’", "") or word,
    "lower": str.lower,
    "upper": str.upper,
}


def on_words(sentence: Sentence, spans: Sequence[tuple[int, int, str]]) -> list[Span]:
    """Character spans in the words joined by spaces, as spans of words; those that cut a word are left out."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for number, word in enumerate(sentence.words):
        starts[at] = number
        at += len(word)
        ends[at] = number + 1
        at += 1
    return [(starts[s], ends[e], label) for s, e, label in spans if s in starts and e in ends]


def model() -> Predict:
    """The shipped model alone."""
    nlp = spacy.load(PACKAGE)

    def predict(sentences: Sequence[Sentence]) -> list[list[Span]]:
        docs = (nlp(" ".join(s.words)) for s in sentences)
        return [
            on_words(s, [(e.start_char, e.end_char, e.label_) for e in doc.ents])
            for s, doc in zip(sentences, docs, strict=True)
        ]

    return predict


def step(sentences: Sequence[Sentence]) -> list[list[Span]]:
    """The whole tag step, without the nouns that stand for names."""
    found = []
    for sentence in sentences:
        mentions = tagged(" ".join(sentence.words)).mentions
        found.append(on_words(sentence, [(m.start, m.end, m.type) for m in mentions if m.rule != "nominal"]))
    return found


def main(data: Annotated[Path, typer.Option(help="The folder with entities/.")]) -> None:
    """Print the table."""
    folder = data / "entities"
    sets = {name: [s for s in read(folder) if s.words and held(s, 10)] for name, read in public.SETS.items()}
    sets["authored"] = [s for s in authored() if s.words and held(s, 10)]
    sets["worldwide"] = list(public.worldwide(folder))
    console = Console()
    taggers: dict[str, Predict] = {"model": model(), "step": step}
    table = Table("set", "tagger", "F1", "spans", "by label", "causes")
    for name, labels in MEASURED.items():
        for called, tagger in taggers.items():
            report = evaluate(sets[name], tagger, labels)
            _row(table, name, called, report)
    for called, change in CHANGES.items():
        changed = [replace(s, words=tuple(change(w) for w in s.words)) for s in sets["worldwide"]]
        _row(table, f"worldwide, {called}", "model", evaluate(changed, taggers["model"], MEASURED["worldwide"]))
        _row(table, f"worldwide, {called}", "step", evaluate(changed, step, MEASURED["worldwide"]))
    console.print(table)


def _row(table: Table, name: str, called: str, report: Report) -> None:
    by = " ".join(f"{label} {score.f1:.3f}" for label, score in report.labels.items())
    causes = ", ".join(f"{cause} {count}" for cause, count in report.causes.most_common())
    table.add_row(name, called, f"{report.total.f1:.3f}", f"{report.spans.f1:.3f}", by, causes)


if __name__ == "__main__":
    typer.run(main)
