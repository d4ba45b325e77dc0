"""One input through one core function: decode, core, encode. What the stream and `pipe` both run, in a pool or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any

from schemas.codec import DecodeError, Fault, Message, decode, encode
from schemas.ids import digest, output_id, raw_id
from schemas.registry import CONTRACTS, RAW
from workers.core.outcome import Change, Drop, DropReason, Ok, Outcome, Output, Reject, RejectReason
from workers.pipeline import TOPICS, Step

_TOPIC_OF = {
    contract.records[0]: contract.topic for contract in CONTRACTS.values() if not contract.topic.endswith(".state")
}
"""Where an output goes, by its type; changes of a memory go to the step's own state topic."""


@dataclass(frozen=True, slots=True)
class Produced:
    """A record to write: `topic` without prefix; `value` none is a tombstone; `ce_id` as schemas.ids.output_id says."""

    topic: str
    key: str
    value: bytes | None
    ce_id: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input, ready to be written.

    `seconds` is the time that decoding, core and encoding took; `collected` the article's, where the outcome has one;
    `step` is the one that the input came to, `error` the class of an exception behind a rejection.
    """

    step: str

    produced: Sequence[Produced] = ()
    dropped: DropReason | None = None
    rejected: RejectReason | None = None
    detail: str = ""
    error: str = ""
    seconds: float = 0.0
    collected: datetime | None = None

    @classmethod
    def rejection(cls, step: str, reason: RejectReason, detail: str, error: str = "", seconds: float = 0) -> "Result":
        """A result that sends the input to the dead letters."""
        clear = detail[:2_000].encode("utf-8", "replace").decode()  # an error may quote half of a surrogate pair
        return cls(step, rejected=reason, detail=clear, error=error, seconds=seconds)


def run(step: Step, core: Any, message: Message, item_bytes: int) -> Result:
    """`message` (its topic without prefix) through `core`, what `step.build()` made. Never raises for an item's sake.

    Memory is changed only when everything was encoded: an error leaves it as it was.
    """
    began = perf_counter()
    try:
        if len(message.value or b"") > item_bytes:
            raise DecodeError(Fault.TOO_LARGE, f"{len(message.value or b''):,} bytes; {item_bytes:,} are read")
        record = decode(message)
        outcome = core(record) if step.pooled else core.decide(record)
        result = _encoded(step, outcome, _input_id(message, record), record, began)
    except DecodeError as error:
        return _rejection(step, RejectReason(error.fault), error.detail, error, began)
    except MemoryError as error:
        return _rejection(step, RejectReason.MEMORY_LIMIT, "more memory than WIREDESK_ITEM_MEMORY allows", error, began)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a fault of the core is this one item's dead letter
        return _rejection(step, RejectReason.CORE_ERROR, f"{type(error).__name__}: {error}", error, began)
    if result.rejected is None and step.state is not None:
        for change in outcome.changes:
            core.fold(change.key, change.record)
    return result


def _rejection(step: Step, reason: RejectReason, detail: str, error: BaseException, began: float) -> Result:
    return Result.rejection(step.name, reason, detail, type(error).__name__, perf_counter() - began)


def _input_id(message: Message, record: Any) -> str:
    """The input's `ce_id`; one of a foreign producer is unique with its `ce_source` only. A record without gets one of
    its bytes, a raw article the one that our connectors would give."""
    if given := message.header("ce_id"):
        source = message.header("ce_source") or ""
        return given if source.startswith("/wiredesk/") else digest("foreign", source, given)
    return raw_id(record) if message.topic == RAW else digest(message.topic, message.key or b"", message.value or b"")


def _encoded(step: Step, outcome: Outcome, input_id: str, record: Any, began: float) -> Result:
    if isinstance(outcome, Reject):
        return Result.rejection(step.name, outcome.reason, outcome.detail, seconds=perf_counter() - began)
    outputs: Sequence[Output] = outcome.outputs if isinstance(outcome, Ok) else ()
    produced = [_produce(step, _TOPIC_OF[type(output.record)], output, input_id) for output in outputs]
    if step.state is not None:
        produced += [_produce(step, step.state, change, input_id) for change in outcome.changes]
    for item in produced:
        limit = TOPICS[item.topic].max_bytes
        if len(item.value or b"") + 2 * len(item.key.encode()) > limit - _FRAME:
            detail = f"an output of {len(item.value or b''):,} bytes for {item.topic}, which takes {limit:,}"
            return Result.rejection(step.name, RejectReason.OUTPUT_TOO_LARGE, detail, seconds=perf_counter() - began)
    return Result(
        step.name,
        produced=produced,
        dropped=outcome.reason if isinstance(outcome, Drop) else None,
        detail=outcome.detail if isinstance(outcome, Drop) else "",
        seconds=perf_counter() - began,
        collected=getattr(record, "collected", None) or getattr(record, "last_seen", None),
    )


_FRAME = 16 * 1024
"""What headers and Kafka's own framing may add to a record; the key is there twice, as `ce_subject` too."""


def _produce(step: Step, topic: str, item: Output | Change, input_id: str) -> Produced:
    value = None if item.record is None else encode(item.record)
    return Produced(topic, item.key, value, output_id(input_id, step.name, step.version, item.key))
