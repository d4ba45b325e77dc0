"""Structured logs: one line an event, with topic, partition, offset and uri where there are any."""

import logging
import sys
import time
from collections import defaultdict
from typing import Any, TextIO

import structlog

_NOISY = ("aiokafka", "faust", "mode")
_PER_WINDOW, _WINDOW = 20, 30.0


class RateLimit(logging.Filter):
    """At most 20 lines in 30 seconds from each logger of the client: it writes hundreds while a broker is away."""

    def __init__(self) -> None:
        super().__init__()
        self._windows: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def filter(self, record: logging.LogRecord) -> bool:
        """Let `record` pass unless its logger has had its share."""
        if not record.name.startswith(_NOISY):
            return True
        window = self._windows[record.name]
        now = time.monotonic()
        if now - window[0] > _WINDOW:
            window[:] = [now, 0]
        window[1] += 1
        return window[1] <= _PER_WINDOW


def configure(level: str, form: str, stream: TextIO | None = None, **bound: Any) -> None:
    """Send structlog and the standard library's loggers to `stream` (standard error) as `form` (json or text). `bound`
    is on every line of this process."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    colors = (stream or sys.stderr).isatty()
    last = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=colors)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            last,
        ],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    # A transaction that begins while the one before is still being marked is refused once and retried: no news.
    logging.getLogger("aiokafka.producer.sender").setLevel(logging.ERROR)
    handler.addFilter(RateLimit())
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(**bound)
