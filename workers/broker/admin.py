"""A connection to a broker for questions and orders about itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError, KafkaError

from workers.broker.errors import BrokerError
from workers.reading.refusal import refusal


@asynccontextmanager
async def connected(arguments: dict[str, Any]) -> AsyncIterator[AIOKafkaAdminClient]:
    """An admin client, by aiokafka's connection `arguments`. What fails on it becomes a BrokerError with the
    address."""
    admin = AIOKafkaAdminClient(**arguments)
    try:
        await admin.start()
        yield admin
    except (KafkaError, OSError) as error:
        where = arguments["bootstrap_servers"]
        if isinstance(error, (KafkaConnectionError, OSError)):
            nobody = (
                f"No Kafka broker answers at {where}.\nStart the local one with `wiredesk broker start`, or check "
                "WIREDESK_KAFKA_BOOTSTRAP where you set it."
            )
            raise BrokerError(await refusal(arguments) or nobody) from error
        raise BrokerError(f"Kafka at {where}: {error or type(error).__name__}") from error
    finally:
        await admin.close()
