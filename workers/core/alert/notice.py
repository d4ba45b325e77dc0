"""One subscription and one story: what to say, if anything, and why."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from schemas.alert import Alert, Decision, Match, Verdict, cap_time
from schemas.control import SubscriptionControl
from schemas.ids import digest
from schemas.state import Told
from schemas.story import Story
from workers.core.alert.cap import info, severity, subject
from workers.core.alert.match import matched, why_not
from workers.core.alert.view import View

SENDER = "wiredesk"
_MESSAGES = {"alert": "Alert", "update": "Update", "cancel": "Cancel"}


@dataclass(frozen=True)
class Ruling:
    """What was decided: the record of it, the notice if one goes out, and what the subscription has been told now
    (none: nothing, as before)."""

    decision: Decision
    alert: Alert | None = None
    told: Told | None = None


def group_key(subscription_id: str, story_id: str) -> str:
    """The key of all notices to a subscription about a story."""
    return digest("alert", subscription_id, story_id)


def judge(control: SubscriptionControl, view: View, told: Told | None, issued: datetime | None = None) -> Ruling | None:
    """What `control`'s subscription is to be told of `view`, given what it was `told`; none where it neither matches
    nor ever did. `issued` is when the subscription was made or changed, if that is what is being judged."""
    query = control.subscription.query
    found = matched(query, view)
    if found is None:
        if told is None:
            return None
        reason = why_not(query, view) or "no longer met"
        if told.active:
            return withdraw(control, view.story, told, reason, issued)
        return _hold(control, view.story, dataclasses.replace(told, story_version=view.story.version), reason)
    seen = visible(view.story, found)
    if told is None or not told.active:
        return _tell(control, view.story, "alert", _first_reason(told, found), found, told, seen, issued)
    changes = [
        f"{what}: {told.seen.get(what) or '-'} -> {seen[what] or '-'}"
        for what in seen
        if told.seen.get(what) != seen[what]
    ]
    if changes:
        return _tell(control, view.story, "update", "; ".join(changes), found, told, seen, issued)
    kept = dataclasses.replace(told, story_version=view.story.version, query_version=control.subscription.version)
    return _hold(control, view.story, kept, "nothing that the subscriber can see changed: " + _counts(view.story))


def withdraw(
    control: SubscriptionControl, story: Story, told: Told, reason: str, issued: datetime | None = None
) -> Ruling:
    """Take back what was told of `story`."""
    return _tell(control, story, "cancel", reason, (), told, told.seen, issued)


def visible(story: Story, found: tuple[Match, ...]) -> dict[str, str]:
    """What of a story its subscriber can see, by name: an update goes out when it changes."""
    told = subject(story, found)
    event = told.event if told else None
    place = event.location if event else None
    return {
        "independent sources": str(story.num_independent_sources),
        "clauses": ", ".join(sorted({match.clause for match in found})),
        "severity": severity(event),
        "event": event.event_type if event else "",
        "actor": ", ".join(sorted({party.name for party in event.actor})) if event else "",
        "recipient": ", ".join(sorted({party.name for party in event.recipient})) if event else "",
        "place": (place.resolved or place.extracted) if place else "",
        "retracted": ", ".join(story.retracted),
    }


def _tell(
    control: SubscriptionControl,
    story: Story,
    verdict: Verdict,
    reason: str,
    found: tuple[Match, ...],
    told: Told | None,
    seen: dict[str, str],
    issued: datetime | None,
) -> Ruling:
    subscription = control.subscription
    message = _MESSAGES[verdict]
    references = told.references if told else ()
    # A story that loses its last article is last seen earlier: a notice is never older than the one before.
    earlier = [reference.rsplit(",", 1)[1] for reference in references[-1:]]
    sent = max([cap_time(max(story.last_seen, issued or story.last_seen)), *earlier])
    identifier = digest(
        "notice", subscription.id, str(subscription.version), cap_time(control.issued), story.story_id,
        str(story.version), message,
    )  # fmt: skip
    alert = Alert(
        identifier=identifier,
        sender=SENDER,
        sent=sent,
        msgType=message,  # type: ignore[arg-type]  # the table's values are CAP's
        references=references,
        incidents=story.story_id,
        info=info(story, found, told.headline if told else ""),
        subscription_id=subscription.id,
        query_version=subscription.version,
        story_version=story.version,
        matched=found,
        group_key=group_key(subscription.id, story.story_id),
        decision=verdict,
        decision_reason=reason,
    )
    now = Told(
        subscription_id=subscription.id,
        query_version=subscription.version,
        story_id=story.story_id,
        story_version=story.version,
        group_key=alert.group_key,
        references=(*references, f"{SENDER},{identifier},{sent}"),
        active=verdict != "cancel",
        severity=alert.info.severity,
        seen=seen,
        headline=alert.info.headline,
    )
    return Ruling(_decision(control, story, verdict, reason, identifier), alert, now)


def _hold(control: SubscriptionControl, story: Story, told: Told, reason: str) -> Ruling:
    return Ruling(_decision(control, story, "hold", reason, None), None, told)


def _decision(
    control: SubscriptionControl, story: Story, verdict: Verdict, reason: str, identifier: str | None
) -> Decision:
    return Decision(
        subscription_id=control.subscription.id,
        query_version=control.subscription.version,
        story_id=story.story_id,
        story_version=story.version,
        decision=verdict,
        reason=reason,
        identifier=identifier,
    )


def _first_reason(told: Told | None, found: tuple[Match, ...]) -> str:
    clauses = ", ".join(sorted({match.clause for match in found})) or "every story"
    return f"{'first match' if told is None else 'matches again'}: {clauses}"


def _counts(story: Story) -> str:
    return f"{story.num_articles} articles of {story.num_independent_sources} independent sources"
