"""The demo's pages for a terminal: the articles' ways, the stories, the alerts."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from schemas.alert import Alert
from schemas.article import EnrichedArticle
from schemas.event import Event, Party
from schemas.story import Story
from workers.demo.gather import Outcome, Way
from workers.reading.safe import one_line

_SEVERITY = {"Extreme": "bold red", "Severe": "red", "Moderate": "yellow", "Minor": "green", "Unknown": "dim"}
_KIND = {"Alert": "bold red", "Update": "yellow", "Cancel": "magenta"}


def show(console: Console, outcome: Outcome) -> None:
    """Print everything, in the order of the flow."""
    console.rule("[bold]Articles: from raw to enriched")
    console.print(_articles(outcome.ways))
    console.rule("[bold]Stories")
    single = 0
    for story in outcome.standing:
        if story.num_articles > 1 or story.retracted:
            console.print(_story(story))
        else:
            single += 1
    console.print(Text(f"and {single} stories of one article each", "dim"))
    console.rule("[bold]Alerts")
    for alert in outcome.alerts:
        console.print(_alert(alert))


def _articles(ways: Iterable[Way]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("#", justify="right", style="dim")
    table.add_column("shown by / written by", ratio=3)
    table.add_column("headline", ratio=5)
    table.add_column("shape", ratio=2)
    table.add_column("kept", justify="right")
    table.add_column("names", justify="right")
    table.add_column("events", ratio=5)
    for number, way in enumerate(ways, 1):
        if way.article is None:
            reason = Text(f"dead-lettered: {way.refused}" if way.refused else "under way", "red")
            table.add_row(str(number), one_line(way.uri, 60), reason)
        else:
            table.add_row(str(number), *_row(way.article))
    return table


def _row(article: EnrichedArticle) -> list[Text | str]:
    origin = article.origin
    removed = sum(r.end - r.start for r in article.removed)
    kept = len(article.body_text) / (len(article.body_text) + removed)
    status = "" if article.pubstatus == "usable" else f" [{article.pubstatus}]"
    return [
        one_line(" / ".join(filter(None, (origin.publisher or article.source, origin.agency))) or "unknown"),
        Text(one_line(article.headline or article.body_text, 90) + status),
        article.format,
        f"{kept:.0%}",
        str(len(article.mentions)),
        Text("\n").join(map(_event, _distinct(article.events))),
    ]


def _distinct(events: Iterable[Event]) -> list[Event]:
    """The best three, actual ones first, in the order of the text."""
    best = sorted(events, key=lambda e: (bool(e.aux_modes), -e.score, e.start))[:3]
    return sorted(best, key=lambda e: e.start)


def _event(event: Event) -> Text:
    text = Text(f"{event.event_type} ", "cyan" if event.quad_code <= 2 else "red")
    text.append(f"{_names(event.actor)} \N{RIGHTWARDS ARROW} {_names(event.recipient)}", "default")
    if event.date:
        text.append(f" {event.date}", "green")
    if event.aux_modes:
        text.append(f" ({', '.join(event.aux_modes)})", "dim")
    return text


def _names(parties: Sequence[Party]) -> str:
    return one_line(", ".join(p.name for p in parties), 40) or "?"


def _story(story: Story) -> Panel:
    lines: list[Text] = []
    if story.events:
        main = story.events[0]
        lines.append(_event(main.event))
        for evidence in main.evidence:
            article = next(a for a in story.articles if a.uri == evidence.uri)
            source = article.source or article.origin.publisher or article.origin.agency
            lines.append(
                Text(
                    f"  \N{LEFT DOUBLE QUOTATION MARK}{one_line(evidence.text, 160)}"
                    f"\N{RIGHT DOUBLE QUOTATION MARK} {source or one_line(evidence.uri, 40)}",
                    "italic",
                )
            )
    lines += [Text(one_line(f"origin {o.key} ({len(o.articles)}): {o.evidence}", 140), "dim") for o in story.origins]
    if story.retracted:
        lines.append(Text(f"retracted: {', '.join(one_line(uri, 60) for uri in story.retracted)}", "magenta"))
    counts = (
        f"{story.num_articles} articles, {story.num_sources} sources, {story.num_independent_sources} independent"
        f" \N{MIDDLE DOT} version {story.version} \N{MIDDLE DOT} {story.story_id[:8]}"
    )
    return Panel(
        Group(*lines), title=Text(_title(story), "bold"), title_align="left",
        subtitle=Text(counts, "dim"), subtitle_align="right",
    )  # fmt: skip


def _title(story: Story) -> str:
    """Its headline; where all of its articles were retracted, the first of them."""
    if not story.headline and story.retracted:
        return f"retracted: {one_line(story.retracted[0], 60)}"
    return one_line(story.headline or story.story_id, 100)


def _alert(alert: Alert) -> Text:
    text = Text(f"{alert.msgType:<7}", _KIND[alert.msgType])
    text.append(f"{alert.info.severity:<9}", _SEVERITY[alert.info.severity])
    text.append(f"{alert.subscription_id}  ", "bold cyan")
    text.append(f"{one_line(alert.info.headline, 100)}\n")
    if said := one_line(alert.info.description, 220):
        text.append(f"       \N{LEFT DOUBLE QUOTATION MARK}{said}\N{RIGHT DOUBLE QUOTATION MARK}\n", "italic")
    text.append(f"       {one_line(alert.decision_reason, 160)}", "dim")
    return text
