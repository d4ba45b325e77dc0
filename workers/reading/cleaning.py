"""Both sides of a cleaning as one text, in the source's order: what was kept, changed, restored and removed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from schemas.article import CleanArticle
from workers.core.clean.account import UNSEEN
from workers.core.clean.formats import MARKUP

Kind = Literal["kept", "changed", "restored", "removed", "unlisted"]
_TAGS = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n\s*")
_ORDER = {"insert": 0, "removed": 1, "copy": 2, "decode": 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source as it came out. `changed`: other characters for the same text; `restored`: characters
    that the source lacks; `removed`: by `rule`; `unlisted`: what neither map nor list has. Tags are left out."""

    kind: Kind
    text: str
    rule: str | None = None


def pieces(source: str, article: CleanArticle) -> list[Piece]:
    """`source` (the decoded source text) as `article` accounts for it; of markup without tags, scripts and styles. An
    account that does not fit the text (of another revision) gives what there is of it."""
    marks = [("removed", r.start, r.end, r.rule) for r in article.removed]
    marks += [(s.kind, s.source_start, s.source_end, article.body_text[s.start : s.end]) for s in article.offset_map]
    marks.sort(key=lambda mark: (mark[1], _ORDER[mark[0]], mark[2]))
    return list(_joined(_walk(source, marks, article.format in MARKUP)))


def _walk(source: str, marks: list[tuple[str, int, int, str]], markup: bool) -> Iterator[Piece]:
    at = 0
    for kind, start, end, what in marks:
        if start > at:
            yield _gap(source[at:start], markup)
        text = source[max(at, start) : end]
        if kind == "removed":
            if what != UNSEEN:
                yield Piece("removed", _TAGS.sub(" ", text) if markup else text, what)
        elif kind == "copy" or (what.isspace() and not text.strip()):
            yield Piece("kept", what)
        else:
            yield Piece("restored" if kind == "insert" else "changed", what)
        at = max(at, end)
    yield _gap(source[at:], markup)


def _gap(text: str, markup: bool) -> Piece:
    """What stands between: white space, tags, and what should have been accounted for."""
    shown = _TAGS.sub("", text) if markup else text
    if shown.strip():
        return Piece("unlisted", shown.strip() + ("\n" if "\n" in shown else " "))
    return Piece("kept", "\n" if "\n" in shown else " " if shown else "")


def _joined(parts: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece, empty ones left out, no more than one blank line in a row."""
    held: Piece | None = None
    for part in parts:
        if not part.text:
            continue
        if held is not None and (held.kind, held.rule) == (part.kind, part.rule) and part.kind != "removed":
            held = Piece(held.kind, held.text + part.text, held.rule)
        else:
            if held is not None:
                yield _trimmed(held)
            held = part
    if held is not None:
        yield _trimmed(held)


def _trimmed(piece: Piece) -> Piece:
    return replace(piece, text=_BLANK.sub("\n\n", piece.text)) if piece.kind in ("kept", "unlisted") else piece
