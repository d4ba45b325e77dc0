"""What commands that talk to the cluster say when it can't be used: a line for people and an exit code for scripts."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from aiokafka.errors import KafkaError
from rich.console import Console

from workers.broker.errors import BrokerError
from workers.reading.cluster import ClusterError

REFUSED = 1
"""Exit code: the command ran, and something of what was asked was refused or not found."""
NO_CLUSTER = 2
"""Exit code: the broker does not answer, lacks the topics, or refuses us (and click's for a wrong option)."""
INTERRUPTED = 130

console = Console(stderr=True, highlight=False)
"""For what people read beside a command's output."""


@contextmanager
def told() -> Iterator[None]:
    """Turn a cluster's failures into a message on standard error and NO_CLUSTER, the local broker's into REFUSED,
    Ctrl-C into INTERRUPTED."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # hundreds of lines for a broker that is away
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # futures that aiokafka leaves unread when it is fenced
    try:
        yield
    except BrokerError as error:
        say(str(error))
        raise typer.Exit(REFUSED) from error
    except ClusterError as error:
        say(str(error))
        raise typer.Exit(NO_CLUSTER) from error
    except KafkaError as error:
        say(f"The cluster failed: {type(error).__name__}: {error}")
        raise typer.Exit(NO_CLUSTER) from error
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:  # `| head` has what it wanted; nothing more may be written when the interpreter ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def say(text: str) -> None:
    """`text` in red on standard error, its lines unbroken."""
    console.print(text, style="red", markup=False, emoji=False, soft_wrap=True)
