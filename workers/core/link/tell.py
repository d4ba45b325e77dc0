"""A story's record out of its members: a function of the articles and their links alone, whatever came first."""

import dataclasses

from schemas.codec import encode
from schemas.ids import digest
from schemas.state import ArticleState
from schemas.story import LinkReason, Story, StoryArticle
from workers.core.link.gather import entities, events, statements
from workers.core.link.graph import Draft
from workers.core.link.origins import origins, publisher
from workers.core.link.score import score


def tell(members: tuple[str, ...], draft: Draft) -> Story:
    """The story of `members` (sorted by uri), as version 0 of a story without an id."""
    held = [draft.article(uri) for uri in members]
    usable = [state for state in held if not state.retracted]
    by_origin = origins(usable)
    origin_of = {uri: origin.key for origin in by_origin for uri in origin.articles}
    first = min(usable, key=_age, default=None)
    return Story(
        story_id="",
        version=0,
        headline=first.headline if first else None,
        articles=tuple(_article(state, origin_of[state.uri]) for state in usable),
        events=events(usable),
        entities=entities(usable),
        first_seen=min(state.collected for state in held),
        last_seen=max(state.collected for state in held),
        num_articles=len(usable),
        num_sources=len({publisher(state) for state in usable}),
        num_independent_sources=len(by_origin),
        origins=by_origin,
        statements=statements(usable),
        link_reasons=_reasons([state.uri for state in usable], draft),
        retracted=tuple(state.uri for state in held if state.retracted),
    )


def content_digest(story: Story) -> str:
    """A hash of what the story tells, without what it is called."""
    bare = dataclasses.replace(story, story_id="", version=0, status="open", merged_into=None, split_from=None)
    return digest(encode(bare))


def _age(state: ArticleState) -> tuple[object, ...]:
    """Dated articles by their date, then the others by when they were first seen."""
    return (
        state.headline is None,
        state.published is None,
        state.published or state.collected,
        state.collected,
        state.uri,
    )


def _article(state: ArticleState, origin_key: str) -> StoryArticle:
    return StoryArticle(
        uri=state.uri,
        url=state.url,
        source=state.source,
        headline=state.headline,
        lead=state.lead,
        published=state.published,
        collected=state.collected,
        origin=state.origin,
        origin_key=origin_key,
        num_revisions=len(state.revisions),
    )


def _reasons(members: list[str], draft: Draft) -> tuple[LinkReason, ...]:
    """The maximum spanning tree over the scores of the pairs of `members` (sorted) (Kruskal 1956), sorted by uri."""
    pairs = []
    for i, uri in enumerate(members):
        of = draft.scores(uri)
        pairs += [(-of[other], uri, other) for other in members[i + 1 :] if other in of]
    pairs.sort()
    root = {uri: uri for uri in members}
    reasons = []
    for _, uri, other in pairs:
        a, b = _find(root, uri), _find(root, other)
        if a != b:
            root[b] = a
            found = draft.features(uri, other)
            shown = {name: value for name, value in found.items() if value}
            reasons.append(LinkReason(uri=uri, other=other, score=score(found), features=shown))
    return tuple(sorted(reasons, key=lambda reason: (reason.uri, reason.other)))


def _find(root: dict[str, str], uri: str) -> str:
    while root[uri] != uri:
        root[uri] = root[root[uri]]
        uri = root[uri]
    return uri
