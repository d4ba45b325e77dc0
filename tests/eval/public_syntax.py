"""Tokens and sentence borders measured on UD English EWT, which the project does not carry.

    python -m tests.eval.public_syntax --data FOLDER

A text is a paragraph: its sentences joined as the treebank says (SpaceAfter). F1 of exact character spans, as UD's own
evaluation counts; multi-word tokens ("don't") count as their words where the treebank says how they are written.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import spacy
import typer
from rich.console import Console
from rich.table import Table

from workers.core.tag.pipeline import PACKAGE
from workers.core.tag.sentences import bounds_of

Spans = set[tuple[int, int]]


def paragraphs(path: Path) -> Iterator[tuple[str, Spans, Spans]]:
    """For each paragraph its text, its words and its sentences as character spans."""
    text, words, sentences = "", set(), set()
    start = 0
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("# newpar", "# newdoc")) and text:
            yield text.rstrip(), words, sentences
            text, words, sentences, start = "", set(), set(), 0
        elif line.startswith("# text = "):
            start, own = len(text), line.removeprefix("# text = ")
            text += own + " "
            sentences.add((start, start + len(own)))
            at, until = start, 0
        elif line[:1].isdigit():
            cells = line.split("\t")
            if "-" in cells[0]:
                until = int(cells[0].split("-")[1])
                at = text.index(cells[1], at)
                edge = at + len(cells[1])
                continue
            if "." in cells[0]:
                continue
            number = int(cells[0])
            if number <= until and not text.startswith(cells[1], at):
                continue  # a word that is not written so ("ai" of "ain't")
            at = text.index(cells[1], at, edge if number <= until else len(text))
            words.add((at, at + len(cells[1])))
            at += len(cells[1])
    if text:
        yield text.rstrip(), words, sentences


def f1(right: int, found: int, truth: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / max(1, found + truth)


def main(data: Annotated[Path, typer.Option(help="The folder with syntax/.")]) -> None:
    """Print the table."""
    nlp = spacy.load(PACKAGE, exclude=["wiredesk_entities"])
    counts = {"words": [0, 0, 0], "sentences": [0, 0, 0]}
    for text, words, sentences in paragraphs(data / "syntax" / "ewt_dev.conllu"):
        doc = nlp(text)
        found = {(t.idx, t.idx + len(t)) for t in doc if not t.is_space}
        parts = {(doc[s].idx, doc[e - 1].idx + len(doc[e - 1])) for s, e in bounds_of(doc)}
        for name, ours, theirs in (("words", found, words), ("sentences", parts, sentences)):
            for at, value in enumerate((len(ours & theirs), len(ours), len(theirs))):
                counts[name][at] += value
    table = Table("EWT development part", "F1", "precision", "recall")
    for name, (right, ours, theirs) in counts.items():
        table.add_row(name, *(f"{value:.4f}" for value in (f1(right, ours, theirs), right / ours, right / theirs)))
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
