"""What the steps with memory remember: records of their private compacted topics, told apart by `kind`.

Folding a state topic gives the step's memory back (workers/core/link, workers/core/alert).
"""

from typing import Literal

from schemas.alert import Severity
from schemas.article import Origin
from schemas.base import Time, record
from schemas.event import Event
from schemas.story import Statement, Story, StoryEntity


@record
class ArticleState:
    """What `link` keeps of an article, over all its revisions; key `article/<uri>`.

    Headline to `statements` are of its latest usable revision, or of its latest where none is usable; `retracted` is
    of its latest revision: its `pubstatus` was not usable. `collected` is when it was first seen. `terms` are the
    heaviest stems and `names` the entities, both of unit length. `revisions` are digests of the distinct texts seen;
    the two ranks order revisions (time, then digest), so that arrival does not. `links` are the scores of the pairs
    that it makes with the articles held when it was written.
    """

    kind: Literal["article"] = "article"
    uri: str
    url: str | None = None
    source: str | None = None
    language: str | None = None
    headline: str | None = None
    lead: str = ""
    published: Time | None = None
    origin: Origin = Origin()
    fingerprint: tuple[str, ...] = ()
    terms: dict[str, float]
    names: dict[str, float]
    entities: tuple[StoryEntity, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    collected: Time
    retracted: bool = False
    revisions: tuple[str, ...] = ()
    content_rank: str
    status_rank: str
    links: dict[str, float]


@record
class StoryState:
    """What `link` keeps of an open story; key `story/<story_id>`. `members` are uris, sorted, retracted ones among
    them; `digest` is of its last published content."""

    kind: Literal["story"] = "story"
    story_id: str
    version: int
    members: tuple[str, ...]
    first_seen: Time
    last_seen: Time
    split_from: str | None = None
    digest: str


@record
class Watermark:
    """The newest `collected` that `link` has seen; key `watermark`."""

    kind: Literal["watermark"] = "watermark"
    time: Time


@record
class HeldStory:
    """The last version of an open story, as `alert` holds it to judge new subscriptions; key `story/<story_id>`."""

    kind: Literal["story"] = "story"
    story: Story


@record
class Told:
    """What a subscription was last told of a story; key `told/<subscription_id>/<story_id>`. `seen` is what of the
    story the subscriber can see, by name: an update goes out when it changes. `references` are the notices sent so
    far, as CAP writes them. `active` ends with a cancel. `headline` is the one that the last notice had."""

    kind: Literal["told"] = "told"
    subscription_id: str
    query_version: int
    story_id: str
    story_version: int
    group_key: str
    references: tuple[str, ...]
    active: bool
    severity: Severity
    seen: dict[str, str]
    headline: str = ""
