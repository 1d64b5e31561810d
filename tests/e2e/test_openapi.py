"""The OpenAPI document holds: generated requests get documented answers, and never a 5xx."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from store.engine import open_store
from tests.fixtures.api import ApiProcess, grant_consents, token_for
from tests.fixtures.clients import put_catalogue

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
EXAMPLES = 6
"""A request of each operation's example, and as many again that are right and that are wrong."""


@pytest.fixture
def document(scripted_api: ApiProcess) -> dict[str, Any]:
    return httpx.get(f"{scripted_api.url}/openapi.json").json()


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(
    document: dict[str, Any],
) -> None:
    found = operations(document)
    names = [operation["operationId"] for _, operation in found]
    assert len(set(names)) == len(names)
    assert [name for name, operation in found if not operation.get("summary")] == []


def test_every_operation_but_health_and_login_asks_for_a_token(document: dict[str, Any]) -> None:
    unguarded = {name for name, operation in operations(document) if not operation.get("security")}
    assert unguarded == {"GET /healthz", "GET /readyz", "POST /v1/session"}


def test_errors_are_described_as_problem_documents(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        for status, answer in operation["responses"].items():
            if status.startswith("4"):
                assert set(answer["content"]) == {"application/problem+json"}, (name, status)


def test_generated_requests_get_documented_answers_only(
    scripted_api: ApiProcess, served_database_url: str, tmp_path: Path
) -> None:
    put_catalogue(served_database_url)
    user_id = uuid4()
    store = open_store(served_database_url, pool_size=1)
    try:
        grant_consents(store, user_id)
    finally:
        store.close()
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("st")),
            *("run", f"{scripted_api.url}/openapi.json", "--no-color"),
            *("--header", f"Authorization: Bearer {token_for(user_id)}"),
            *("--checks", ",".join(CHECKS), "--phases", "examples,fuzzing"),
            *("--max-examples", str(EXAMPLES), "--seed", "1", "--workers", "2"),
            *("--exclude-operation-id", "delete_account", "--request-timeout", "10"),
            *("--generation-database", "none", "--suppress-health-check", "all"),
            *("--warnings", "off", "--no-shrink", "--continue-on-failure"),
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
