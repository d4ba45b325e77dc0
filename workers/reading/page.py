"""`wiredesk explain` for people: a trail as sections of a page, in the table SECTIONS."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from schemas.article import CleanArticle, EnrichedArticle, Mention, RawArticle, TaggedArticle
from schemas.base import Span
from schemas.event import Event, Quantity
from schemas.registry import ALERTS, CLEAN, DECISIONS, ENRICHED, RAW, STORIES, TAGGED
from workers.core.clean.limits import RefusedError
from workers.core.clean.step import source
from workers.pipeline import DEAD_LETTERS
from workers.reading import lines
from workers.reading.log import Entry, decoded
from workers.reading.marked import Look, body, cleaned, sentence
from workers.reading.names import short
from workers.reading.safe import one_line, safe
from workers.reading.since import age
from workers.reading.story_page import alerts_of, decisions_of, stories_of
from workers.reading.trail import ARTICLES, Trail

REPEATS = 5
"""Records of one topic that are listed; older ones are counted."""
NOTED = 120
"""Characters of a stretch that a note is about."""

Section = Callable[[Trail, Look], Iterator[RenderableType]]


def page(trail: Trail, now: datetime, look: Look) -> Group:
    """The whole page; a section that has nothing is left out."""
    shown: list[RenderableType] = [*_head(trail), _title("Where it is"), *_way(trail, now)]
    for title, section in SECTIONS.items():
        content = list(section(trail, look))
        if content:
            shown += [_title(title), *(Padding(part, (0, 0, 0, 2), expand=False) for part in content)]
    return Group(*shown)


def _title(text: str) -> RenderableType:
    return Padding(Rule(Text(text, "bold"), align="left", style="dim"), (1, 0, 0, 0))


def newest(trail: Trail) -> Any | None:
    """The article as far as it has come: its enriched record, or else the tagged, the clean, the raw one."""
    return next((found for topic in reversed(ARTICLES) if (found := trail.last(topic)) is not None), None)


def _head(trail: Trail) -> Iterator[RenderableType]:
    article = newest(trail)
    if isinstance(article, CleanArticle):
        yield Text(lines.headline(article), "bold")
        yield _facts(article)
    elif isinstance(article, RawArticle) and article.title_claimed:
        yield Text(one_line(article.title_claimed), "bold")
    names = {"uri": trail.uri, "url": getattr(article, "url", None), "via": getattr(article, "via", None)}
    for name, value in names.items():
        if value and (name == "uri" or value != trail.uri):
            yield Text.assemble((f"{name} ", "dim"), (one_line(value), "cyan"))


def _facts(article: CleanArticle) -> Text:
    said = [lines.publisher(article)]
    if article.origin.agency:
        said.append(
            f"origin {one_line(article.origin.agency)} ({article.origin.score:.2f}: {_cut(article.origin.evidence)})"
        )
    if article.byline or article.authors:
        said.append(f"by {one_line(', '.join(article.authors) or article.byline or '')}")
    if article.firstcreated:
        sure = "" if article.date_reliable else ", unreliable"
        said.append(f"{article.firstcreated:%Y-%m-%d %H:%M} UTC ({article.date_basis or '?'}{sure})")
    said += [part for part in (article.dateline, article.language, article.genre, article.pubstatus) if part]
    return Text(lines.DOTS.join(one_line(part) for part in said), "dim")


def _cut(text: str | None) -> str:
    return one_line(text or "no evidence", 60)


def _way(trail: Trail, now: datetime) -> Iterator[Text]:
    """A line a record: topic, partition@offset, when it was written, how long ago that is, what it is. And a line for
    the topic where it is awaited."""
    yield Text(f"{'topic':<12}{'place':<10}{'written (UTC)':<21}{'age':>4}", "dim")
    awaited = _awaited(trail)
    for topic in (*ARTICLES, STORIES, ALERTS, DECISIONS, *DEAD_LETTERS):
        if topic == awaited:
            yield Text(f"{short(topic):<12}not there yet (is `wiredesk worker` running?)", "yellow")
        entries = sorted(trail.of(topic), key=lambda e: (e.message.timestamp, e.place.offset))
        if len(entries) > REPEATS:
            yield Text(f"{short(topic):<12}... {len(entries) - REPEATS} older", "dim")
        for entry in entries[-REPEATS:]:
            place = f"{entry.place.partition}@{entry.place.offset}"
            written = entry.message.timestamp
            since = age((now - written).total_seconds())
            line = Text(f"{short(topic):<12}{place:<10}{written:%Y-%m-%d %H:%M:%S}  {since:>4}  ")
            yield line.append(_note(entry), "red" if topic in DEAD_LETTERS else "dim")


def _awaited(trail: Trail) -> str | None:
    """The topic after the last one that the article reached; none where it is in a story or was refused."""
    reached = [step for step, topic in enumerate(ARTICLES) if trail.of(topic)]
    if not reached or trail.dead_letters or trail.of(STORIES):
        return None
    return (*ARTICLES, STORIES)[reached[-1] + 1]


def _note(entry: Entry) -> str:
    if (reason := entry.message.header("wd_dlq_reason")) is not None:
        return f"dead letter: {one_line(reason)}"
    record = decoded(entry)
    replayed = "replayed, " if entry.message.header("wd_replay") else ""
    return replayed + (NOTES[entry.place.topic](record) if record is not None else "can't be read")


NOTES: dict[str, Callable[[Any], str]] = {
    RAW: lambda r: f"{len(r.body or r.body_base64 or ''):,} characters, {one_line(r.mimetype or 'no type')}",
    CLEAN: lambda r: (
        f"{len(r.body_text):,} characters of {one_line(r.format)}, {lines.count(len(r.removed), 'removal')}"
    ),
    TAGGED: lambda r: f"{lines.count(len(r.mentions), 'mention')}, {lines.count(len(r.quotes), 'quote')}",
    ENRICHED: lambda r: lines.count(len(r.events), "event"),
    STORIES: lambda r: f"{one_line(r.story_id)} v{r.version} {r.status}, {lines.count(r.num_articles, 'article')}",
    ALERTS: lambda r: f"{r.msgType} to {one_line(r.subscription_id)}",
    DECISIONS: lambda r: f"{r.decision} for {one_line(r.subscription_id)}",
}


def _cleaning(trail: Trail, look: Look) -> Iterator[RenderableType]:
    article = trail.last(CLEAN)
    raw = trail.last(RAW)
    if article is None:
        return
    if raw is None:
        yield Text("The raw record is gone: only one side can be shown.", "dim")
        return
    try:
        text = source(raw).text
    except RefusedError as refused:
        yield Text(f"The newest raw record can't be decoded: {one_line(str(refused))}", "red")
        return
    yield cleaned(text, article, look)
    if article.profile:
        yield Text(f"profile: {one_line(article.profile)}", "dim")
    for note in article.notes:
        said = one_line(article.body_text[note.start : note.end], NOTED)
        yield Text.assemble((f"{note.kind} ", "yellow"), (f"{note.start}-{note.end} ", "dim"), said)


def _text(trail: Trail, look: Look) -> Iterator[RenderableType]:
    article = newest(trail)
    if isinstance(article, TaggedArticle):
        said = [Span(start=q.start, end=q.end) for q in article.quotes if q.kind != "indirect"]
        yield body(article.body_text, article.mentions, said, look)
    elif isinstance(article, CleanArticle):
        yield Text(safe(article.body_text))
    elif isinstance(article, RawArticle):
        yield Text(safe((article.body or ("(bytes)" if article.body_base64 else "(empty)"))[:2000]))


def _mentions(trail: Trail, look: Look) -> Iterator[RenderableType]:
    article = newest(trail)
    if not isinstance(article, TaggedArticle) or not article.mentions:
        return
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
    yield table


def _quotes(trail: Trail, look: Look) -> Iterator[RenderableType]:
    article = newest(trail)
    if not isinstance(article, TaggedArticle):
        return
    for quote in article.quotes:
        index = quote.speaker_mention
        speaker = article.mentions[index].name if index is not None and index < len(article.mentions) else "?"
        said = f" ({one_line(quote.cue)})" if quote.cue else ""
        yield Text.assemble(
            (lines.quoted(quote.text), "italic") if quote.kind == "direct" else one_line(quote.text),
            f" \N{EM DASH} {one_line(speaker)}{said}",
            (f"  {quote.start}:{quote.end}", "dim"),
        )


def _events(trail: Trail, look: Look) -> Iterator[RenderableType]:
    article = newest(trail)
    if not isinstance(article, EnrichedArticle):
        return
    if not article.events:
        yield Text("no event", "dim")
    for coded in article.events:
        yield lines.event(coded).append(f"  {_event_facts(coded)}", "dim")
        parts = [(p.start, p.end, "actor") for p in coded.actor]
        parts += [(p.start, p.end, "recipient") for p in coded.recipient]
        parts += [(q.start, q.end, "quantity") for q in coded.quantities]
        evidence = sentence(coded.text, coded.start, parts, look)
        yield Padding(evidence.append(f"  {coded.start}:{coded.end}", "dim not italic"), (0, 0, 0, 2), expand=False)


def _event_facts(coded: Event) -> str:
    place = coded.location
    facts = [*coded.mode, *coded.context, f"quad {coded.quad_code}", f"plover {coded.plover_score:g}"]
    if coded.date:
        facts.append(f"on {coded.date}{f' to {coded.enddate}' if coded.enddate else ''}")
    if place:
        facts.append(
            f"in {place.resolved or place.extracted}{f' ({place.country_code})' if place.country_code else ''}"
        )
    facts += [_quantity(q) for q in coded.quantities]
    facts.append(f"score {coded.score:.2f} by {coded.coder}")
    return lines.DOTS.join(one_line(fact) for fact in facts)


def _figure(found: Quantity) -> str:
    """`12`, `at least 12`, `at most 20` or `12 to 20`."""
    if found.value is not None:
        return f"{found.value:g}"
    if found.high is None:
        return f"at least {found.low or 0:g}"
    return f"at most {found.high:g}" if found.low is None else f"{found.low:g} to {found.high:g}"


def _quantity(found: Quantity) -> str:
    number = _figure(found)
    return f"{found.kind} {number}{f' {found.unit}' if found.unit else ''}"


def _dead(trail: Trail, look: Look) -> Iterator[RenderableType]:
    for entry in trail.dead_letters:
        head = entry.message.header
        yield lines.line(entry)
        yield Padding(
            Text.assemble(
                ("attempts ", "dim"), one_line(head("wd_dlq_attempts") or "?"),
                ("  first ", "dim"), one_line(head("wd_dlq_first_failed") or "?"),
                ("  last ", "dim"), one_line(head("wd_dlq_last_failed") or "?"),
                ("  version ", "dim"), one_line(head("wd_dlq_version") or "?"),
                ("  error ", "dim"), one_line(head("wd_dlq_error_class") or "?"),
            ),
            (0, 0, 0, 2),
        )  # fmt: skip


SECTIONS: dict[str, Section] = {
    "Cleaning": _cleaning,
    "Text and mentions": _text,
    "Who is in it": _mentions,
    "Quotes": _quotes,
    "Events": _events,
    "Stories": stories_of,
    "Alerts": alerts_of,
    "Decisions": decisions_of,
    "Dead letters": _dead,
}
