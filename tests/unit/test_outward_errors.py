"""What an error says to the outside: the caller's mistakes in full, our own parts not at all."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

from api.errors import add_error_handlers
from coach.errors import ExternalFailure, FitholicError, InvalidInput, SetupError

pytestmark = pytest.mark.unit

SECRET = "connection to 10.1.2.3 failed for user athlete_db"


async def answer_to(error: FitholicError) -> httpx.Response:
    app = FastAPI()
    add_error_handlers(app)

    @app.get("/")
    async def fail() -> None:
        raise error

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get("/")


@pytest.mark.parametrize("kind", [ExternalFailure, SetupError])
async def test_a_part_that_is_down_is_named_by_code_alone(kind: type[FitholicError]) -> None:
    answer = await answer_to(kind(SECRET, way_out=SECRET, code="database_unreachable"))
    assert answer.status_code == 503
    assert answer.json()["code"] == "database_unreachable"
    assert "10.1.2.3" not in answer.text
    assert answer.json()["way_out"]


async def test_a_callers_mistake_is_said_in_full() -> None:
    answer = await answer_to(InvalidInput("-3 kg is no load.", way_out="Send 0 or more."))
    assert answer.status_code == 400
    assert answer.json()["detail"] == "-3 kg is no load."
    assert answer.json()["way_out"] == "Send 0 or more."
