"""`POST /articles`: a body in, its articles on `news.raw`, a receipt out once the broker has acknowledged them."""

import asyncio
from contextlib import aclosing, nullcontext, suppress
from datetime import UTC, datetime
from http import HTTPStatus
from time import monotonic

import orjson
import structlog
from aiohttp import HttpVersion11, web

from workers.connectors.feeder import feed
from workers.connectors.ingest.answers import Fault, Post, problem
from workers.connectors.ingest.body import Budget, check_length, receive
from workers.connectors.ingest.broker import Broker
from workers.connectors.ingest.media import Media, media, read
from workers.connectors.items import Refusal
from workers.connectors.publisher import BrokerGoneError, Publisher
from workers.service.access import allowed
from workers.service.problems import Problem
from workers.settings import Settings
from workers.telemetry import metrics

log = structlog.get_logger()

PATH = "/articles"
ACCEPTED = HTTPStatus.ACCEPTED
ACK_SECONDS = 10.0
"""How long the broker may acknowledge nothing before a post is answered without."""
IDLE_POLL = 0.05
LARGE = 2**20
LARGE_AT_ONCE = 2
"""Bodies of more than LARGE bytes that are read at a time, so that hostile ones do not take all memory: an array of
8 MiB that is nothing but brackets takes 200 MB for a moment."""


class Articles:
    """The route's handlers."""

    def __init__(self, settings: Settings, broker: Broker, *, ack_seconds: float = ACK_SECONDS) -> None:
        self._settings, self._broker, self._ack_seconds = settings, broker, ack_seconds
        self._budget = Budget(max(settings.ingest_in_flight, settings.ingest_bytes))
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)
        self._in_hand = 0

    async def expect(self, request: web.Request) -> web.StreamResponse | None:
        """`Expect: 100-continue`: what would be refused in any case is, before its body is sent."""
        try:
            self._check(request)
        except Problem as fault:
            response = fault.response()
            response.force_close()  # or a body that is sent all the same would be read as the next request
            metrics.HTTP_REQUESTS.labels("ingest", PATH, str(response.status)).inc()
            return response
        if request.version >= HttpVersion11:
            await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            request.writer.output_size = 0  # it is not the answer's
        return None

    async def idle(self, seconds: float) -> None:
        """Return when no post is in hand any more, or when `seconds` have gone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._in_hand:
                    await asyncio.sleep(IDLE_POLL)

    async def post(self, request: web.Request) -> web.Response:
        """The answer to a post. Raises Problem."""
        self._in_hand += 1
        try:
            return await self._answer(request)
        finally:
            self._in_hand -= 1

    async def _answer(self, request: web.Request) -> web.Response:
        began = monotonic()
        row, limit = self._check(request)
        publisher = self._publisher()
        with self._budget.share() as share:
            payload = await receive(request, limit, self._settings.ingest_seconds, share)
            metrics.HTTP_REQUEST_BYTES.labels("ingest", PATH).inc(len(payload))
            async with self._large if len(payload) > LARGE else nullcontext():
                post = await self._publish(publisher, row, payload, request.charset)
        answer = _told(post)
        log.info(
            "posted",
            status=answer.status,
            accepted=post.acknowledged,
            refused=post.reasons,
            bytes=len(payload),
            seconds=round(monotonic() - began, 3),
        )
        return answer

    def _check(self, request: web.Request) -> tuple[Media, int]:
        """How the body is to be read, and its limit; what the headers alone condemn raises Problem."""
        if not allowed(request, self._settings.api_key):
            raise problem(Fault.WRONG_KEY, "Send the API key as `Authorization: Bearer KEY` or `X-API-Key: KEY`.")
        row = media(request)
        limit = min(row.limit or self._settings.ingest_bytes, self._settings.ingest_bytes)
        check_length(request, limit)
        return row, limit

    def _publisher(self) -> Publisher:
        if self._broker.publisher is None:
            raise problem(Fault.NOT_ACKNOWLEDGED, "The broker does not answer; nothing was taken. Try again later.")
        return self._broker.publisher

    async def _publish(self, publisher: Publisher, row: Media, payload: bytes, charset: str | None) -> Post:
        post, now = Post(), datetime.now(UTC)
        try:
            async with aclosing(feed(read(row, payload, charset, now))) as items:
                await publisher.publish(items, post, now=lambda: now, stall=self._ack_seconds)
        except BrokerGoneError as error:
            log.warning("the broker acknowledges nothing", detail=str(error))
            post.cut_short = True
        metrics.SOURCE_PUBLISHED.labels("ingest").inc(post.acknowledged)
        for reason, count in post.reasons.items():
            metrics.SOURCE_REFUSED.labels("ingest", reason).inc(count)
        return post


def _told(post: Post) -> web.Response:
    """202 with the receipt where all that is an article was acknowledged, and there was one; else a problem."""
    receipt = post.receipt
    if post.cut_short or Refusal.NOT_ACKNOWLEDGED in post.reasons:
        detail = "The broker did not acknowledge everything. Post it again: what is there already has the same `ce_id`."
        return problem(Fault.NOT_ACKNOWLEDGED, detail, receipt).response()
    if post.acknowledged:
        return web.Response(status=ACCEPTED, body=orjson.dumps(receipt), content_type="application/json")
    if set(post.reasons) == {Refusal.TOO_LARGE}:
        detail = "Each article in it is over the limit; `refused` says by how much."
        return problem(Fault.TOO_LARGE, detail, receipt).response()
    return problem(Fault.NO_ARTICLE, "Nothing in the body is an article; `refused` says why.", receipt).response()
