"""`fitholic up` as a person meets it: started, attached to, killed, interrupted."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
import psycopg
import pytest

from cli.local import local_athlete, mint_token
from cli.run_lock import RunInfo, read_run
from cli.stack import running_stack
from cli.terminal import Steps
from coach.settings import AuthSettings
from tests.fixtures.processes import survivors

pytestmark = pytest.mark.stack

QUIET = Steps(quiet=True)
READY = re.compile(r"ready in ([\d.]+) s: (http://127\.0\.0\.1:\d+)/\?login=(\S+)")
STOP_S = 5
STRANGERS = ("libmediapipe", "/cv2/", "/av/", "/scipy/")
"""Libraries that only a worker may load, or the API for a question that needs one."""


@dataclass
class Up:
    """A running `fitholic up`."""

    folder: Path
    process: subprocess.Popen[str]
    url: str
    login: str

    def info(self) -> RunInfo:
        """Return what the stack published."""
        info = read_run(self.folder)
        assert info is not None
        return info

    def family(self) -> list[psutil.Process]:
        """Return every descendant."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def get(self, path: str) -> httpx.Response:
        """Ask the API as this machine's athlete."""
        token = mint_token(self.folder, AuthSettings(jwt_secret=None))
        return httpx.get(self.url + path, headers={"Authorization": f"Bearer {token}"}, timeout=10)

    def log(self) -> str:
        """Return what it told the operator."""
        return (self.folder / "up.log").read_text()


@contextmanager
def up(folder: Path, **environ: str) -> Generator[Up]:
    """Start `fitholic up` on `folder`, wait until it is ready, and kill it in the end."""
    folder.mkdir(exist_ok=True)
    with (folder / "up.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "cli.main", "up", "--port", "0", "--data-dir", str(folder)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, **environ},
        )
    assert process.stdout is not None
    try:
        ready = READY.match(process.stdout.readline())
        assert ready is not None, (folder / "up.log").read_text()
        yield Up(folder, process, ready[2], ready[3])
    finally:
        process.kill()
        process.communicate(timeout=10)


@dataclass(frozen=True)
class FirstStart:
    """What was seen of a start on no folder at all, stopped by Ctrl-C."""

    folder: Path
    names: set[str]
    page: httpx.Response
    left: list[str]
    code: int
    log: str


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    """Return what a first start did; its folder is then a stopped one that was filled."""
    folder = tmp_path_factory.mktemp("first") / "new"
    with up(folder) as running:
        family = running.family()
        names = set(running.info().children)
        page = httpx.get(running.url, timeout=10)
        running.process.send_signal(signal.SIGINT)
        code = running.process.wait(timeout=STOP_S)
        left = survivors(family, 1)
        return FirstStart(folder, names, page, left, code, running.log())


@pytest.fixture(scope="module")
def prepared(first_start: FirstStart) -> Path:
    """Return a stopped data folder that was migrated and seeded once."""
    return first_start.folder


@pytest.fixture(scope="module")
def serving(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Up]:
    """Give a running stack that the tests may ask, but not end."""
    folder = tmp_path_factory.mktemp("serving") / "data"
    shutil.copytree(prepared, folder)
    with up(folder) as running:
        yield running


def test_a_first_start_serves_and_ctrl_c_ends_all_of_it_in_five_seconds(
    first_start: FirstStart,
) -> None:
    assert first_start.left == []
    assert first_start.code == 0
    assert first_start.page.status_code == 200
    assert first_start.names == {"postgres", "valkey", "api", "worker"}
    assert "recorded your consent for training, form_video, nutrition" in first_start.log
    assert read_run(first_start.folder) is None


def test_a_killed_stack_leaves_nobody_and_loses_no_committed_row(
    prepared: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(prepared, folder)
    with up(folder) as running:
        family = running.family()
        database_url = running.info().database_url
        assert database_url is not None
        with psycopg.connect(database_url, autocommit=True) as session:
            session.execute("create table kept as select generate_series(1, 100) as n")
        running.process.kill()
        assert survivors(family) == []
    with running_stack(folder, steps=QUIET, prepare=False) as stack:
        session = psycopg.connect(stack.database_url)
        with session:
            assert session.execute("select count(*) from kept").fetchone() == (100,)
        session.close()


def test_every_part_is_ready_once_it_says_so(serving: Up) -> None:
    answer = serving.get("/readyz").json()
    parts: dict[str, Any] = {name: answer[name]["ok"] for name in ("database", "redis", "worker")}
    assert parts == {"database": True, "redis": True, "worker": True}


def test_the_login_link_works_once(serving: Up) -> None:
    first = httpx.post(f"{serving.url}/v1/session", json={"login": serving.login}, timeout=10)
    again = httpx.post(f"{serving.url}/v1/session", json={"login": serving.login}, timeout=10)
    assert first.status_code == 200
    assert again.status_code == 401


def test_a_second_start_attaches_with_a_fresh_link(serving: Up) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "up", "--data-dir", str(serving.folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert done.returncode == 0
    pid = serving.process.pid
    assert done.stdout.startswith(f"already running (process {pid}): {serving.url}/?login=")
    assert serving.login not in done.stdout


def test_other_commands_use_the_running_stack(serving: Up) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "token", "--json", "--data-dir", str(serving.folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(done.stdout)
    assert told["user_id"] == str(local_athlete(serving.folder))
    answer = httpx.get(
        f"{serving.url}/v1/profile",
        headers={"Authorization": f"Bearer {told['token']}"},
        timeout=10,
    )
    assert answer.status_code == 200
    with running_stack(serving.folder, steps=QUIET) as stack:
        assert stack.database_url == serving.info().database_url


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_live_api_process_has_loaded_no_video_library(serving: Up) -> None:
    serving.get("/readyz")
    maps = Path(f"/proc/{serving.info().children['api']}/maps").read_text()
    assert [library for library in STRANGERS if library in maps] == []


def test_an_api_that_dies_is_started_again(serving: Up) -> None:
    before = serving.info().children["api"]
    os.kill(before, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while not answers_anew(serving, before) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert serving.info().children["api"] != before
    assert serving.get("/healthz").status_code == 200
    assert "the api ended with code -9; starting it again" in serving.log()


def answers_anew(running: Up, before: int) -> bool:
    """Tell whether another API process than `before` answers."""
    if running.info().children["api"] == before:
        return False
    try:
        return running.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False


def test_secrets_and_login_links_reach_no_log(serving: Up) -> None:
    httpx.get(f"{serving.url}/?login={serving.login}", timeout=10)
    secrets = [(serving.folder / name).read_text().strip() for name in ("secret", "servers-secret")]
    logs = "".join(path.read_text("utf-8", "replace") for path in serving.folder.glob("logs/*"))
    assert logs
    assert [value for value in (*secrets, serving.login) if value in logs] == []
    assert urlsplit(serving.url).hostname == "127.0.0.1"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems need no extra libraries")
def test_a_missing_library_is_named_with_its_command_and_the_rest_works(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "libEGL.so.1").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-c", PREPARE_VIDEO, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LD_LIBRARY_PATH": str(hidden)},
    )
    assert "video analysis needs libEGL.so.1, which this machine lacks." in done.stderr
    assert "apt-get install -y libegl1`; everything else works without." in done.stderr


PREPARE_VIDEO = """
import sys
from pathlib import Path
from cli.preparation import prepare_video
from cli.terminal import Steps
from coach.settings import VisionSettings
prepare_video(Path(sys.argv[1]), VisionSettings(pose_model=Path("/none.task")), Steps())
"""
