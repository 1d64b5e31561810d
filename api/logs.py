"""Structured logs: one JSON object a line, without message text, tokens or video paths."""

from __future__ import annotations

import hashlib
import logging
import sys

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict

from coach.identity import UserId


def configure_logging(level: int = logging.INFO) -> None:
    """Send JSON lines to standard error; called once by the process main."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Not `dict_tracebacks`: it writes local variables, and with them what athletes said.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            _without_input,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.getLogger("uvicorn.error").addFilter(_is_news)


WORDS_OF_OURS = frozenset(
    {
        "ConnectionError",
        "ConnectionRefusedError",
        "ExternalFailure",
        "OSError",
        "OperationalError",
        "SetupError",
        "TimeoutError",
    }
)
"""Exceptions whose text says which part is down. Every other text may repeat what was sent:
pydantic quotes the input, PostgreSQL the failing row."""


def _without_input(_logger: object, _method: str, event: EventDict) -> EventDict:
    for raised in event.get("exception", ()):
        if raised["exc_type"] not in WORDS_OF_OURS:
            raised["exc_value"] = ""
    return event


def _is_news(record: logging.LogRecord) -> bool:
    """Tell whether uvicorn's record says more than `request_failed`, which is logged already."""
    return not str(record.msg).startswith("Exception in ASGI application")


def user_hash(user_id: UserId) -> str:
    """Return a short name for an athlete that does not tell who it is.

    Source: 48 bits keep a million users apart with a collision chance below 0.2 %.
    """
    return hashlib.sha256(user_id.bytes).hexdigest()[:12]
