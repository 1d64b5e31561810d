"""Where a run's log lines go: a file of its folder, one JSON object a line, never the terminal."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import structlog

LOG: Final = "log.jsonl"


@contextmanager
def log_to(folder: Path) -> Generator[None]:
    """Send the log lines of this process to the run's folder for the length of the block."""
    with (folder / LOG).open("a", encoding="utf-8", buffering=1) as file:
        structlog.configure(
            processors=[
                structlog.contextvars.merge_contextvars,
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
            logger_factory=structlog.WriteLoggerFactory(file),
        )
        try:
            yield
        finally:
            structlog.reset_defaults()
