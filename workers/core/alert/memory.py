"""The `alert` step: stories and subscriptions in, notices and decisions out. What it remembers is folded from its own
changes."""

import dataclasses
from collections import defaultdict
from typing import Any

from schemas.control import Control, Deleted, SubscriptionControl, control_key
from schemas.state import HeldStory, Told
from schemas.story import Story
from workers.core.alert.index import Index, leads_to
from workers.core.alert.notice import Ruling, judge, withdraw
from workers.core.alert.view import View
from workers.core.outcome import Change, Drop, DropReason, Ok, Outcome, Output


class AlertMemory:
    """Subscriptions, open stories, and who was told what (workers.core.outcome.Memory).

    Which (subscription, story) pairs stand alerted in the end depends on the last version of each story and each
    subscription, not on the order in which they came.
    """

    def __init__(self) -> None:
        self._controls: dict[str, SubscriptionControl] = {}
        self._index = Index()
        self._views: dict[str, View] = {}
        self._told: dict[str, dict[str, Told]] = defaultdict(dict)
        self._stories_told: dict[str, set[str]] = defaultdict(set)

    def decide(self, record: Story | Control | Deleted) -> Outcome:
        """What a story's version, a subscription or its end changes; the memory stays as it is until it is folded."""
        if isinstance(record, Story):
            held = self._views.get(record.story_id)
            if held and held.story.version >= record.version:
                return Drop(DropReason.DUPLICATE, f"version {record.version} of {record.story_id} is known")
            return self._tell(View(record)) if record.status == "open" else self._end(record)
        if isinstance(record, SubscriptionControl):
            return self._subscribe(record)
        if isinstance(record, Deleted):
            return self._unsubscribe(record.key)
        return Drop(DropReason.NOT_FOR_THIS_STEP, control_key(record))

    def fold(self, key: str, record: Any | None) -> None:
        """Take one change in: `subscription/<id>`, `story/<id>` or `told/<subscription>/<story>`."""
        kind, _, name = key.partition("/")
        if isinstance(record, SubscriptionControl):
            self._controls[record.subscription.id] = record
            self._index.put(record.subscription.id, record.subscription.query)
        elif isinstance(record, HeldStory):
            self._views[record.story.story_id] = View(record.story)
        elif isinstance(record, Told):
            self._told[record.story_id][record.subscription_id] = record
            self._stories_told[record.subscription_id].add(record.story_id)
        elif kind == "subscription":
            self._controls.pop(name, None)
            self._index.drop(name)
        elif kind == "story":
            self._views.pop(name, None)
        elif kind == "told":
            self._forget_told(*name.rsplit("/", 1))

    def snapshot(self) -> dict[str, Any]:
        """All that is remembered, by key of the state topic; for tests and inspection."""
        held: dict[str, Any] = {f"subscription/{id_}": control for id_, control in self._controls.items()}
        held |= {f"story/{id_}": view.story for id_, view in self._views.items()}
        held |= {_told_key(told): told for by_story in self._told.values() for told in by_story.values()}
        return dict(sorted(held.items()))

    def _tell(self, view: View) -> Outcome:
        story_id = view.story.story_id
        told = self._told.get(story_id, {})
        rulings = [
            judge(self._controls[id_], view, told.get(id_))
            for id_ in sorted({*self._index.may_meet(view), *told})
            if id_ in self._controls
        ]
        return _outcome(
            rulings, [Change(f"story/{story_id}", HeldStory(story=view.story))], "no subscription asks for it"
        )

    def _end(self, story: Story) -> Outcome:
        """A story that is closed stands as it was told; one that went into another is taken back."""
        view = self._views.get(story.story_id)
        if view is None:
            return Drop(DropReason.NOTHING_NEW, f"{story.story_id} was not held")
        last = dataclasses.replace(view.story, version=story.version)
        changes = [Change(f"story/{story.story_id}", None)]
        rulings: list[Ruling | None] = []
        for id_, told in sorted(self._told.get(story.story_id, {}).items()):
            changes.append(Change(_told_key(told), None))
            control = self._controls.get(id_)
            if control and told.active and story.status != "closed":
                rulings.append(withdraw(control, last, told, self._heir(story, id_)))
        return _outcome(rulings, changes, f"{story.status}, nobody to tell", keep_told=False)

    def _heir(self, story: Story, subscription_id: str) -> str:
        heir = story.merged_into or ""
        told = self._told.get(heir, {}).get(subscription_id)
        stands = "which is alerted" if told and told.active else "which the query does not meet"
        return f"{story.status} into story {heir}, {stands}"

    def _subscribe(self, control: SubscriptionControl) -> Outcome:
        id_ = control.subscription.id
        held = self._controls.get(id_)
        if held and (held.subscription.version, held.issued) >= (control.subscription.version, control.issued):
            return Drop(DropReason.DUPLICATE, f"version {control.subscription.version} of {id_} is known")
        told = {story_id: self._told[story_id][id_] for story_id in self._stories_told.get(id_, ())}
        rulings = [
            judge(control, view, told.get(story_id), control.issued)
            for story_id, view in sorted(self._views.items())
            if story_id in told or leads_to(control.subscription.query, view)
        ]
        return _outcome(rulings, [Change(f"subscription/{id_}", control)], "no open story meets it")

    def _unsubscribe(self, key: str) -> Outcome:
        id_ = key.removeprefix("subscription/")
        control = self._controls.get(id_)
        if control is None:
            return Drop(DropReason.NOTHING_NEW, f"{key} was not held")
        changes = [Change(key, None)]
        rulings: list[Ruling | None] = []
        for story_id in sorted(self._stories_told.get(id_, ())):
            told = self._told[story_id][id_]
            changes.append(Change(_told_key(told), None))
            if told.active:
                rulings.append(withdraw(control, self._views[story_id].story, told, "the subscription was deleted"))
        return _outcome(rulings, changes, "nothing stood alerted", keep_told=False)

    def _forget_told(self, subscription_id: str, story_id: str) -> None:
        self._told[story_id].pop(subscription_id, None)
        self._stories_told[subscription_id].discard(story_id)
        if not self._told[story_id]:
            del self._told[story_id]
        if not self._stories_told[subscription_id]:
            del self._stories_told[subscription_id]


def _outcome(rulings: list[Ruling | None], changes: list[Change], otherwise: str, keep_told: bool = True) -> Outcome:
    outputs: list[Output] = []
    for ruling in rulings:
        if ruling is None:
            continue
        decision = ruling.decision
        if ruling.alert:
            outputs.append(Output(ruling.alert.group_key, ruling.alert))
        outputs.append(Output(f"{decision.subscription_id}/{decision.story_id}/{decision.story_version}", decision))
        if ruling.told and keep_told:
            changes.append(Change(_told_key(ruling.told), ruling.told))
    return Ok(outputs, changes) if outputs else Drop(DropReason.NOTHING_NEW, otherwise, changes)


def _told_key(told: Told) -> str:
    return f"told/{told.subscription_id}/{told.story_id}"
