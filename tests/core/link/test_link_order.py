"""Whatever the order of arrival and whatever is repeated: the same stories; and a memory that can be folded again."""

import dataclasses
import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.control import Tick
from schemas.story import Story
from tests.core.link import articles as told
from tests.core.link.articles import article
from tests.core.link.running import compacted, feed, folded, outputs
from workers.core.link import build
from workers.core.link.memory import LinkMemory

LATER = dt.timedelta(hours=1)
ARTICLES = [
    article("https://a.example/quake", told.QUAKE, 0, fingerprint=("1", "2", "3", "4", "5", "6", "7", "8")),
    article("https://b.example/quake", told.QUAKE_AGAIN, 3, headline="Dorvan earthquake kills 41"),
    article(
        "https://c.example/quake", told.QUAKE + " Aid came.", 5, fingerprint=("1", "2", "3", "4", "5", "6", "0", "0")
    ),
    article("https://a.example/herring", told.SUMMIT, 1),
    article("https://b.example/herring", told.SUMMIT_AGAIN, 6),
    article("https://c.example/both", told.BRIDGE, 9),
    # One uri, three texts of which the last is on the other event, collected again later, and one that is killed.
    article("https://d.example/live", told.QUAKE, 2, versioncreated=told.START, date_reliable=True),
    article("https://d.example/live", told.SUMMIT, 2, versioncreated=told.START + LATER, date_reliable=True),
    article("https://d.example/live", told.SUMMIT, 8, versioncreated=told.START + LATER, date_reliable=True),
    article("https://e.example/killed", told.SUMMIT_AGAIN + " More to come.", 4),
    article("https://e.example/killed", "Kill notice: the herring item is withdrawn.", 7, pubstatus="canceled"),
    article("https://f.example/lone", "A lone lighthouse keeper won the accordion contest of Brightwater.", 2),
]
TICKS = [Tick(time=told.START + dt.timedelta(hours=h)) for h in (1, 10)]


def stories(memory: LinkMemory, published: list[Story]) -> list[Story]:
    """The last versions of the open stories, without their names."""
    last = {story.story_id: story for story in published}
    return sorted(
        (
            dataclasses.replace(story, story_id="", version=0, split_from=None)
            for story in last.values()
            if story.status == "open"
        ),
        key=repr,
    )


def run(records: list[object]) -> tuple[LinkMemory, list[Story], list]:
    memory = build()
    outcomes, changes = feed(memory, records)
    return memory, [output.record for output in outputs(outcomes)], changes


def test_the_world_of_this_file_makes_merges_splits_and_retractions() -> None:
    """Else the properties below would hold of nothing."""
    published = [story for seed in range(20) for story in run(random.Random(seed).sample(ARTICLES, len(ARTICLES)))[1]]
    assert any(story.status == "merged" for story in published)
    assert any(story.split_from for story in published)
    assert any(story.retracted for story in published)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_order_gives_the_same_stories(data: st.DataObject) -> None:
    records = data.draw(st.permutations([*ARTICLES, *TICKS]))
    repeats = data.draw(st.lists(st.sampled_from(ARTICLES), max_size=5))
    memory, published, _ = run(list(ARTICLES))
    again, published_again, _ = run([*records, *repeats])
    assert stories(again, published_again) == stories(memory, published)


@settings(max_examples=60, deadline=None)
@given(st.permutations(ARTICLES), st.integers(0, len(ARTICLES)), st.booleans())
def test_changes_fold_to_the_same_memory(records: list, cut: int, late_tick: bool) -> None:
    ticks = [Tick(time=told.START + dt.timedelta(days=30))] if late_tick else []
    far = [article("https://z.example/later", told.SUMMIT, 200)] if late_tick else []
    memory, _, changes = run([*records[:cut], *far, *ticks])
    for left in (changes, compacted(changes)):
        again = folded(left, build())
        assert again.snapshot() == memory.snapshot()
        assert [again.decide(r) for r in records[cut:]] == [memory.decide(r) for r in records[cut:]]


@settings(max_examples=40, deadline=None)
@given(st.permutations(ARTICLES))
def test_versions_count_up_and_ids_are_used_once(records: list) -> None:
    _, published, _ = run(records)
    versions: dict[str, list[Story]] = {}
    for story in published:
        versions.setdefault(story.story_id, []).append(story)
    for line in versions.values():
        assert [story.version for story in line] == list(range(1, len(line) + 1))
        assert all(story.status == "open" for story in line[:-1])
    gone = {story.story_id: story.merged_into for story in published if story.status in ("merged", "split")}
    assert all(heir in versions for heir in gone.values())


def test_deciding_changes_nothing() -> None:
    memory, _, _ = run(ARTICLES[:6])
    before = memory.snapshot()
    for record in [*ARTICLES, *TICKS]:
        memory.decide(record)
    assert memory.snapshot() == before
