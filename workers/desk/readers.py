"""Questions to the read model while it is being written: threads with a connection each, which can only read."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import Concatenate, ParamSpec, TypeVar

from workers.desk.store import BUSY_SECONDS, Store

P = ParamSpec("P")
T = TypeVar("T")
THREADS = 2
SECONDS = 5.0
"""What a question may take."""
_STEPS = 20_000
"""SQLite's instructions between two looks at the clock."""


class TooSlowError(Exception):
    """A question that takes longer than SECONDS."""


class Readers:
    """Asks `store`'s file, each question on one unchanging view of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(THREADS, "desk-read")
        self._local = threading.local()

    async def ask(self, question: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs) -> T:
        """The answer to `question` (workers.desk.reads). Raises TooSlowError, sqlite3.Error."""
        work = partial(self._answer, partial(question, **kw), *args)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """End the threads, when what they have in hand is answered."""
        self._threads.shutdown()

    def _answer(self, question: Callable[..., T], *arguments: object) -> T:
        connection = self._connection()
        until = monotonic() + SECONDS
        connection.set_progress_handler(lambda: monotonic() > until, _STEPS)
        connection.execute("BEGIN")
        try:
            return question(connection, *arguments)
        except sqlite3.OperationalError as error:
            if monotonic() > until:
                raise TooSlowError(f"it takes more than {SECONDS:g} s") from error
            raise
        finally:
            connection.set_progress_handler(None, 0)
            connection.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; a new one where the file was begun again."""
        held: tuple[int, sqlite3.Connection] | None = getattr(self._local, "held", None)
        generation = self._store.generation
        if held is None or held[0] != generation:
            if held is not None:
                held[1].close()
            address = f"{self._store.path.absolute().as_uri()}?mode=ro"
            connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
            held = self._local.held = (generation, connection)
        return held[1]
