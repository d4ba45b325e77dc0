"""What connectors remember and leave behind: how far a feed was read, what was redriven."""

from schemas.base import Time, record


@record
class FeedState:
    """A feed as it was last seen; key: its `url` as it was given.

    `address` is where it has moved for good (301, 308). `etag` and `last_modified` go back with the next request
    (RFC 9110, 13.1); `answer` is a digest of the last body, `seen` are digests of the items in the feed's last
    answers, so that none is published twice. `ttl` is how many seconds its content says that it stays fresh;
    `pages_due` how many pages of a WordPress collection are to be read whatever is on the first, for one of them was
    new and could not be had. `failures` counts refused or failed polls in a row. It is not polled before `not_before`.
    """

    url: str
    address: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    answer: str | None = None
    seen: tuple[str, ...] = ()
    ttl: int = 0
    pages_due: int = 0
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
