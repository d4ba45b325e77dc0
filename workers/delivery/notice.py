"""What a receiver gets of an alert, whatever the channel: an id that never changes, and the payload's words."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from schemas.alert import Alert, AlertInfo, cap_time
from schemas.codec import encode
from schemas.ids import digest

TYPES = {"Alert": "alert.created", "Update": "alert.updated", "Cancel": "alert.canceled"}


@dataclass(frozen=True, slots=True)
class Notice:
    """An alert for one receiver. `id` is the same in every attempt: by it a receiver knows a repeat."""

    id: str
    alert: Alert


def notice(prefix: str, webhook: str, alert: Alert) -> Notice:
    """The notice of `alert` to `webhook`. The wire's `prefix` is part of the id: an exercise on a replay's topics is no
    repeat of what was told in earnest."""
    return Notice(f"msg_{digest('notice', prefix, webhook, alert.identifier)}", alert)


def with_status(alert: Alert, status: Literal["Exercise", "Test"]) -> Alert:
    """`alert` as one that nobody should act on."""
    return replace(alert, status=status)


def sample(now: datetime) -> Alert:
    """A notice that says it is a test, `sent` at `now`."""
    info = AlertInfo(
        category="Other",
        event="TEST",
        urgency="Unknown",
        severity="Unknown",
        certainty="Unknown",
        headline="A test of this webhook",
        description="Nothing happened. Somebody asked Wiredesk to try this webhook.",
    )
    return Alert(
        identifier=f"test-{digest('test', now.isoformat())}",
        sender="wiredesk",
        sent=cap_time(now),
        status="Test",
        msgType="Alert",
        incidents="test",
        info=info,
        subscription_id="test",
        query_version=0,
        story_version=0,
        group_key="test",
        decision="alert",
        decision_reason="a test was asked for",
    )


def payload(notice: Notice) -> bytes:
    """The JSON body that Standard Webhooks suggests: `type`, `timestamp` (the alert's `sent`) and `data` (the alert).
    The same notice gives the same bytes."""
    alert = notice.alert
    return encode({"type": TYPES[alert.msgType], "timestamp": _utc(alert.sent), "data": alert})


def _utc(sent: str) -> datetime | str:
    """CAP's way to write a time (UTC as `-00:00`) as a time, written with `Z`; what is none stays as it is."""
    try:
        return datetime.fromisoformat(sent).astimezone(UTC)
    except (ValueError, OverflowError):
        return sent
