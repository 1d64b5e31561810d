"""Real files through the real decoder and pose network: the test clip, and everything broken."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from numpy.typing import NDArray

from cli.main import run_command
from coach.errors import FitholicError, InvalidInput, PayloadTooLarge, SetupError
from coach.form.model import FaultCode, FindingStatus, View
from coach.identity import VideoId
from tests.athlete.clip import squat_side, write_clip
from tests.athlete.scene import background
from tests.fixtures.pose_model import SQUAT_SIDE
from vision.analyse import PoseVideoAnalyser
from vision.features import kinematics_of
from vision.frames import VideoLimits, probe, read_frames
from vision.measure import AnalysisRequest, MeasuredSet, measure_track
from vision.models import PoseModel
from vision.pose import PoseEstimator
from vision.render import write_annotated
from vision.track import PoseTrack

VIDEO = VideoId(UUID("01900000-0000-7000-8000-000000000001"))
ROOT = Path(__file__).parents[2]
LIMITS = VideoLimits()


@pytest.fixture(scope="module")
def track(analyser: PoseVideoAnalyser) -> PoseTrack:
    """The landmarks of the test clip."""
    return analyser.track(SQUAT_SIDE)


@pytest.fixture(scope="module")
def measured(track: PoseTrack, pose_model_file: PoseModel) -> MeasuredSet:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return measure_track(track, AnalysisRequest(VIDEO, pose_model_file.sha256, at))


def code_of(error: type[FitholicError], path: Path, limits: VideoLimits = LIMITS) -> str:
    with pytest.raises(error) as refused:
        list(read_frames(path, limits))
    assert refused.value.way_out
    return refused.value.code


def test_the_committed_clip_is_what_the_athlete_renders() -> None:
    pairs = zip(read_frames(SQUAT_SIDE, LIMITS), squat_side().frames(), strict=False)

    for shown, rendered in islice(pairs, 0, 40, 13):
        error = np.abs(shown.image.astype(float) - rendered.astype(float))
        assert error.mean() < 4, shown.number
    assert probe(SQUAT_SIDE, LIMITS).frames == len(squat_side().truths())


def test_angles_of_the_clip_are_within_five_degrees_of_the_truth(track: PoseTrack) -> None:
    body, truth = kinematics_of(track), squat_side().truths()

    assert track.seen.all()
    for name in ("knee_deg", "thigh_deg", "trunk_lean_deg", "hip_deg"):
        exact = np.array([getattr(moment, name) for moment in truth])
        assert np.median(np.abs(getattr(body, name) - exact)) < 5, name


def test_the_clip_counts_three_shallow_squats_with_the_true_depth_in_the_band(
    measured: MeasuredSet,
) -> None:
    result = measured.result
    depth = min(moment.thigh_deg for moment in squat_side().truths())

    assert (result.analysis.exercise, result.analysis.reps) == ("squat", 3)
    assert result.analysis.view is View.SIDE
    for found in result.findings:
        if found.metric == "thigh_angle_at_bottom_deg":
            assert found.status is FindingStatus.OK
            assert found.fault is FaultCode.SHALLOW_DEPTH
            assert found.low is not None
            assert found.high is not None
            assert found.low <= depth <= found.high


def test_the_annotated_video_has_every_frame_at_its_time(
    measured: MeasuredSet, tmp_path: Path
) -> None:
    out = tmp_path / "annotated.mp4"
    write_annotated(read_frames(SQUAT_SIDE, LIMITS), measured, out)

    source, drawn = list(read_frames(SQUAT_SIDE, LIMITS)), list(read_frames(out, LIMITS))
    assert [f.time_s for f in drawn] == pytest.approx([f.time_s for f in source], abs=0.002)
    changed = np.abs(drawn[60].image.astype(int) - source[60].image.astype(int)).max(axis=2) > 60
    assert 0.005 < changed.mean() < 0.2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annotated.mp4"]


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert code_of(InvalidInput, written(tmp_path / "a.mp4", b"")) == "empty_file"


@pytest.mark.parametrize(
    "data",
    [
        b"just words",
        os.urandom(5000),
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40),
    ],
)
def test_what_is_no_video_is_refused(tmp_path: Path, data: bytes) -> None:
    assert code_of(InvalidInput, written(tmp_path / "a.mp4", data)) == "not_a_video"


def test_a_truncated_video_is_refused(tmp_path: Path) -> None:
    half = SQUAT_SIDE.read_bytes()[:30_000]

    assert code_of(InvalidInput, written(tmp_path / "a.mp4", half)) == "video_corrupt"


def test_a_scratched_video_still_gives_most_frames(tmp_path: Path) -> None:
    data = bytearray(SQUAT_SIDE.read_bytes())
    rng = np.random.default_rng(1)
    for at in rng.integers(4_000, len(data) - 8_000, 40):
        data[at] ^= 0xFF

    frames = list(read_frames(written(tmp_path / "a.mp4", bytes(data)), LIMITS))

    assert len(frames) > 150


def test_a_video_of_garbage_in_a_sound_container_is_refused(tmp_path: Path) -> None:
    data = bytearray(SQUAT_SIDE.read_bytes())
    start = data.index(b"mdat") + 4
    end = data.index(b"moov") - 4
    data[start:end] = os.urandom(end - start)

    assert code_of(InvalidInput, written(tmp_path / "a.mp4", bytes(data))) == "video_corrupt"


def test_limits_hold_for_bytes_seconds_and_pixels() -> None:
    assert code_of(PayloadTooLarge, SQUAT_SIDE, VideoLimits(max_bytes=9_999)) == "payload_too_large"
    assert code_of(InvalidInput, SQUAT_SIDE, VideoLimits(max_seconds=3)) == "video_too_long"
    assert code_of(InvalidInput, SQUAT_SIDE, VideoLimits(max_pixels=9_999)) == "too_many_pixels"
    with pytest.raises(InvalidInput, match="lasts at least 7 s"):
        probe(SQUAT_SIDE, VideoLimits(max_seconds=3))


def test_a_single_picture_is_no_video(tmp_path: Path) -> None:
    clip = tmp_path / "one.mp4"
    write_clip(clip, islice(squat_side().frames(), 1))

    assert code_of(InvalidInput, clip) == "not_a_video"


def test_an_empty_room_shows_no_person(tmp_path: Path, analyser: PoseVideoAnalyser) -> None:
    room = (background(squat_side().camera) * 255).astype(np.uint8)
    clip = tmp_path / "room.mp4"
    write_clip(clip, (room for _ in range(20)))

    with pytest.raises(InvalidInput) as refused:
        analyser.analyse(clip, VIDEO)

    assert refused.value.code == "no_person_detected"


def turned_by_header(data: bytes) -> bytes:
    """Return the MP4 with a display matrix that says: show me 90 degrees clockwise."""
    at = data.index(b"tkhd") + 4 + 40
    unity = 1 << 16
    matrix = struct.pack(">9i", 0, unity, 0, -unity, 0, 0, 0, 0, 1 << 30)
    return data[:at] + matrix + data[at + len(matrix) :]


def sideways(frames: Iterator[NDArray[np.uint8]]) -> Iterator[NDArray[np.uint8]]:
    return (np.ascontiguousarray(np.rot90(frame)) for frame in frames)


def test_a_phone_video_stored_sideways_is_read_upright(tmp_path: Path) -> None:
    clip = tmp_path / "sideways.mp4"
    write_clip(clip, sideways(islice(squat_side().frames(), 12)))
    turned = written(tmp_path / "phone.mp4", turned_by_header(clip.read_bytes()))

    first, original = next(read_frames(turned, LIMITS)), next(squat_side().frames())

    assert first.image.shape == original.shape
    assert np.abs(first.image.astype(float) - original.astype(float)).mean() < 6


def test_analyse_prints_json_and_nothing_else(pose_model_file: PoseModel, tmp_path: Path) -> None:
    clip = tmp_path / "short.mp4"
    write_clip(clip, (frame.image for frame in islice(read_frames(SQUAT_SIDE, LIMITS), 76)))

    # A process of its own: native code writes past Python's standard output.
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "analyse", str(clip), "--json", "--data-dir", tmp_path],
        cwd=ROOT,
        env={**os.environ, "FITHOLIC_POSE_MODEL": str(pose_model_file.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert (report["file"], report["analysis"]["reps"]) == ("short.mp4", 1)
    assert {f["metric"] for f in report["findings"]} >= {"reps", "thigh_angle_at_bottom_deg"}


@pytest.mark.parametrize("name", ["missing.mp4", "words.mp4"])
def test_analyse_explains_a_bad_file_in_one_line(
    pose_model_file: PoseModel,
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "words.mp4").write_text("words")
    monkeypatch.setenv("FITHOLIC_POSE_MODEL", str(pose_model_file.path))

    code = run_command(["analyse", str(tmp_path / name), "--json", "--data-dir", str(tmp_path)])

    said = capfd.readouterr()
    assert (code, said.out) == (3, "")
    assert said.err.strip().splitlines()[-1].startswith("fitholic: ")


def test_a_missing_system_library_is_named_with_the_command_that_installs_it(
    pose_model_file: PoseModel, tmp_path: Path
) -> None:
    (tmp_path / "libEGL.so.1").write_bytes(b"")  # found first, and no library

    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "analyse", str(SQUAT_SIDE), "--data-dir", tmp_path],
        cwd=ROOT,
        env={
            **os.environ,
            "FITHOLIC_POSE_MODEL": str(pose_model_file.path),
            "LD_LIBRARY_PATH": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (15, "")
    assert "libEGL.so.1" in done.stderr
    assert "libegl1" in done.stderr or "libglvnd-egl" in done.stderr


def test_the_pose_network_names_the_missing_library_too(
    pose_model_file: PoseModel, tmp_path: Path
) -> None:
    (tmp_path / "libEGL.so.1").write_bytes(b"")
    code = """
import sys
from pathlib import Path
from coach.errors import SetupError
from vision.pose import PoseEstimator
try:
    PoseEstimator(Path(sys.argv[1]))
except SetupError as error:
    print(error.code)
"""

    done = subprocess.run(
        [sys.executable, "-c", code, str(pose_model_file.path)],
        cwd=ROOT,
        env={**os.environ, "LD_LIBRARY_PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "system_library_missing", done.stderr[-800:]


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as refused:
        PoseEstimator(written(tmp_path / "pose.task", b"no model"))

    assert refused.value.code == "pose_model_broken"
