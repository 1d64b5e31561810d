"""The stock `@ag-ui/client` holds a conversation with a real API process, its verifier on."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from coach.identity import UserId
from tests.fixtures.api import ApiProcess, token_for

pytestmark = pytest.mark.node

SOURCES = Path(__file__).parents[1] / "agui"
INSTALL_S = 120


@pytest.fixture(scope="session")
def agui_client() -> Path:
    """A folder outside the repository with the script and the installed client."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("Node.js and npm are not installed: the AG-UI client cannot run.")
    sources = [SOURCES / "package.json", SOURCES / "converse.mjs"]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir(), f"fitholic-agui-{os.getuid()}-{digest}")
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "installed").exists():
            for path in sources:
                shutil.copy(path, folder)
            install(folder)
            (folder / "installed").touch()
    return folder


def install(folder: Path) -> None:
    command = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
    done = subprocess.run(
        command, check=False, cwd=folder, capture_output=True, text=True, timeout=INSTALL_S
    )
    if done.returncode != 0:
        pytest.skip(f"npm cannot install @ag-ui/client here: {done.stderr.strip()[-300:]}")


def converse(folder: Path, api: ApiProcess, user: UserId, *messages: str, **props: str) -> Any:
    request = {
        "url": api.url,
        "token": token_for(user),
        "threadId": "agui",
        "messages": messages,
        "forwardedProps": props,
    }
    done = subprocess.run(
        ["node", "converse.mjs"],
        check=False,
        cwd=folder,
        input=json.dumps(request),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_stock_client_understands_every_event(
    agui_client: Path, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    seen = converse(agui_client, scripted_api, scripted_athlete, "say:5 every:30 tool", "say:2")
    first, second = seen["runs"]
    assert (first["failure"], second["failure"]) == (None, None)
    assert first["types"][0] == "RUN_STARTED"
    assert first["types"][-1] == "RUN_FINISHED"
    assert {"STEP_STARTED", "TOOL_CALL_START", "TOOL_CALL_RESULT", "TEXT_MESSAGE_CONTENT"} <= set(
        first["types"]
    )
    assert first["custom"] == ["bundle", "facts", "evidence", "safety"]
    assert first["verified"] == len(first["types"])
    assert first["verifierBites"]
    replies = [
        m["content"] for m in seen["messages"] if m["role"] == "assistant" and m.get("content")
    ]
    assert replies == ["".join(f"piece {n} " for n in range(5)), "piece 0 piece 1 "]


def test_the_stock_client_learns_of_a_failed_run(
    agui_client: Path, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    (run,) = converse(agui_client, scripted_api, scripted_athlete, "crash")["runs"]
    assert run["types"][-1] == "RUN_ERROR"


def test_the_stock_client_talks_to_the_built_in_coach(
    agui_client: Path, api: ApiProcess, athlete: UserId
) -> None:
    seen = converse(
        agui_client,
        api,
        athlete,
        "How much protein should I eat a day?",
        now="2026-01-05T09:00:00Z",
    )
    (run,) = seen["runs"]
    assert run["failure"] is None
    assert run["verified"] == len(run["types"])
    assert "bundle" in run["custom"]
    assert any(m["role"] == "assistant" and m.get("content") for m in seen["messages"])
