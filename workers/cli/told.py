"""How a command that talks to Kafka ends when it can't: the reason in plain words on standard error, exit code 1."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from workers.broker.errors import BrokerError

console = Console(stderr=True, highlight=False)
"""For what people read beside a command's output."""


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn a BrokerError into its message and exit code 1. The Kafka client's own log of the failure is left out."""
    logging.getLogger("aiokafka").addHandler(logging.NullHandler())
    try:
        yield
    except BrokerError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from error
