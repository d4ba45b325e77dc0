"""What an article led to, for `wiredesk explain`: stories with their reasons, alerts with what matched, decisions."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from schemas.alert import Alert, Decision
from schemas.registry import ALERTS, DECISIONS, STORIES
from schemas.story import LinkReason, Story
from workers.reading import lines
from workers.reading.log import decoded
from workers.reading.marked import Look
from workers.reading.safe import one_line
from workers.reading.trail import Trail

VERSIONS = 8
"""Versions of a story that are listed; older ones are counted."""


def stories_of(trail: Trail, look: Look) -> Iterator[RenderableType]:
    """Each story that holds or held the article: the newest version with it in full, what became of it, the others in
    a line."""
    stories: dict[str, list[Story]] = {}
    for entry in trail.of(STORIES):
        record = decoded(entry)
        if isinstance(record, Story):
            stories.setdefault(record.story_id, []).append(record)
    for versions in stories.values():
        holding = [v for v in versions if any(a.uri == trail.uri for a in v.articles)]
        last = versions[-1]
        yield from _story(trail.uri, (holding or versions)[-1], look)
        if last not in holding:
            yield Text(f"now v{last.version}: {_gone(trail.uri, last)}", "red")
        yield _history(versions)


def _gone(uri: str, last: Story) -> str:
    """Why the article is not in the last version of its story."""
    if uri in last.retracted:
        return "this article was retracted"
    if last.status in ("merged", "split") and last.merged_into:
        most = "merged" if last.status == "merged" else "split, most of it"
        return f"{most} into {one_line(last.merged_into)}"
    return "this article left this story"


def _story(uri: str, story: Story, look: Look) -> Iterator[RenderableType]:
    head = Text.assemble((one_line(story.headline or "(no headline)"), "bold"), f"  {one_line(story.story_id)}")
    yield head.append(f" v{story.version} {story.status}", "magenta")
    into = f", merged into {one_line(story.merged_into)}" if story.merged_into else ""
    out_of = f", split from {one_line(story.split_from)}" if story.split_from else ""
    yield Text(
        f"{lines.count(story.num_articles, 'article')} of {lines.count(story.num_sources, 'source')}, "
        f"{story.num_independent_sources} independent; "
        f"{story.first_seen:%Y-%m-%d %H:%M} to {story.last_seen:%Y-%m-%d %H:%M} UTC{into}{out_of}"
    )
    for told in story.events:
        line = Text("event ", "dim").append_text(lines.event(told.event))
        articles = lines.count(len({e.uri for e in told.evidence}), "article")
        yield _indented(line.append(f"  in {articles}", "dim"))
    for origin in story.origins:
        ours = uri in origin.articles
        line = Text.assemble(("origin ", "dim"), (one_line(origin.key), "bold green" if ours else "green"))
        line.append(f"  {lines.count(len(origin.articles), 'article')}: {one_line(origin.evidence)}", "dim")
        yield _indented(line.append("  <- this article" if ours else ""))
    for reason in story.link_reasons:
        if uri in (reason.uri, reason.other):
            yield _indented(_reason(uri, reason))


def _reason(uri: str, reason: LinkReason) -> Text:
    """Why this article and the other one stand together: the score and its parts, the largest first."""
    other = reason.other if reason.uri == uri else reason.uri
    parts = sorted(reason.features.items(), key=lambda part: (-abs(part[1]), part[0]))
    line = Text.assemble(("beside ", "dim"), (one_line(other), "cyan"), f"  {reason.score:.2f}")
    return line.append("  " + ", ".join(f"{one_line(name)} {value:g}" for name, value in parts), "dim")


def _history(versions: list[Story]) -> RenderableType:
    shown = [f"v{v.version} {v.num_articles}/{v.num_independent_sources}" for v in versions[-VERSIONS:]]
    older = f"{len(versions) - VERSIONS} older, " if len(versions) > VERSIONS else ""
    return Padding(
        Text(f"versions (articles/independent): {older}{', '.join(shown)}", "dim"), (0, 0, 0, 2), expand=False
    )


def alerts_of(trail: Trail, look: Look) -> Iterator[RenderableType]:
    """Each notice with the clauses that were met and by what."""
    for entry in trail.of(ALERTS):
        alert = decoded(entry)
        if not isinstance(alert, Alert):
            continue
        yield lines.line(entry)
        yield _indented(Text(f"{one_line(alert.identifier)}  {one_line(alert.decision_reason)}", "dim"))
        for match in alert.matched:
            at = "" if match.uri is None else f"  {match.start}:{match.end} of {one_line(match.uri)}"
            line = Text.assemble((one_line(match.clause), "cyan"), f"  {one_line(match.text)}", (at, "dim"))
            yield _indented(line.append("  <- this article" if match.uri == trail.uri else ""))


def decisions_of(trail: Trail, look: Look) -> Iterator[RenderableType]:
    """What was decided for each subscription, sent or not."""
    for entry in trail.of(DECISIONS):
        if isinstance(decoded(entry), Decision):
            yield lines.line(entry)


def _indented(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 2), expand=False)
