"""One record as one line for people: a formatter a record type, in the table LINES."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from rich.text import Text

from schemas.alert import Alert, Decision
from schemas.article import CleanArticle, EnrichedArticle, RawArticle, TaggedArticle
from schemas.codec import DecodeError, decode
from schemas.control import ReplayControl, SubscriptionControl, Tick, WebhookControl
from schemas.delivery import Answer, Attempt
from schemas.event import Event, Party
from schemas.registry import CONTRACTS
from schemas.sources import FeedState, Redriven
from schemas.state import ArticleState, HeldStory, StoryState, Told, Watermark
from schemas.story import Story
from workers.reading.log import Entry
from workers.reading.names import short
from workers.reading.safe import one_line

BYTES_SHOWN = 120
SEVERITY = {
    "Extreme": "bold white on red",
    "Severe": "bold red",
    "Moderate": "yellow",
    "Minor": "cyan",
    "Unknown": "dim",
}
SENT = {"Alert": "bold red", "Update": "yellow", "Cancel": "green"}
DOTS = " \N{MIDDLE DOT} "


def line(entry: Entry, *, topic: bool = False) -> Text:
    """`entry` on one line, safe for a terminal: its time (UTC), its topic where several are shown, what it says."""
    text = Text()
    text.append(f"{entry.message.timestamp:%Y-%m-%d %H:%M:%S} ", "dim")
    if topic:
        text.append(f"{short(entry.place.topic)} ", "blue")
    return text.append_text(_said(entry))


def _said(entry: Entry) -> Text:
    if entry.message.header("wd_dlq_reason") is not None:
        return _dead_letter(entry)
    if entry.message.value is None:
        return _text(("deleted ", "red"), one_line(entry.key))
    if entry.place.topic not in CONTRACTS:
        return _unknown(entry, "no dead letter's headers")
    try:
        record = decode(entry.message)
    except DecodeError as error:
        return _unknown(entry, str(error))
    return LINES[type(record)](record)


def _text(*parts: str | tuple[str, str] | Text) -> Text:
    return Text.assemble(*(part for part in parts if part))


def _raw(article: RawArticle) -> Text:
    size = len(article.body or article.body_base64 or "")
    kind = article.mimetype or "?"
    return _text(
        (one_line(article.source or article.via or "?"), "cyan"),
        "  ",
        (one_line(article.title_claimed), "bold") if article.title_claimed else one_line(article.uri),
        (f"  {one_line(kind)}, {size:,} characters", "dim"),
    )


def _clean(article: CleanArticle) -> Text:
    withdrawn = (f"[{article.pubstatus}] ", "red") if article.pubstatus != "usable" else ""
    genre = (f"[{article.genre}] ", "magenta") if article.genre != "news" else ""
    return _text((publisher(article), "cyan"), "  ", withdrawn, genre, (headline(article), "bold"))


def _tagged(article: TaggedArticle) -> Text:
    kinds = Counter(mention.type for mention in article.mentions)
    told = " ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
    quotes = f"{DOTS}quotes {len(article.quotes)}" if article.quotes else ""
    return _text(_clean(article), (f"  {told or 'no mention'}{quotes}", "green"))


def _enriched(article: EnrichedArticle) -> Text:
    text = _text(_clean(article), "  ")
    for number, coded in enumerate(article.events):
        text.append(DOTS if number else "", "dim").append_text(event(coded))
    return text if article.events else text.append("no event", "dim")


def _story(story: Story) -> Text:
    status = (f"[{story.status}] ", "magenta") if story.status != "open" else ""
    counts = (
        f"  {count(story.num_articles, 'article')}, {count(story.num_sources, 'source')}, "
        f"{story.num_independent_sources} independent"
    )
    what = Text(DOTS, "dim").join(event(e.event) for e in story.events[:3])
    return _text(
        (f"{story.story_id[:8]} v{story.version} ", "dim"),
        status,
        (one_line(story.headline or "(no headline)"), "bold"),
        (counts, "green"),
        "  " if story.events else "",
        what,
    )


def _alert(alert: Alert) -> Text:
    info = alert.info
    return _text(
        (alert.msgType, SENT[alert.msgType]),
        " ",
        (info.severity, SEVERITY[info.severity]),
        (f" {one_line(alert.subscription_id)}", "cyan"),
        f" [{alert.status}]" if alert.status != "Actual" else "",
        "  ",
        (one_line(info.headline), "bold"),
        (f"  {quoted(info.description)}", "italic"),
    )


def _decision(decision: Decision) -> Text:
    return _text(
        (decision.decision, "dim" if decision.decision == "hold" else "yellow"),
        (f" {one_line(decision.subscription_id)} v{decision.query_version}", "cyan"),
        f" story {decision.story_id[:8]} v{decision.story_version}",
        (f"  {one_line(decision.reason)}", "dim"),
    )


def _control(control: SubscriptionControl) -> Text:
    return _text(
        (f"{control.kind} ", "dim"),
        (one_line(control.subscription.id), "cyan"),
        f" v{control.subscription.version} ",
        one_line(control.subscription.title),
    )


def _webhook(control: WebhookControl) -> Text:
    hook = control.webhook
    asked = ", ".join(map(one_line, hook.subscriptions)) or "all subscriptions"
    return _text(("webhook ", "dim"), (one_line(hook.id), "cyan"), f" v{hook.version} {asked} to {one_line(hook.url)}")


def _replay(control: ReplayControl) -> Text:
    replay = control.replay
    window = f"{replay.since:%Y-%m-%d %H:%M} to {replay.until:%Y-%m-%d %H:%M}"
    return _text(
        ("replay ", "dim"),
        (one_line(replay.id), "cyan"),
        f" {replay.topic} {window} under {one_line(replay.prefix)}",
        (" finished", "green") if replay.finished else "",
    )


def _attempt(attempt: Attempt) -> Text:
    return _text(
        (f"attempt {attempt.number} ", "dim"),
        (one_line(attempt.webhook), "cyan"),
        f" {one_line(attempt.webhook_id)}",
        (f"  to {one_line(attempt.url)}", "dim"),
    )


def _answer(answer: Answer) -> Text:
    again = f", again at {answer.retry_at:%H:%M:%S}" if answer.retry_at else ", given up" if answer.failure else ""
    status = f"HTTP {answer.status}, " if answer.status else ""
    return _text(
        (f"{answer.failure or 'delivered'} ", "red" if answer.failure else "green"),
        (one_line(answer.webhook), "cyan"),
        f" {one_line(answer.webhook_id)} attempt {answer.number}{again}",
        (f"  {status}{answer.seconds:g} s", "dim"),
        (f"  {one_line(answer.detail, 200)}", "dim") if answer.detail else "",
    )


def _feed(state: FeedState) -> Text:
    failed = f", {count(state.failures, 'failure')}" if state.failures else ""
    return _text((one_line(state.url), "cyan"), f" {count(len(state.seen), 'item')} known", (failed, "red"))


def _redriven(receipt: Redriven) -> Text:
    place = f"{receipt.topic}/{receipt.partition}@{receipt.offset}"
    return _text((f"{receipt.reason} ", "yellow"), f"{place} to {receipt.to}  ", (one_line(receipt.uri), "dim"))


def _dead_letter(entry: Entry) -> Text:
    head = entry.message.header
    value = entry.message.value or b""
    more = "\N{HORIZONTAL ELLIPSIS}" if len(value) > BYTES_SHOWN else ""
    return _text(
        (one_line(head("wd_dlq_reason") or "?"), "bold red"),
        (f" {one_line(head('wd_dlq_step') or '?')}", "yellow"),
        f" {one_line(dead_from(entry))}",
        (f"  {one_line(head('wd_dlq_error_message') or '', 200)}", "dim"),
        f"  {len(value):,} bytes: {one_line(value[:BYTES_SHOWN].decode('utf-8', 'replace'))}{more}",
    )


def dead_from(entry: Entry) -> str:
    """Where a dead letter was first: `topic/partition@offset`, by its headers."""
    head = entry.message.header
    return f"{head('wd_dlq_topic') or '?'}/{head('wd_dlq_partition') or '?'}@{head('wd_dlq_offset') or '?'}"


def _unknown(entry: Entry, why: str) -> Text:
    value = (entry.message.value or b"")[:BYTES_SHOWN].decode("utf-8", "replace")
    return _text(("unreadable ", "red"), (one_line(why, 200), "dim"), f"  {one_line(value)}")


def _state(record: ArticleState | StoryState | HeldStory | Told) -> Text:
    names = {"article": "uri", "story": "story_id", "told": "story_id"}
    held = record.story if isinstance(record, HeldStory) else record
    return _text((f"{record.kind} ", "dim"), one_line(str(getattr(held, names[record.kind]))))


def _time(record: Tick | Watermark) -> Text:
    return Text(record.time.isoformat())


def publisher(article: CleanArticle) -> str:
    """Who shows an article, and who wrote it where that is another."""
    shown = article.origin.publisher or article.source or article.via or "?"
    agency = article.origin.agency
    return one_line(f"{shown} ({agency})" if agency and agency != shown else shown)


def headline(article: CleanArticle) -> str:
    """The headline, or the first words where there is none."""
    return one_line(article.headline or "") or one_line(article.body_text[:200], 80) or one_line(article.uri)


def quoted(text: str) -> str:
    """`text` on one line in quotation marks."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{one_line(text)}\N{RIGHT DOUBLE QUOTATION MARK}"


def count(number: int, name: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def event(coded: Event) -> Text:
    """`SANCTION Russia -> NATO`, with what makes it other than an actual event."""
    aux = f"({', '.join(coded.aux_modes)}) " if coded.aux_modes else ""
    actors, recipients = _parties(coded.actor), _parties(coded.recipient)
    towards = f" -> {recipients}" if recipients else ""
    return _text((aux, "dim"), (coded.event_type, "bold magenta"), f" {actors or '?'}{towards}")


def _parties(parties: tuple[Party, ...]) -> str:
    return ", ".join(one_line(party.name) for party in parties)


LINES: dict[type, Callable[[Any], Text]] = {
    RawArticle: _raw,
    CleanArticle: _clean,
    TaggedArticle: _tagged,
    EnrichedArticle: _enriched,
    Story: _story,
    Alert: _alert,
    Decision: _decision,
    SubscriptionControl: _control,
    WebhookControl: _webhook,
    ReplayControl: _replay,
    Attempt: _attempt,
    Answer: _answer,
    FeedState: _feed,
    Redriven: _redriven,
    Tick: _time,
    Watermark: _time,
    ArticleState: _state,
    StoryState: _state,
    HeldStory: _state,
    Told: _state,
}
