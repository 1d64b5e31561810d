"""The embedded PostgreSQL and Valkey, started for real in temporary folders."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest
from redis import Redis

from cli.servers import EmbeddedPostgres, EmbeddedValkey
from coach.errors import Conflict, SetupError
from tests.fixtures.processes import survivors

pytestmark = pytest.mark.stack


def connect(url: str) -> Redis:
    """Return a client for the server at `url`."""
    return Redis(port=int(url.rsplit(":", 1)[1].split("/", maxsplit=1)[0]))


def test_postgres_keeps_rows_over_a_restart_and_has_pgvector(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path) as first, psycopg.connect(first.url) as session:
        session.execute("create extension vector")
        session.execute("create table kept (v vector(2))")
        session.execute("insert into kept values ('[1, 2]')")
    with EmbeddedPostgres(tmp_path) as second, psycopg.connect(second.url) as session:
        row = session.execute(
            "select v::text, datlocale from kept, pg_database where datname = 'postgres'"
        ).fetchone()
    assert row == ("[1,2]", "C.UTF-8")


def test_valkey_keeps_keys_over_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "a folder with spaces"
    with EmbeddedValkey(folder) as first, connect(first.url) as client:
        client.set("kept", "yes")
    with EmbeddedValkey(folder) as second, connect(second.url) as client:
        assert client.get("kept") == b"yes"


def test_servers_listen_on_the_loopback_address_only(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path) as postgres, EmbeddedValkey(tmp_path) as valkey:
        for server in (postgres, valkey):
            assert server.child is not None
            listening = [
                at.laddr.ip
                for at in psutil.Process(server.child.pid).net_connections("inet")
                if at.status == psutil.CONN_LISTEN
            ]
            assert listening == ["127.0.0.1"]


def test_a_pid_file_of_another_program_is_removed(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path):
        stale = (tmp_path / "postgres" / "postmaster.pid").read_text()
    lines = stale.splitlines()
    lines[0] = str(os.getpid())
    (tmp_path / "postgres" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    (tmp_path / "valkey").mkdir()
    (tmp_path / "valkey" / "valkey.pid").write_text("not a number")
    with EmbeddedPostgres(tmp_path) as postgres, EmbeddedValkey(tmp_path) as valkey:
        assert postgres.url
        assert valkey.url


def test_a_second_server_on_a_served_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.servers.ORPHAN_S", 0.1)
    with EmbeddedValkey(tmp_path), pytest.raises(Conflict, match="still uses") as caught:
        EmbeddedValkey(tmp_path).start()
    assert "kill -INT" in caught.value.way_out


def test_a_busy_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(SetupError, match=str(port)) as caught:
            EmbeddedPostgres(tmp_path, port).start()
    assert caught.value.code == "port_busy"


def test_a_cluster_of_another_major_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("12\n")
    with pytest.raises(SetupError, match="PostgreSQL 12"):
        EmbeddedPostgres(tmp_path).start()
    assert (tmp_path / "postgres" / "PG_VERSION").read_text() == "12\n"


@pytest.mark.privileged
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become another user")
def test_root_falls_back_to_nobody_where_user_namespaces_are_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as shared:
        Path(shared).chmod(0o755)
        monkeypatch.setattr("cli.cluster.SHARED", Path(shared))
        check_that_nobody_serves(tmp_path)


def check_that_nobody_serves(tmp_path: Path) -> None:
    """Start as `nobody` and ask something."""
    with EmbeddedPostgres(tmp_path, allow_user_namespace=False) as postgres:
        assert postgres.child is not None
        assert psutil.Process(postgres.child.pid).username() == "nobody"
        with psycopg.connect(postgres.url) as session:
            assert session.execute("select 1").fetchone() == (1,)


def test_servers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from cli.servers import *\n"
        "p = EmbeddedPostgres(Path(sys.argv[1])); v = EmbeddedValkey(Path(sys.argv[1]))\n"
        "p.start(); v.start(); print(p.child.pid, v.child.pid, flush=True); time.sleep(60)"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    pids = [int(word) for word in owner.stdout.readline().split()]
    children = [psutil.Process(pid) for pid in pids]
    owner.kill()
    owner.communicate()
    assert len(pids) == 2
    assert survivors(children) == []
