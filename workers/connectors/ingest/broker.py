"""The way to the broker, kept open in the background: the server answers while it is away, and says so."""

import asyncio

import structlog
from aiokafka.errors import KafkaError

from schemas.registry import RAW
from workers.connectors.publisher import Publisher
from workers.reading.cluster import ClusterError, partitions
from workers.reading.watch import BrokerWatch
from workers.settings import Settings

log = structlog.get_logger()

PAUSES = (0.5, 10.0)
"""The first and the longest pause, in seconds, before it is tried again."""


class Broker:
    """Holds a publisher whenever there is a broker to publish to."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._watch: BrokerWatch | None = None
        self.publisher: Publisher | None = None

    @property
    def answers(self) -> bool:
        """Whether the broker has `news.raw` and has answered a moment ago."""
        return self.publisher is not None and self._watch is not None and self._watch.answers

    async def keep(self) -> None:
        """Connect, and again whenever the broker was away for long, until cancelled."""
        pause = PAUSES[0]
        while True:
            publisher = Publisher(self._settings, "ingest")
            try:
                await partitions(self._settings, [RAW])
                await publisher.start()
                self.publisher, self._watch, pause = publisher, BrokerWatch(self._settings), PAUSES[0]
                log.info("connected", broker=self._settings.bootstrap)
                await self._watch.run()
            except (ClusterError, KafkaError, OSError) as error:
                log.warning("the broker can't be used", error=str(error), pause=pause)
            finally:
                self.publisher = None
                await publisher.stop()
            await asyncio.sleep(pause)
            pause = min(2 * pause, PAUSES[1])
