"""The supervisor of the servers, started for real: locks, attaching, deaths, full disks."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from cli.application import EXIT_UNTOLD, TOLD
from cli.plan import SERVERS, StackPlan
from cli.processes import launcher_argv
from cli.run_lock import FolderLock, RunInfo, acquire_or_attach, read_run
from cli.stack import running_stack
from cli.supervisor import Supervisor
from cli.terminal import Steps
from coach.errors import Conflict, ExternalFailure
from coach.settings import Settings
from tests.fixtures.processes import survivors

pytestmark = pytest.mark.stack

OWNER = """
import sys
from pathlib import Path
from cli.stack import running_stack
with running_stack(Path(sys.argv[1]), prepare=False) as stack:
    print(stack.database_url, flush=True)
    sys.stdin.readline()
"""
QUIET = Steps(quiet=True)


def start_owner(folder: Path) -> subprocess.Popen[str]:
    """Start a process that runs or joins the stack on `folder` until it is sent a line."""
    return subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def url_of(owner: subprocess.Popen[str]) -> str:
    """Wait until the owner's stack is ready; return its database's URL."""
    assert owner.stdout is not None
    return owner.stdout.readline().strip()


def release(owner: subprocess.Popen[str]) -> None:
    """Tell the owner to end, without waiting."""
    assert owner.stdin is not None
    owner.stdin.write("end\n")
    owner.stdin.flush()


@contextmanager
def owner_of(folder: Path) -> Generator[tuple[subprocess.Popen[str], str]]:
    """Give a process that runs a stack on `folder`, and its database's URL."""
    owner = start_owner(folder)
    try:
        yield owner, url_of(owner)
    finally:
        owner.kill()
        owner.communicate(timeout=10)


def supervisor_on(folder: Path, lock: FolderLock) -> Supervisor:
    """Return a supervisor of the two servers that prepares nothing."""
    plan = StackPlan(folder, Settings(), SERVERS, prepare=False)
    return Supervisor(plan, lock, QUIET)


def children_of(folder: Path) -> list[psutil.Process]:
    """Return the live children that the stack on `folder` published."""
    info = read_run(folder)
    assert info is not None
    return [psutil.Process(pid) for pid in info.children.values()]


def test_a_killed_supervisor_leaves_no_child_and_loses_no_committed_row(tmp_path: Path) -> None:
    with owner_of(tmp_path) as (process, url):
        children = children_of(tmp_path)
        everyone = psutil.Process(process.pid).children(recursive=True)
        with psycopg.connect(url, autocommit=True) as session:
            session.execute("create table kept (n int)")
            for number in range(50):
                session.execute("insert into kept values (%s)", [number])
        process.kill()
        assert survivors(everyone) == []
    assert len(children) == 2
    with owner_of(tmp_path) as (_, again), psycopg.connect(again) as session:
        assert session.execute("select count(*) from kept").fetchone() == (50,)


