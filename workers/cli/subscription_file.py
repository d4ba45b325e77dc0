"""The file of subscriptions that a command was given: read and checked, or its mistakes told."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from workers.cli.failures import REFUSED, say
from workers.reading.safe import one_line

if TYPE_CHECKING:
    from schemas.control import Subscription


def subscriptions_of(file: Path) -> "tuple[Subscription, ...]":
    """The subscriptions in `file` (`-`: standard input). Where it has mistakes: each is told, exit code REFUSED."""
    from workers.core.alert.subscriptions import SubscriptionError, parse

    try:
        return parse(sys.stdin.read() if str(file) == "-" else file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        say(f"{file}: {error.strerror if isinstance(error, OSError) else error}")
        raise typer.Exit(REFUSED) from error
    except SubscriptionError as error:
        for problem in error.problems:
            say(f"{file}: {one_line(problem)}")
        raise typer.Exit(REFUSED) from error
