"""`wiredesk tag TEXT|FILE`: what the tag step finds in a text, without Kafka."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.failures import REFUSED, say, told

if TYPE_CHECKING:
    from schemas.article import CleanArticle, TaggedArticle


def tag(
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE", help="A text; or a file of raw articles, - for stdin.")],
    html: Annotated[bool, typer.Option("--html", help="A page of HTML, drawn by displaCy.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The tagged records, one a line.")] = False,
) -> None:
    """Show who is named in a text, who each is, and who says what.

    A text is taken as it is, written today; the articles of a file go through cleaning first. Exit code 1: nothing
    could be read.
    """
    from workers.core.outcome import Ok
    from workers.core.tag import build
    from workers.settings import Settings

    if html and as_json:
        raise typer.BadParameter("--html and --json: one of them")
    with told():
        articles = list(_articles(text))
        step = build(Settings().entities)
        outcomes = [step(article) for article in articles]
    tagged = [output.record for outcome in outcomes if isinstance(outcome, Ok) for output in outcome.outputs]
    if not tagged:
        raise typer.Exit(REFUSED)
    if as_json:
        _print_json(tagged)
    elif html:
        _print_html(tagged)
    else:
        _print(tagged)


def _articles(text: str) -> "Iterator[CleanArticle]":
    """The clean article of a text, or those of a file."""
    from schemas.article import CleanArticle
    from schemas.base import Span
    from schemas.codec import decode
    from workers.connectors.paths import STDIN
    from workers.core.clean import build as cleaning
    from workers.core.outcome import Ok
    from workers.pipe.inputs import Articles

    now = datetime.now(UTC)
    if text != STDIN and not _is_file(text):
        whole = (Span(start=0, end=len(text)),)
        yield CleanArticle(
            uri="text", collected=now, format="text", body_text=text, paragraphs=whole, firstcreated=now, language="en"
        )
        return
    source, clean = Articles([text], now), cleaning()
    for message in source:
        outcome = clean(decode(message))
        if isinstance(outcome, Ok):
            yield from (output.record for output in outcome.outputs)
        else:
            say(f"{(message.key or b'').decode()}: {outcome.reason}, {outcome.detail}")
    for refused in source.refused:
        say(f"{refused.subject}: {refused.reason}, {refused.detail}")


def _is_file(text: str) -> bool:
    """Whether `text` names a file; a long text is no name."""
    try:
        return Path(text).exists()
    except OSError:
        return False


def _print(articles: "list[TaggedArticle]") -> None:
    from rich.console import Console

    from workers.reading import tagged
    from workers.reading.marked import Look

    console = Console(highlight=False)
    look = Look(console.color_system is not None and not console.no_color, full=True)
    for article in articles:
        console.print(tagged.text(article, look))
        console.print()
        if article.mentions:
            console.print(tagged.mentions(article))
        for quote in tagged.quotes(article):
            console.print(quote)


def _print_json(articles: "list[TaggedArticle]") -> None:
    from schemas.codec import encode

    for article in articles:
        print(encode(article).decode())


def _print_html(articles: "list[TaggedArticle]") -> None:
    from spacy import displacy

    pages = [
        {
            "text": article.body_text,
            "ents": [{"start": m.start, "end": m.end, "label": m.type} for m in article.mentions],
            "title": article.headline,
        }
        for article in articles
    ]
    print(displacy.render(pages, style="ent", manual=True, page=True, jupyter=False))
