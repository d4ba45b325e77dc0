"""The `link` step: articles and ticks in, story versions out. What it remembers is folded from its own changes."""

import dataclasses
from datetime import datetime, timedelta
from typing import Any

from schemas.article import EnrichedArticle
from schemas.control import Tick
from schemas.state import ArticleState, StoryState, Watermark
from schemas.story import Story
from workers.core.link.cluster import cut, part
from workers.core.link.graph import Draft, Graph
from workers.core.link.naming import Naming, name
from workers.core.link.read import read, revise, same_text
from workers.core.link.score import SEED, WINDOW
from workers.core.link.tell import content_digest, tell
from workers.core.outcome import Change, Drop, DropReason, Ok, Outcome, Output

LATENESS = timedelta(hours=24)
"""How much later than newer ones an article may come and still find its story open."""
WATERMARK = "watermark"


class LinkMemory:
    """Open stories and their articles (workers.core.outcome.Memory).

    The partition of the held articles into stories, and the content of the stories, are functions of the set of
    article revisions taken in: an input solves again what it touches, from scratch. Only ids and versions tell the
    order of arrival.
    """

    def __init__(self) -> None:
        self._graph = Graph()
        self._stories: dict[str, StoryState] = {}
        self._story_of: dict[str, str] = {}
        self._watermark: datetime | None = None

    def decide(self, record: EnrichedArticle | Tick) -> Outcome:
        """What an article or a tick changes; the memory stays as it is until the changes are folded."""
        return self._close(record) if isinstance(record, Tick) else self._take(record)

    def fold(self, key: str, record: Any | None) -> None:
        """Take one change in: `article/<uri>`, `story/<id>` or the watermark."""
        kind, _, name_ = key.partition("/")
        if isinstance(record, ArticleState):
            self._graph.put(record)
        elif isinstance(record, StoryState):
            self._forget(record.story_id)
            self._stories[record.story_id] = record
            self._story_of.update(dict.fromkeys(record.members, record.story_id))
        elif isinstance(record, Watermark):
            self._watermark = record.time
        elif kind == "article":
            self._graph.drop(name_)
        elif kind == "story":
            self._forget(name_)

    def snapshot(self) -> dict[str, Any]:
        """All that is remembered, by key of the state topic, links as they are now; for tests and inspection."""
        held: dict[str, Any] = {
            f"article/{uri}": dataclasses.replace(state, links=dict(sorted(self._graph.scores(uri).items())))
            for uri, state in self._graph.articles.items()
        }
        held |= {f"story/{story_id}": state for story_id, state in self._stories.items()}
        held |= {WATERMARK: self._watermark, "members": dict(sorted(self._story_of.items()))}
        return dict(sorted(held.items()))

    def _take(self, article: EnrichedArticle) -> Outcome:
        new = read(article)
        held = self._graph.articles.get(new.uri)
        state = revise(held, new) if held else new
        ahead = self._advance(article.collected)
        repeated = DropReason.DUPLICATE if held and same_text(held, new) else DropReason.NOTHING_NEW
        if state == held:
            return Drop(repeated, new.uri, ahead)
        state = dataclasses.replace(state, links=self._graph.links(state))
        draft = Draft(self._graph, state)
        outputs, changes = self._solve(state, draft)
        changes = [Change(f"article/{state.uri}", state), *changes, *ahead]
        return Ok(outputs, changes) if outputs else Drop(repeated, new.uri, changes)

    def _solve(self, state: ArticleState, draft: Draft) -> tuple[list[Output], list[Change]]:
        """Stories again for all that `state` touches."""
        groups = [group for members in self._parts(state.uri, draft) for group in cut(members, draft.scores)]
        members = {uri for group in groups for uri in group}
        former = {self._story_of[uri] for uri in members if uri in self._story_of}
        stories = {story_id: self._stories[story_id] for story_id in former}
        seed = f"{self._watermark}|{state.content_rank}|{state.status_rank}|{state.uri}"
        naming = name(groups, stories, seed)
        outputs: list[Output] = []
        changes: list[Change] = []
        for group, story_id in sorted(naming.kept.items(), key=lambda item: item[1]):
            same = stories[story_id].members == group
            if not same or state.uri in group:
                self._publish(tell(group, draft), group, stories[story_id], outputs, changes)
        for group, (story_id, parent) in sorted(naming.minted.items(), key=lambda item: item[1][0]):
            story = dataclasses.replace(tell(group, draft), story_id=story_id, split_from=parent)
            self._publish(story, group, None, outputs, changes)
        self._bury(naming, stories, outputs, changes)
        return outputs, changes

    def _parts(self, uri: str, draft: Draft) -> list[tuple[str, ...]]:
        """The parts that the article under `uri` makes others than they were: its own; and those of its neighbours,
        because a part that grows too large is divided, and one that a former revision held together falls apart."""
        touched = {uri}
        new = uri not in self._graph.articles
        if not new:
            for neighbour in sorted({*self._graph.strong(uri), *draft.strong(uri)} - touched):
                touched.update(part(neighbour, draft.strong_without).members)
        else:
            for neighbour in self._graph.widened(draft.strong(uri)):
                touched.update(self._graph.part(neighbour).members)
        parts: list[tuple[str, ...]] = []
        seen: set[str] = set()
        for member in sorted(touched):
            if member not in seen:
                found = part(member, draft.strong, self._floor(member, uri, draft) if new else SEED).members
                seen.update(found)
                if uri in found or found != self._graph.part(member).members:
                    parts.append(found)
        return parts

    def _floor(self, member: str, uri: str, draft: Draft) -> float:
        """What is known of a part when the article under `uri` is new: what was too large before it came still is."""
        return self._graph.floor(draft.strong(uri)) if member == uri else self._graph.part(member).least

    def _publish(
        self, told: Story, group: tuple[str, ...], held: StoryState | None, outputs: list[Output], changes: list[Change]
    ) -> None:
        """The next version of a story, if it tells something else than the last."""
        content = content_digest(told)
        version = 1
        if held:
            if held.digest == content and held.members == group:
                return
            told = dataclasses.replace(told, story_id=held.story_id, split_from=held.split_from)
            version = held.version + (held.digest != content)
        story = dataclasses.replace(told, version=version)
        state = StoryState(
            story_id=story.story_id,
            version=version,
            members=group,
            first_seen=story.first_seen,
            last_seen=story.last_seen,
            split_from=story.split_from,
            digest=content,
        )
        changes.append(Change(f"story/{story.story_id}", state))
        if held is None or held.version != version:
            outputs.append(Output(story.story_id, story))

    def _bury(
        self, naming: Naming, stories: dict[str, StoryState], outputs: list[Output], changes: list[Change]
    ) -> None:
        """A last version for each story that gave its articles to others."""
        for story_id, heirs in sorted(naming.gone.items()):
            state = stories[story_id]
            last = Story(
                story_id=story_id,
                version=state.version + 1,
                status="merged" if len(heirs) == 1 else "split",
                merged_into=heirs[0],
                split_from=state.split_from,
                first_seen=state.first_seen,
                last_seen=state.last_seen,
                num_articles=0,
                num_sources=0,
                num_independent_sources=0,
            )
            outputs.append(Output(story_id, last))
            changes.append(Change(f"story/{story_id}", None))

    def _close(self, tick: Tick) -> Outcome:
        """Close what no article can reach any more. The watermark decides, not the clock; the tick's time only guards
        against a `collected` in the future."""
        if self._watermark is None:
            return Drop(DropReason.NOTHING_NEW, "no article yet")
        bound = min(self._watermark, tick.time) - WINDOW - LATENESS
        due = {story_id for story_id, story in self._stories.items() if story.last_seen < bound}
        outputs: list[Output] = []
        changes: list[Change] = []
        for story_id in sorted(due):
            story = self._stories[story_id]
            # What is solved together leaves together.
            if {self._story_of[uri] for uri in self._graph.part(story.members[0]).members} <= due:
                outputs.append(Output(story_id, self._closed(story)))
                changes.append(Change(f"story/{story_id}", None))
                changes += [Change(f"article/{uri}", None) for uri in story.members]
        return Ok(outputs, changes) if outputs else Drop(DropReason.NOTHING_NEW, "no story to close")

    def _closed(self, story: StoryState) -> Story:
        anyone = self._graph.articles[story.members[0]]
        draft = Draft(self._graph, dataclasses.replace(anyone, links=self._graph.scores(anyone.uri)))
        return dataclasses.replace(
            tell(story.members, draft),
            story_id=story.story_id,
            version=story.version + 1,
            status="closed",
            split_from=story.split_from,
        )

    def _advance(self, collected: datetime) -> list[Change]:
        if self._watermark is not None and collected <= self._watermark:
            return []
        return [Change(WATERMARK, Watermark(time=collected))]

    def _forget(self, story_id: str) -> None:
        story = self._stories.pop(story_id, None)
        for uri in story.members if story else ():
            if self._story_of.get(uri) == story_id:
                del self._story_of[uri]
