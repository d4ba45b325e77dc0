"""Text with stretches marked: by colour where there is one, by brackets elsewhere."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rich.text import Text

from schemas.article import CleanArticle, Mention
from schemas.base import Span
from workers.reading.cleaning import Piece, pieces
from workers.reading.safe import safe

SHOWN = 160
"""Characters of a removed stretch that are shown when not all of it is."""
RUN = 3
"""Removals in a row that are shown when not all are."""

MENTION_STYLE = {
    "PERSON": "bold cyan",
    "ORG": "bold green",
    "GPE": "bold yellow",
    "LOC": "bold yellow",
    "FAC": "bold yellow",
    "NORP": "bold blue",
    "EVENT": "bold magenta",
    "DATE": "dim cyan",
}


@dataclass(frozen=True, slots=True)
class Look:
    """`colour`: styles can be seen; else brackets stand in for them. `full`: nothing is cut short."""

    colour: bool
    full: bool = False


def cleaned(source: str, article: CleanArticle, look: Look) -> Text:
    """The source with what was removed struck out (its rule behind) and what was restored or changed put in. Without
    colours as wdiff has it: `[-removed-](rule)`, `{+restored+}`. Of many removals in a row the first ones are shown and
    the others counted by rule, unless all is to be seen."""
    text = Text()
    row: list[Piece] = []
    for piece in pieces(source, article):
        if piece.kind == "removed" or (row and not piece.text.strip()):
            row.append(piece)
            continue
        text.append_text(_row(row, look))
        row = []
        text.append_text(_piece(piece, look))
    return text.append_text(_row(row, look))


def _row(row: list[Piece], look: Look) -> Text:
    """Removals in a row, and the white space between them."""
    removed = [n for n, piece in enumerate(row) if piece.kind == "removed"]
    if look.full or len(removed) <= RUN + 1:
        return Text("").join(_piece(piece, look) for piece in row)
    shown = Text("").join(_piece(piece, look) for piece in row[: removed[RUN]])
    hidden = Counter(row[n].rule or "" for n in removed[RUN:])
    said = ", ".join(f"{safe(rule)} {count}" for rule, count in hidden.most_common())
    more = Text(f"... and {hidden.total()} more: {said} (--full)\n", "dim")
    return shown.append_text(more)


def _piece(piece: Piece, look: Look) -> Text:
    shown = safe(piece.text)
    if piece.kind == "kept":
        return Text(shown)
    if piece.kind in ("changed", "restored"):
        return Text(shown, "bold green") if look.colour else Text(f"{{+{shown}+}}")
    if not look.full and len(shown) > SHOWN:
        shown = f"{shown[: SHOWN - 40]} [... {len(shown) - SHOWN:,} characters ...] {shown[-40:]}"
    if piece.kind == "unlisted":
        return Text(shown, "dim") if look.colour else Text(f"[?{shown}?]")
    if look.colour:
        return Text.assemble((shown, "red strike"), (f" \N{LEFTWARDS ARROW}{safe(piece.rule or '')}", "dim red"))
    return Text(f"[-{shown}-]({safe(piece.rule or '')})")


def body(text: str, mentions: Iterable[Mention], quotes: Iterable[Span], look: Look) -> Text:
    """A body with its mentions highlighted, by type, and its quotes in italics; without colours `[NATO|ORG]`."""
    marked = Text(safe(text))
    if look.colour:
        for quote in quotes:
            marked.stylize("italic", quote.start, quote.end)
        for mention in mentions:
            marked.stylize(MENTION_STYLE[mention.type], mention.start, mention.end)
        return marked
    return Text(bracketed(safe(text), [(m.start, m.end, m.type) for m in mentions]))


def sentence(text: str, at: int, parts: Iterable[tuple[int, int, str]], look: Look) -> Text:
    """An evidence sentence that begins at offset `at` of the body, with `parts` (start, end of the body, role)."""
    inside = [(s - at, e - at, role) for s, e, role in parts if at <= s < e <= at + len(text)]
    shown = safe(text)
    if not look.colour:
        return Text(bracketed(shown, inside))
    marked = Text(shown, "italic")
    for start, end, role in inside:
        marked.stylize(ROLE_STYLE[role], start, end)
    return marked


ROLE_STYLE = {"actor": "bold red", "recipient": "bold blue", "quantity": "bold yellow", "match": "reverse"}


def bracketed(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """`text` with each of `spans` (start, end, name) as `[words|name]`; of spans that overlap, the first."""
    out, at = [], 0
    for start, end, name in sorted(spans):
        if at <= start < end <= len(text):
            out += [text[at:start], f"[{text[start:end]}|{name}]"]
            at = end
    return "".join(out) + text[at:]
