"""What connectors remember and leave behind: how far a feed was read, what was redriven."""

from schemas.base import Time, record


@record
class FeedState:
    """A feed as it was last seen; key: its `url` as it was given.

    `etag` and `last_modified` go back with the next request (RFC 9110, 13.1); `seen` are digests of the items in the
    feed's last answers, so that none is published twice; `failures` counts refused or failed polls in a row.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    seen: tuple[str, ...] = ()
    polled: Time
    failures: int = 0
    not_before: Time | None = None


@record
class Redriven:
    """The receipt of a dead letter that went back to its topic; key `<topic>/<partition>/<offset>` of the letter. All
    places are without the deployment's prefix; `time` is UTC."""

    topic: str
    partition: int
    offset: int
    to: str
    uri: str
    reason: str
    time: Time
