"""Logging: one line for one event, JSON where nobody watches, colours on a terminal."""

from __future__ import annotations

import logging
import sys
from typing import Final, TextIO

import structlog

CHATTY: Final = (
    "databases",
    "aiosqlite",
    "asyncio",
    "aioice",
    "aiortc",
    "alembic",
    "passlib",
    "uvicorn.error",
)
"""Below WARNING these tell queries with their values, each packet, or a socket's address with its query."""

COUNTED: Final = "aiortc.rtcrtpreceiver"
"""Warns of each frame that it cannot decode. They are counted, and too many end the session with one line."""


def set_up_logging(level: str, stream: TextIO | None = None) -> None:
    """Send our own events and other libraries' lines through one handler."""
    out = stream or sys.stderr
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(out)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(COUNTED).setLevel(logging.ERROR)


def _rendering(out: TextIO) -> list[structlog.types.Processor]:
    if out.isatty():
        # The richer tracebacks show local variables, and those hold passwords.
        return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
