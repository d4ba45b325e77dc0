"""Alerts after CAP 1.2 (Common Alerting Protocol, OASIS), and the record of each decision.

CAP writes a time with a numeric offset and UTC as `-00:00`; `cap_time` does, and `sent` and `references` hold that.
"""

from datetime import UTC, datetime
from typing import Literal

from schemas.base import record

Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Verdict = Literal["alert", "update", "cancel", "hold"]


def cap_time(time: datetime) -> str:
    """`time` (aware) as CAP 1.2 section 3.2.1 asks: whole seconds, UTC as `-00:00`."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


@record
class Area:
    """Where an alert is about: a description and, where known, the ISO 3166 alpha-3 code and a point in degrees."""

    areaDesc: str
    country_code: str | None = None
    lat: float | None = None
    lon: float | None = None


@record
class AlertInfo:
    """CAP's info block. `description` is the evidence sentence."""

    category: str
    event: str
    urgency: Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
    severity: Severity
    certainty: Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
    headline: str
    description: str
    area: Area | None = None


@record
class Match:
    """What met a clause of the query. `text` is `body_text[start:end]` of article `uri`; no `uri`: a count or a code
    of the story as a whole, and `text` says which."""

    clause: str
    text: str
    uri: str | None = None
    start: int | None = None
    end: int | None = None


@record
class Alert:
    """A notice to one subscription about one story. `incidents` is the story's id; `group_key` is the same for the
    first alert, its updates and its cancel, each of which has an `identifier` of its own."""

    identifier: str
    sender: str
    sent: str
    status: Literal["Actual", "Exercise", "Test"] = "Actual"
    msgType: Literal["Alert", "Update", "Cancel"]
    scope: Literal["Restricted"] = "Restricted"
    references: tuple[str, ...] = ()
    incidents: str
    info: AlertInfo
    subscription_id: str
    query_version: int
    story_version: int
    matched: tuple[Match, ...] = ()
    group_key: str
    decision: Verdict
    decision_reason: str


@record
class Decision:
    """What `alert` decided about a subscription and a version of a story, sent or not, and why."""

    subscription_id: str
    query_version: int
    story_id: str
    story_version: int
    decision: Verdict
    reason: str
    identifier: str | None = None
