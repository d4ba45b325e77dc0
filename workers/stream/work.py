"""What a lane does with its batches: the core in the pool, or a step's memory beside the stream; and the counting."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic

import structlog
from aiokafka import ConsumerRecord

from schemas import codec, envelope
from schemas.codec import moment
from schemas.registry import CONTRACTS
from workers.core.outcome import Memory
from workers.pipeline import TOPICS, Step
from workers.pool.pool import Pool
from workers.pool.work import Produced, Result, run
from workers.service.transaction import Write
from workers.settings import Settings
from workers.stream.deadletter import DeadLetterLimit, dead_letter
from workers.stream.restore import fold
from workers.stream.transport import headers
from workers.telemetry import metrics

log = structlog.get_logger()


class Shell:
    """What both kinds of work share: what is written for a batch, and what is counted. `limit` is the worker's."""

    def __init__(self, step: Step, settings: Settings, limit: DeadLetterLimit) -> None:
        self._step, self._settings, self._limit = step, settings, limit

    def writes(self, messages: Sequence[ConsumerRecord], results: Sequence[Result]) -> list[Write]:
        """Outputs and dead letters of a batch, in its order. Raises LimitReachedError."""
        now = datetime.now(UTC)
        writes: list[Write] = []
        for message, result in zip(messages, results, strict=True):
            self._limit.count(result.rejected, result.detail)
            if result.rejected is not None:
                limit = TOPICS[self._settings.logical(message.topic)].max_bytes
                writes.append(dead_letter(self._step, message, result, now, limit))
            writes += [self._write(message, item, now) for item in result.produced]
        return writes

    def committed(self, messages: Sequence[ConsumerRecord], results: Sequence[Result], seconds: float) -> None:
        """Count a batch that is written, its transaction having taken `seconds`, and log what was refused."""
        name = self._step.name
        now = datetime.now(UTC)
        metrics.BATCH_RECORDS.labels(name).observe(len(messages))
        metrics.TRANSACTION_SECONDS.labels(name).observe(seconds)
        for topic, count in Counter(m.topic for m in messages).items():
            metrics.RECORDS_IN.labels(name, self._settings.logical(topic)).inc(count)
        for topic, count in Counter(item.topic for result in results for item in result.produced).items():
            metrics.RECORDS_OUT.labels(name, topic).inc(count)
        step_seconds, age_seconds = metrics.STEP_SECONDS.labels(name), metrics.AGE_SECONDS.labels(name)
        for message, result in zip(messages, results, strict=True):
            step_seconds.observe(result.seconds)
            if result.produced and result.collected is not None:
                age_seconds.observe(max(0.0, (now - result.collected).total_seconds()))
            if result.dropped is not None:
                metrics.DROPPED.labels(name, result.dropped).inc()
            if result.rejected is not None:
                metrics.REJECTED.labels(name, result.rejected).inc()
                log.warning("dead-lettered", reason=str(result.rejected), detail=result.detail, **_place(message))

    def _write(self, message: ConsumerRecord, item: Produced, now: datetime) -> Write:
        given = dict(message.headers)
        trace = (given.get("traceparent") or b"").decode("utf-8", "replace")
        fields = envelope.headers(
            CONTRACTS[item.topic],
            ce_id=item.ce_id,
            source=f"/wiredesk/{self._step.name}",
            subject=item.key,
            time=now,
            traceparent=trace or None,
        )
        fields += [
            ("wd_input_topic", message.topic.encode()),
            ("wd_input_partition", str(message.partition).encode()),
            ("wd_input_offset", str(message.offset).encode()),
        ]
        if given.get(envelope.REPLAY) is not None:
            fields.append((envelope.REPLAY, given[envelope.REPLAY]))
        return Write(self._settings.topic(item.topic), item.key.encode(), item.value, fields)

    def _message(self, message: ConsumerRecord) -> codec.Message:
        return codec.Message(
            topic=self._settings.logical(message.topic),
            key=message.key,
            value=message.value,
            timestamp=moment(message.timestamp / 1000),
            headers=tuple(headers(message)),
        )


class PoolWork(Shell):
    """A step without memory: its core runs in the process pool, which its lanes share."""

    def __init__(self, step: Step, settings: Settings, limit: DeadLetterLimit, pool: Pool) -> None:
        super().__init__(step, settings, limit)
        self._pool = pool

    async def restore(self) -> None:
        """There is no state."""

    async def process(self, messages: Sequence[ConsumerRecord]) -> list[Result]:
        """The batch through the pool."""
        return await self._pool.run([self._message(message) for message in messages])


class MemoryWork(Shell):
    """A step with memory: one lane, which folds the state topic first and then takes record after record."""

    def __init__(self, step: Step, settings: Settings, limit: DeadLetterLimit) -> None:
        super().__init__(step, settings, limit)
        self._memory: Memory | None = None

    async def restore(self) -> None:
        """Build the memory anew and fold the state topic up to its end."""
        began = monotonic()
        memory: Memory = await asyncio.to_thread(self._step.build)
        assert self._step.state is not None
        count = await fold(memory, self._step.state, self._settings)
        self._memory = memory
        seconds = monotonic() - began
        metrics.RESTORE_SECONDS.labels(self._step.name).set(seconds)
        log.info("state restored", records=count, seconds=round(seconds, 3))

    async def process(self, messages: Sequence[ConsumerRecord]) -> list[Result]:
        """One record behind the other; the event loop breathes between them."""
        results = []
        for message in messages:
            results.append(run(self._step, self._memory, self._message(message), self._settings.item_bytes))
            await asyncio.sleep(0)
        return results


def _place(message: ConsumerRecord) -> dict[str, object]:
    """Where a record is, for a log line."""
    uri = (message.key or b"").decode("utf-8", "replace")
    return {"topic": message.topic, "partition": message.partition, "offset": message.offset, "uri": uri}