def test_the_watchdog_ends_what_a_killed_supervisor_leaves(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from cli.processes import *\n"
        "spec = ChildSpec('nest', ('/bin/sh', '-c', 'sleep 60 & sleep 60'))\n"
        "print(spawn(spec, Path(sys.argv[1]), Watchdog()).pid, flush=True); time.sleep(60)"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    shell = psutil.Process(int(owner.stdout.readline()))
    deadline = time.monotonic() + 5
    while len(shell.children()) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    grandchildren = shell.children()
    owner.kill()
    owner.communicate()
    assert len(grandchildren) == 2
    assert survivors(grandchildren) == []


def test_a_second_command_attaches_and_the_first_waits_for_it(tmp_path: Path) -> None:
    with owner_of(tmp_path) as (process, url):
        with running_stack(tmp_path, prepare=False) as attached:
            assert attached.database_url == url
            release(process)
            with psycopg.connect(url) as session:
                assert session.execute("select pg_sleep(0.5)").fetchone() == ("",)
            assert process.poll() is None
        assert process.wait(timeout=5) == 0
    assert read_run(tmp_path) is None


def test_many_starts_at_once_give_one_server_each(tmp_path: Path) -> None:
    owners = [start_owner(tmp_path) for _ in range(4)]
    urls = {url_of(owner) for owner in owners}
    for owner in owners:
        release(owner)
    for owner in owners:
        owner.communicate(timeout=20)
    assert len(urls) == 1
    assert [owner.returncode for owner in owners] == [0, 0, 0, 0]


def test_a_stale_lock_file_and_note_are_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("4711")
    note = RunInfo(pid=os.getpid(), started=1.0, api_url="http://127.0.0.1:1")
    (tmp_path / "run.json").write_text(note.model_dump_json())
    assert read_run(tmp_path) is None
    held = acquire_or_attach(tmp_path, frozenset(SERVERS), 1, QUIET.say)
    assert isinstance(held, FolderLock)
    assert not (tmp_path / "run.json").exists()
    held.release()


def test_a_lock_that_is_held_for_too_long_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    lock = FolderLock.acquire(tmp_path)
    assert lock is not None
    said: list[str] = []
    with pytest.raises(Conflict) as caught:
        acquire_or_attach(tmp_path, frozenset(SERVERS), 0.2, said.append)
    lock.release()
    assert caught.value.code == "lock_held"
    assert said == [f"waiting for another fitholic on {tmp_path}"]


def test_secrets_show_in_no_command_line_and_in_no_public_file(tmp_path: Path) -> None:
    with owner_of(tmp_path) as (_, url):
        secret = (tmp_path / "servers-secret").read_text().strip()
        shown = [" ".join(child.cmdline()) for child in children_of(tmp_path)]
    assert secret in url
    assert not [line for line in shown if secret in line]
    with_secret = [
        path
        for path in tmp_path.rglob("*")
        if path.is_file() and path.stat().st_size < 100_000 and secret.encode() in path.read_bytes()
    ]
    assert {oct(path.stat().st_mode & 0o077) for path in with_secret} <= {"0o0"}


def test_the_database_refuses_clients_without_the_password(tmp_path: Path) -> None:
    with owner_of(tmp_path) as (_, url):
        port = url.rsplit(":", 1)[1].split("/", maxsplit=1)[0]
        with pytest.raises(psycopg.OperationalError, match="no password"):
            psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres")


def test_a_server_that_dies_ends_the_stack_with_its_name(tmp_path: Path) -> None:
    lock = FolderLock.acquire(tmp_path)
    assert lock is not None
    supervisor = supervisor_on(tmp_path, lock)
    try:
        info = supervisor.start()
        supervisor.check()
        os.kill(info.children["valkey"], signal.SIGKILL)
        with pytest.raises(ExternalFailure, match="valkey ended unexpectedly"):
            supervisor.watch()
    finally:
        supervisor.stop()
    assert not [pid for pid in info.children.values() if psutil.pid_exists(pid)]


def test_servers_of_the_settings_replace_the_embedded_ones(tmp_path: Path) -> None:
    with owner_of(tmp_path / "real") as (_, url):
        settings = Settings.model_validate(
            {"database": {"DATABASE_URL": url}, "redis": {"REDIS_URL": "redis://127.0.0.1:1/0"}}
        )
        folder = tmp_path / "own"
        with running_stack(folder, settings=settings, steps=QUIET, prepare=False) as stack:
            info = read_run(folder)
    assert (stack.database_url, stack.redis_url) == (url, "redis://127.0.0.1:1/0")
    assert info is not None
    assert info.children == {}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    done = run_as_ordinary_user("up", "--data-dir", str(folder))
    assert done.returncode == 12
    assert done.stderr.startswith(f"fitholic: cannot write to the data folder {folder}")
    assert len(done.stderr.splitlines()) == 1


def test_a_busy_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        done = fitholic("up", "--data-dir", str(tmp_path), "--port", port)
    assert done.returncode == 11
    assert f"port {port} of 127.0.0.1 is in use" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "postgres").exists()


@pytest.mark.privileged
@pytest.mark.parametrize("size", ["4k", "30m"])
def test_a_full_disk_is_named(tmp_path: Path, size: str) -> None:
    script = f'mount -t tmpfs -o size={size} none "$1" && shift && exec "$@"'
    inside = ["unshare", "-Urm", "sh", "-c", script, "sh", str(tmp_path)]
    if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a small file system")
    done = subprocess.run(
        [*inside, sys.executable, "-m", "cli.main", "up", "--port", "0", "--data-dir", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 13, done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"fitholic: the disk of {tmp_path} is full.")


def test_an_unknown_setting_is_an_error() -> None:
    done = fitholic("token", FITHOLIC_PROT="8000")
    assert done.returncode == 10
    assert "unknown setting FITHOLIC_PROT" in done.stderr


def test_a_token_is_json_and_nothing_else(tmp_path: Path) -> None:
    done = fitholic("token", "--json", "--data-dir", str(tmp_path))
    assert done.returncode == 0
    assert set(json.loads(done.stdout)) == {"user_id", "token"}
    assert done.stderr == ""
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def fitholic(*argv: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *argv],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
    )


def run_as_ordinary_user(*argv: str) -> subprocess.CompletedProcess[str]:
    """Run the command line without root's right to write everywhere."""
    options = ("--user-namespace",) if os.geteuid() == 0 else ()
    command = launcher_argv((sys.executable, "-m", "cli.main", *argv), options)
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_worker_whose_supervisor_ends_before_its_servers_are_there_ends_too() -> None:
    argv = (sys.executable, "-m", "cli.application", "worker", TOLD)
    ended = subprocess.run(
        argv, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False
    )
    assert (ended.returncode, ended.stderr) == (EXIT_UNTOLD, b"")


def test_ctrl_c_while_a_command_still_loads_ends_it_without_a_traceback(tmp_path: Path) -> None:
    code = (
        "import signal, sys; from cli.main import run_command; "
        "signal.signal(signal.SIGALRM, signal.default_int_handler); "
        "signal.setitimer(signal.ITIMER_REAL, 0.05); "
        "sys.exit(run_command(['up', '--port', '0', '--data-dir', sys.argv[1]]))"
    )
    argv = (sys.executable, "-c", code, str(tmp_path))
    ended = subprocess.run(argv, capture_output=True, text=True, timeout=20, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")
