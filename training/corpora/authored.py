"""The news sentences that we wrote, entities marked inline: `[Bola Tinubu|PERSON] met [ECOWAS|ORG] leaders.`"""

import re
from collections.abc import Iterator
from pathlib import Path

import spacy

from training.corpora.sentence import LABELS, Mark, Sentence
from workers.core.tag.tokens import Tokens

FOLDER = Path(__file__).parent.parent / "entities"
INLINE = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)\]")


def parse(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The bare text of a marked line, and its spans as characters `start, end, label`. Raises ValueError for marks
    that are none of ours."""
    text, spans, at = "", [], 0
    for match in INLINE.finditer(line):
        text += line[at : match.start()]
        if match[2] not in LABELS:
            raise ValueError(f"no label {match[2]!r} in {line!r}; there are {', '.join(LABELS)}")
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    text += line[at:]
    if any(sign in text for sign in "[]|"):
        raise ValueError(f"unbalanced marks in {line!r}: a span is written [text|LABEL]")
    return text, spans


def lines() -> Iterator[str]:
    """All marked lines, file by file."""
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("# "):
                yield line.strip()


def authored() -> Iterator[Sentence]:
    """The sentences in words of our tokenizer. A name whose possessive lost its apostrophe ("NATOs") is one word with
    it; of the words of another span that no word ends nothing is learned."""
    tokens = Tokens(spacy.blank("en"))
    for line in lines():
        text, spans = parse(line)
        doc = tokens(text)
        kept = [token for token in doc if not token.is_space]
        starts = {token.idx: at for at, token in enumerate(kept)}
        ends = {token.idx + len(token): at + 1 for at, token in enumerate(kept)}
        marks = []
        for start, end, label in spans:
            if start in starts and end in ends:
                marks.append(Mark(starts[start], ends[end], (label,)))
                continue
            over = [at for at, token in enumerate(kept) if token.idx < end and token.idx + len(token) > start]
            glued = start in starts and text[end : kept[over[-1]].idx + len(kept[over[-1]])] == "s"
            marks.append(Mark(over[0], over[-1] + 1, (label,) if glued else ()))
        yield Sentence(tuple(token.text for token in kept), tuple(marks), (), "authored")
