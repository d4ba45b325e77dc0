"""Which record travels on which topic: the one table that codec, envelope and exported contracts are drawn from.

Topics are named here without the prefix that a deployment may set. `version` is a record's major version: a reader
refuses another one; new optional fields do not change it.
"""

from dataclasses import dataclass
from typing import Any

from schemas.alert import Alert, Decision
from schemas.article import CleanArticle, EnrichedArticle, RawArticle, TaggedArticle
from schemas.control import ReplayControl, SubscriptionControl, Tick, WebhookControl
from schemas.delivery import Answer, Attempt
from schemas.sources import FeedState, Redriven
from schemas.state import ArticleState, HeldStory, StoryState, Told, Watermark
from schemas.story import Story

RAW = "news.raw"
CLEAN = "news.clean"
TAGGED = "news.tagged"
ENRICHED = "news.enriched"
STORIES = "news.stories"
ALERTS = "news.alerts"
DECISIONS = "news.decisions"
CLOCK = "wiredesk.clock"
CONTROL = "wiredesk.control"
LINK_STATE = "news.link.state"
ALERT_STATE = "news.alert.state"
FEEDS = "wiredesk.feeds"
DELIVERIES = "wiredesk.deliveries"
REDRIVES = "wiredesk.redrives"


@dataclass(frozen=True, slots=True)
class Contract:
    """The records of one topic. Several records on one topic are told apart by their field `kind`."""

    topic: str
    records: tuple[type[Any], ...]
    ce_type: str
    version: int = 1

    @property
    def dataschema(self) -> str:
        """The `ce_dataschema` of the topic's records."""
        return f"urn:wiredesk:schema:{self.topic}:{self.version}"


CONTRACTS: dict[str, Contract] = {
    contract.topic: contract
    for contract in (
        Contract(RAW, (RawArticle,), "org.wiredesk.article.raw"),
        Contract(CLEAN, (CleanArticle,), "org.wiredesk.article.clean"),
        Contract(TAGGED, (TaggedArticle,), "org.wiredesk.article.tagged"),
        Contract(ENRICHED, (EnrichedArticle,), "org.wiredesk.article.enriched"),
        Contract(STORIES, (Story,), "org.wiredesk.story"),
        Contract(ALERTS, (Alert,), "org.wiredesk.alert"),
        Contract(DECISIONS, (Decision,), "org.wiredesk.decision"),
        Contract(CLOCK, (Tick,), "org.wiredesk.tick"),
        Contract(CONTROL, (SubscriptionControl, WebhookControl, ReplayControl), "org.wiredesk.control"),
        Contract(LINK_STATE, (ArticleState, StoryState, Watermark), "org.wiredesk.link.state"),
        Contract(ALERT_STATE, (SubscriptionControl, HeldStory, Told), "org.wiredesk.alert.state"),
        Contract(FEEDS, (FeedState,), "org.wiredesk.feed"),
        Contract(DELIVERIES, (Attempt, Answer), "org.wiredesk.delivery"),
        Contract(REDRIVES, (Redriven,), "org.wiredesk.redrive"),
    )
}

PRIVATE = frozenset({LINK_STATE, ALERT_STATE, FEEDS})
"""Topics that only the one step reads which writes them: what they hold is promised to nobody else."""
