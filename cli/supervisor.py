"""Starts the processes of a stack, keeps the API and the worker alive, and stops everything."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, replace

from cli.application import TOLD
from cli.cluster import FULL
from cli.data_folder import disk_full
from cli.local import servers_secret
from cli.plan import (
    StackPlan,
    api_spec,
    child_environment,
    server_environment,
    worker_spec,
)
from cli.preparation import DatabasePreparation, prepare_video
from cli.processes import Child, ChildSpec, Watchdog, spawn
from cli.readiness import wait_for_api, wait_for_worker
from cli.restarts import Restarts
from cli.run_lock import FolderLock, RunInfo, own_info, wait_for_users
from cli.servers import EmbeddedPostgres, EmbeddedValkey
from cli.sockets import LOOPBACK, free_port, require_free
from cli.terminal import Steps
from coach.errors import ExternalFailure, FitholicError

POLL_S = 0.2
STOP_S = 2.2
"""For the applications together, then for the servers together: all is over within 5 s."""
EVERY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to


@dataclass(slots=True)
class Application:
    """The API or the worker: started again when it dies."""

    spec: ChildSpec
    child: Child
    restarts: Restarts = field(default_factory=Restarts)
    due: float | None = None
    """When to start it again, monotonic seconds; None while it runs."""


class Supervisor:
    """Owns the processes of one data folder while it holds the folder's lock.

    Args:
        plan: What to run.
        lock: Held by this process; released by `stop`.
        steps: Told what is going on.
    """

    def __init__(self, plan: StackPlan, lock: FolderLock, steps: Steps) -> None:
        self.plan = plan
        self._lock = lock
        self._steps = steps
        self._watchdog = Watchdog()
        self._servers: list[EmbeddedPostgres | EmbeddedValkey] = []
        self._applications: list[Application] = []
        self._info: RunInfo | None = None

    def start(self) -> RunInfo:
        """Start everything in order and publish where it is.

        Raises:
            SetupError: A port is busy, the folder or its disk does not take what is needed.
            ExternalFailure: A process does not become ready.
        """
        try:
            return self._start()
        except ExternalFailure as exc:
            servers = (server.child for server in self._servers)
            if any(FULL in child.own_log() for child in servers if child is not None):
                raise disk_full(self.plan.data_dir) from exc
            raise

    def _start(self) -> RunInfo:
        plan = self.plan
        port = self._api_port()
        # They take seconds to load, on the other core; nobody is served before all is ready.
        self._launch_applications(port)
        database_url = self._start_database()
        redis_url = self._start_redis()
        preparation = self._preparation(database_url)
        if preparation is not None:
            preparation.migrate()
        self._tell_applications(server_environment(database_url, redis_url))
        if preparation is not None:
            preparation.fill()
        if plan.prepare and "worker" in plan.processes:
            prepare_video(plan.data_dir, plan.settings.vision, self._steps)
        self._wait_for_applications(port)
        pid, started = own_info()
        self._info = RunInfo(
            pid=pid,
            started=started,
            api_url=self._api_url(port) if "api" in plan.processes else None,
            database_url=database_url,
            redis_url=redis_url,
            processes=frozenset(plan.processes),
            children=self._children(),
        )
        self._lock.publish(self._info)
        return self._info

    def watch(self) -> None:
        """Restart what may be restarted, until interrupted.

        Raises:
            SetupError: A server died because the disk is full.
            ExternalFailure: A server died, or an application keeps dying.
        """
        while True:
            self.check()
            time.sleep(POLL_S)

    def check(self) -> None:
        """Look after each child once; raises as `watch` does."""
        for server in self._servers:
            if server.child is not None and server.child.exit_code() is not None:
                raise self._death(server.child)
        for application in self._applications:
            self._look_after(application)

    def stop(self) -> None:
        """End everything, applications first, and give the folder up; may be called twice."""
        self._lock.withdraw()
        if self.plan.temporary and self._servers:
            wait_for_users(self.plan.data_dir, self._steps.say)
        for application in self._applications:
            application.child.ask_to_stop()
        deadline = time.monotonic() + STOP_S
        for application in self._applications:
            application.child.stop(max(0.0, deadline - time.monotonic()))
            self._watchdog.drop(application.child.pid)
        self._applications.clear()
        for server in self._servers:
            if server.child is not None:
                server.child.ask_to_stop()
        deadline = time.monotonic() + STOP_S
        while self._servers:
            self._servers.pop().stop(max(0.0, deadline - time.monotonic()))
        self._watchdog.close()
        self._lock.release()

    def _api_port(self) -> int:
        if self.plan.port == 0:
            return free_port()
        if "api" in self.plan.processes:
            require_free(self.plan.port, self.plan.host)
        return self.plan.port

    def _api_url(self, port: int) -> str:
        host = LOOPBACK if self.plan.host in EVERY_ADDRESS else self.plan.host
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def _preparation(self, database_url: str | None) -> DatabasePreparation | None:
        if not self.plan.prepare or database_url is None:
            return None
        embedded = self.plan.settings.database.url is None
        return DatabasePreparation(
            database_url, self.plan.data_dir, self._steps, is_embedded=embedded
        )

    def _start_database(self) -> str | None:
        given = self.plan.settings.database.url
        if given is not None or "database" not in self.plan.processes:
            return given
        server = EmbeddedPostgres(
            self.plan.data_dir,
            watchdog=self._watchdog,
            password=servers_secret(self.plan.data_dir),
        )
        self._servers.append(server)
        with self._steps.step("starting PostgreSQL"):
            return server.start()

    def _start_redis(self) -> str | None:
        given = self.plan.settings.redis.url
        if given is not None or "redis" not in self.plan.processes:
            return given
        server = EmbeddedValkey(
            self.plan.data_dir,
            watchdog=self._watchdog,
            password=servers_secret(self.plan.data_dir),
        )
        self._servers.append(server)
        with self._steps.step("starting Valkey"):
            return server.start()

    def _launch_applications(self, port: int) -> None:
        environ = child_environment(self.plan, port)
        if "api" in self.plan.processes:
            self._launch(api_spec(self.plan, port, environ))
        if "worker" in self.plan.processes:
            self._launch(worker_spec(self.plan.data_dir, environ))

    def _tell_applications(self, servers: dict[str, str]) -> None:
        """Let them serve; one that is started again later is told the same at once."""
        told = json.dumps(servers) + "\n"
        for application in self._applications:
            application.spec = replace(application.spec, stdin=told)
            application.child.tell(told)

    def _wait_for_applications(self, port: int) -> None:
        for application in self._applications:
            with self._steps.step(f"starting the {application.spec.name}"):
                if application.spec.name == "api":
                    wait_for_api(application.child, self._api_url(port))
                else:
                    wait_for_worker(application.child)

    def _launch(self, spec: ChildSpec) -> None:
        told = replace(spec, argv=(*spec.argv, TOLD))
        child = spawn(told, self.plan.data_dir / "logs", self._watchdog, told_later=True)
        self._applications.append(Application(told, child))

    def _look_after(self, application: Application) -> None:
        now = time.monotonic()
        code = application.child.exit_code()
        if code is None:
            return
        if application.due is None:
            application.child.stop()
            self._watchdog.drop(application.child.pid)
            delay = application.restarts.delay_s(now)
            if delay is None:
                raise self._death(application.child)
            name = application.spec.name
            self._steps.say(f"the {name} ended with code {code}; starting it again")
            application.due = now + delay
        elif now >= application.due:
            application.due = None
            application.child = spawn(application.spec, self.plan.data_dir / "logs", self._watchdog)
            if self._info is not None:
                self._info = self._info.model_copy(update={"children": self._children()})
                self._lock.publish(self._info)

    def _death(self, child: Child) -> FitholicError:
        if FULL in child.own_log():
            return disk_full(self.plan.data_dir)
        return ExternalFailure(
            f"{child.spec.name} ended unexpectedly (code {child.exit_code()}).",
            way_out=f"See {child.log}, then start again.",
            code="child_died",
        )

    def _children(self) -> dict[str, int]:
        found = {server.name: server.child.pid for server in self._servers if server.child}
        return found | {app.spec.name: app.child.pid for app in self._applications}
