"""Which story a group of articles is: ids stay with most of their articles, others merge or are minted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.ids import digest
from schemas.state import StoryState


@dataclass(frozen=True)
class Naming:
    """`kept`: a group's story. `minted`: (new id, the story that it came out of, if any) of a group without one.
    `gone`: a story that lost its group, and the ids that its articles went to, the one with most first."""

    kept: Mapping[tuple[str, ...], str]
    minted: Mapping[tuple[str, ...], tuple[str, str | None]]
    gone: Mapping[str, tuple[str, ...]]


def name(groups: Iterable[tuple[str, ...]], stories: Mapping[str, StoryState], seed: str) -> Naming:
    """Name `groups` (disjoint, members sorted) after `stories`, all of whose members are in them.

    A story goes to the group with which it shares most members; where two want one, the larger share wins, then the
    story first seen, then the smaller id. `seed` must differ for each input: a minted id is a hash of it and the
    group's first member, so that no id comes twice.
    """
    groups = sorted(groups)
    home = {uri: group for group in groups for uri in group}
    shared = {
        story_id: Counter(home[uri] for uri in story.members if uri in home) for story_id, story in stories.items()
    }
    offers = sorted(
        (-count, stories[story_id].first_seen, story_id, group)
        for story_id, counts in shared.items()
        for group, count in counts.items()
    )
    kept: dict[tuple[str, ...], str] = {}
    for _, _, story_id, group in offers:
        if group not in kept and story_id not in kept.values():
            kept[group] = story_id
    minted = {
        group: (digest("story", seed, group[0]), next((o[2] for o in offers if o[3] == group), None))
        for group in groups
        if group not in kept
    }
    ids = kept | {group: story_id for group, (story_id, _) in minted.items()}
    gone = {
        story_id: tuple(ids[group] for group, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
        for story_id, counts in shared.items()
        if story_id not in kept.values()
    }
    return Naming(kept, minted, gone)
