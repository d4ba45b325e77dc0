"""Whether the broker answers: asked now and then, for a readiness that is honest and an end where it stays away."""

import asyncio
from time import monotonic

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from workers.settings import Settings

PATIENCE = 6
"""Session timeouts after which a worker ends: started again, it looks anew for where the broker is."""


class BrokerAwayError(ConnectionError):
    """The broker has not answered for so long that it may be somewhere else."""


class BrokerWatch:
    """Asks the broker for its metadata three times in each session timeout."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._timeout = settings.kafka_session_timeout
        self._answered = monotonic()

    @property
    def answers(self) -> bool:
        """Whether it has answered within the session timeout."""
        return monotonic() - self._answered < self._timeout

    async def run(self) -> None:
        """Watch until cancelled. Raises BrokerAwayError."""
        client = AIOKafkaConsumer(**self._settings.kafka, client_id="wiredesk-watch")
        try:
            await client.start()
            while True:
                try:
                    await asyncio.wait_for(client.topics(), self._timeout / 2)
                    self._answered = monotonic()
                except (KafkaError, TimeoutError, OSError) as error:
                    if monotonic() - self._answered > PATIENCE * self._timeout:
                        where = self._settings.bootstrap
                        raise BrokerAwayError(
                            f"nothing answers at {where} for {PATIENCE * self._timeout:g} s"
                        ) from error
                await asyncio.sleep(self._timeout / 3)
        finally:
            await client.stop()
