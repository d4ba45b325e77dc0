"""What the ingest server answers: the shapes of its bodies, and the table of all that can go wrong."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from schemas.base import record
from workers.connectors.door import Outgoing
from workers.connectors.items import Refusal, Refused
from workers.connectors.publisher import Tally
from workers.service.problems import Problem

LABEL = "body"
"""What a post's items are labelled with: `body`, `body:LINE`, `body#ITEM`."""


@record
class Accepted:
    """An article that is on `news.raw`. `ce_id` is of its uri and payload: posted again, it has the same."""

    place: str
    uri: str
    ce_id: str


@record
class NotAccepted:
    """An item that was not taken; `place` is where in the body it stands (`line 17`, `item 3`, `body`)."""

    place: str
    reason: Refusal
    detail: str


@record
class Receipt:
    """What became of each item of a post, in no certain order."""

    accepted: tuple[Accepted, ...]
    refused: tuple[NotAccepted, ...]


class Fault(StrEnum):
    """Why a post was not answered with 202."""

    NO_ARTICLE = "no_article"
    BROKEN_BODY = "broken_body"
    WRONG_KEY = "wrong_key"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    BUSY = "busy"
    INTERNAL = "internal"
    NOT_ACKNOWLEDGED = "not_acknowledged"


@record
class ProblemDetails:
    """An RFC 9457 problem; `accepted` and `refused` are there where the body was read."""

    type: str
    title: str
    status: int
    detail: str
    reason: Fault
    accepted: tuple[Accepted, ...] = ()
    refused: tuple[NotAccepted, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """How a fault is answered: `meaning` is for the OpenAPI document."""

    status: HTTPStatus
    meaning: str
    headers: tuple[tuple[str, str], ...] = ()


FAULTS: dict[Fault, Row] = {
    Fault.NO_ARTICLE: Row(HTTPStatus.BAD_REQUEST, "Nothing in the body is an article; `refused` says why."),
    Fault.BROKEN_BODY: Row(HTTPStatus.BAD_REQUEST, "The body's Content-Encoding or chunks can't be read."),
    Fault.WRONG_KEY: Row(
        HTTPStatus.UNAUTHORIZED, "The API key is missing or wrong.", (("WWW-Authenticate", 'Bearer realm="wiredesk"'),)
    ),
    Fault.NOT_FOUND: Row(HTTPStatus.NOT_FOUND, "There is nothing at this address."),
    Fault.METHOD_NOT_ALLOWED: Row(HTTPStatus.METHOD_NOT_ALLOWED, "The address is there; this method is not for it."),
    Fault.TOO_SLOW: Row(HTTPStatus.REQUEST_TIMEOUT, "The body did not come in time."),
    Fault.TOO_LARGE: Row(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body, or each article in it, is over the limit; none was taken."
    ),
    Fault.UNKNOWN_TYPE: Row(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "No article has this Content-Type."),
    Fault.BUSY: Row(
        HTTPStatus.TOO_MANY_REQUESTS, "Too many bytes are being received at once.", (("Retry-After", "1"),)
    ),
    Fault.INTERNAL: Row(HTTPStatus.INTERNAL_SERVER_ERROR, "A fault of the server's; its log says more."),
    Fault.NOT_ACKNOWLEDGED: Row(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The broker did not acknowledge all that is an article. What is refused as `not_acknowledged` may have "
        "arrived, or may yet; to post it again does no harm, for it has the same `ce_id`.",
        (("Retry-After", "5"),),
    ),
}


def problem(fault: Fault, detail: str, receipt: Receipt | None = None) -> Problem:
    """The problem that answers `fault`; with a receipt, what was read is listed."""
    row = FAULTS[fault]
    listed = {} if receipt is None else {"accepted": receipt.accepted, "refused": receipt.refused}
    return Problem(row.status, detail, dict(row.headers), {"reason": fault, **listed})


class Post(Tally):
    """The tally of one post, which names what was accepted. `cut_short`: not all of it was read, for the broker
    acknowledged nothing any more."""

    def __init__(self) -> None:
        super().__init__()
        self.cut_short = False
        self._accepted: list[Accepted] = []

    def land(self, record: Outgoing) -> None:
        """Count and name `record`."""
        super().land(record)
        self._accepted.append(Accepted(place=_place(record.label), uri=record.key.decode(), ce_id=record.ce_id))

    @property
    def receipt(self) -> Receipt:
        """What is known now."""
        return Receipt(accepted=tuple(self._accepted), refused=tuple(map(_not_accepted, self.refused)))


def _not_accepted(refused: Refused) -> NotAccepted:
    return NotAccepted(place=_place(refused.label), reason=refused.reason, detail=refused.detail)


def _place(label: str) -> str:
    at = label.removeprefix(LABEL)
    return {":": "line ", "#": "item "}[at[0]] + at[1:] if at else LABEL
