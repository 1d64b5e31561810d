"""Where the pose model comes from, without network: sources are stand-ins that return bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from coach.errors import ExternalFailure, SetupError
from coach.settings import VisionSettings
from vision.model_builder import PARTS, fetch_networks, find_uv, sha256
from vision.models import (
    FILE_NAME,
    Source,
    download,
    install_command,
    missing_system_libraries,
    obtain_pose_model,
    pose_model,
    require_system_libraries,
)

pytestmark = pytest.mark.unit

NO_FILE = VisionSettings(pose_model=None)


def refuse(_: Path) -> bytes:
    """Fail as an unreachable source does."""
    raise ExternalFailure("not reachable.", code="model_fetch")


def bundle(path: Path) -> Path:
    """Write a zip that holds what a pose landmarker bundle holds."""
    with zipfile.ZipFile(path, "w") as archive:
        for part in PARTS:
            archive.writestr(part.bundle_name, b"network")
    return path


def test_the_first_source_that_works_is_kept_and_not_asked_again(tmp_path: Path) -> None:
    said: list[str] = []
    sources = (Source("first", refuse), Source("second", lambda _: b"model"))
    made = obtain_pose_model(tmp_path, said.append, NO_FILE, sources)
    again = obtain_pose_model(tmp_path, said.append, NO_FILE, (Source("first", refuse),))
    assert made.path == tmp_path / "models" / FILE_NAME
    assert made.sha256 == sha256(b"model")
    assert again == made == pose_model(tmp_path, NO_FILE)
    assert said == [
        "getting the pose model: first",
        "first: not reachable.",
        "getting the pose model: second",
    ]


def test_no_source_names_each_failure_and_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="first: not reachable") as caught:
        obtain_pose_model(tmp_path, str, NO_FILE, (Source("first", refuse),))
    assert caught.value.code == "pose_model_missing"
    assert "FITHOLIC_POSE_MODEL" in caught.value.way_out
    assert not (tmp_path / "models" / FILE_NAME).exists()


def test_a_changed_model_is_refused_and_fetched_again(tmp_path: Path) -> None:
    made = obtain_pose_model(tmp_path, str, NO_FILE, (Source("a", lambda _: b"model"),))
    made.path.write_bytes(b"tampered")
    with pytest.raises(SetupError) as caught:
        pose_model(tmp_path, NO_FILE)
    assert caught.value.code == "pose_model_broken"
    again = obtain_pose_model(tmp_path, str, NO_FILE, (Source("a", lambda _: b"model"),))
    assert again == made


def test_without_a_model_the_error_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no pose model") as caught:
        pose_model(tmp_path, NO_FILE)
    assert "fitholic up" in caught.value.way_out


@pytest.mark.parametrize(
    ("name", "variant"), [("pose_landmarker_heavy.task", "heavy"), ("mine.task", "custom")]
)
def test_a_configured_model_comes_first(tmp_path: Path, name: str, variant: str) -> None:
    path = bundle(tmp_path / name)
    found = obtain_pose_model(
        tmp_path, str, VisionSettings(pose_model=path), (Source("a", refuse),)
    )
    assert (found.path, found.variant) == (path, variant)


def test_a_configured_model_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.task"
    path.write_bytes(b"")
    for settings, code in (
        (VisionSettings(pose_model=path), "pose_model_broken"),
        (VisionSettings(pose_model=tmp_path / "gone.task"), "pose_model_missing"),
    ):
        with pytest.raises(SetupError) as caught:
            obtain_pose_model(tmp_path, str, settings, ())
        assert caught.value.code == code


def test_an_unreachable_download_is_an_external_failure() -> None:
    with pytest.raises(ExternalFailure) as caught:
        download("http://127.0.0.1:9/none.task")
    assert caught.value.code == "model_fetch"


def test_a_missing_library_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vision.models.sys.platform", "linux")
    assert missing_system_libraries(("libfitholic-none.so.1",)) == ("libfitholic-none.so.1",)
    with pytest.raises(SetupError, match=r"libfitholic-none\.so\.1") as caught:
        require_system_libraries(("libfitholic-none.so.1",))
    assert caught.value.code == "system_library_missing"
    command = install_command(("libEGL.so.1", "libGLESv2.so.2"))
    assert command.endswith(" install -y libegl1 libgles2")


def test_other_systems_need_no_extra_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vision.models.sys.platform", "darwin")
    assert missing_system_libraries(("libfitholic-none.so.1",)) == ()


def test_the_environment_names_the_uv_to_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\n")
    uv.chmod(0o755)
    monkeypatch.setenv("UV", str(uv))
    assert find_uv() == str(uv)


def test_without_uv_and_pip_the_missing_program_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vision.model_builder.find_uv", lambda: None)
    monkeypatch.setattr("vision.model_builder.has_pip", lambda: False)
    with pytest.raises(ExternalFailure, match="neither uv nor pip"):
        fetch_networks(tmp_path)
