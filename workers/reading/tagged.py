"""What the tag step found in an article, for people: the marked text, who is meant, who said what."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from schemas.article import Mention, TaggedArticle
from schemas.base import Span
from workers.reading import lines
from workers.reading.marked import Look, body
from workers.reading.safe import one_line


def text(article: TaggedArticle, look: Look) -> Text:
    """The body with its mentions and quotes marked."""
    said = [Span(start=q.start, end=q.end) for q in article.quotes if q.kind != "indirect"]
    return body(article.body_text, article.mentions, said, look)


def mentions(article: TaggedArticle) -> Table:
    """Who is meant: a row an entity, the most often named first."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("name", no_wrap=True, overflow="ellipsis", ratio=2)
    for column, width in (("type", 6), ("who", 3), ("n", 2), ("score", 5), ("found by", 8)):
        number = column in ("n", "score")
        table.add_column(column, no_wrap=True, min_width=width, justify="right" if number else "left")
    table.add_column("at", no_wrap=True, overflow="ellipsis", ratio=1)
    grouped: dict[tuple[str, str], list[Mention]] = {}
    for mention in article.mentions:
        grouped.setdefault((mention.name, mention.type), []).append(mention)
    for (name, kind), group in sorted(grouped.items(), key=lambda g: (-len(g[1]), g[1][0].start)):
        first = group[0]
        aliases = sorted({m.text for m in group} - {name})
        called = Text(one_line(name))
        if aliases:
            called.append(f" ({one_line(', '.join(aliases), 40)})", "dim")
        who = " ".join(str(v) for v in (first.country_code, first.sector_code, first.wikidata_id) if v)
        at = ", ".join(f"{m.start}:{m.end}" for m in group[:2]) + (" ..." if len(group) > 2 else "")
        best = max(m.score for m in group)
        table.add_row(called, kind, who, str(len(group)), f"{best:.2f}", one_line(first.rule), at)
    return table


def quotes(article: TaggedArticle) -> Iterator[Text]:
    """Who said what, a line a quote."""
    for quote in article.quotes:
        index = quote.speaker_mention
        speaker = article.mentions[index].name if index is not None and index < len(article.mentions) else "?"
        said = f" ({one_line(quote.cue)})" if quote.cue else ""
        yield Text.assemble(
            (lines.quoted(quote.text), "italic") if quote.kind == "direct" else one_line(quote.text),
            f" \N{EM DASH} {one_line(speaker)}{said}",
            (f"  {quote.start}:{quote.end}", "dim"),
        )
