"""What is logged when something fails, and what is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.unit

FAILING = """
import logging, structlog
from pydantic import BaseModel
from api.logs import configure_logging
class Amount(BaseModel):
    kg: float
configure_logging()
logging.basicConfig()
try:
    Amount.model_validate({"kg": "I weigh 140 kg"})
except ValueError:
    structlog.get_logger().exception("request_failed")
    logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
logging.getLogger("uvicorn.error").warning("the worker restarted")
"""


def test_a_failure_is_logged_once_and_without_what_the_athlete_said() -> None:
    logged = subprocess.run(
        [sys.executable, "-c", FAILING], check=True, capture_output=True, text=True
    ).stderr
    assert logged.count("ValidationError") == 1
    assert "the worker restarted" in logged
    assert "140" not in logged
