"""Repetitions, angles, tempo and faults, from landmarks whose truth is known exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import numpy as np
import pytest

from coach.errors import InvalidInput
from coach.form.model import FaultCode, Finding, FindingStatus, View
from coach.form.ports import AnalysisResult
from coach.identity import VideoId
from tests.athlete.body import Body, truth_of
from tests.athlete.exercises import Curl, Deadlift, Pose, Squat, Tempo, phases_of
from tests.athlete.landmarks import track_of
from vision.features import kinematics_of
from vision.measure import AnalysisRequest, analyse_track
from vision.track import LEFT, FloatArray, Joint, PoseTrack

pytestmark = pytest.mark.unit

VIDEO = VideoId(UUID("01900000-0000-7000-8000-000000000001"))
THREE = phases_of([Tempo()] * 3)


def analysed(track: PoseTrack, exercise: str | None = None) -> AnalysisResult:
    request = AnalysisRequest(VIDEO, "model", datetime(2026, 1, 1, tzinfo=UTC), exercise)
    return analyse_track(track, request)


def findings(result: AnalysisResult, metric: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.metric == metric]


def set_finding(result: AnalysisResult, metric: str) -> Finding:
    return next(finding for finding in findings(result, metric) if finding.rep is None)


def faults(result: AnalysisResult) -> set[FaultCode]:
    return {finding.fault for finding in result.findings if finding.fault is not None}


@pytest.mark.parametrize(
    ("pose", "name"), [(Squat(), "squat"), (Deadlift(), "deadlift"), (Curl(), "curl")]
)
@pytest.mark.parametrize("reps", [1, 6])
def test_every_repetition_is_counted_and_the_exercise_named(
    pose: Pose, name: str, reps: int
) -> None:
    found = analysed(track_of(pose, phases_of([Tempo()] * reps))).analysis

    assert (found.reps, found.exercise) == (reps, name)


def test_standing_still_is_no_repetition() -> None:
    result = analysed(track_of(Squat(), np.zeros(240), jitter_px=2.0))

    assert result.analysis.reps == 0
    assert set_finding(result, "reps").status is FindingStatus.LOW_CONFIDENCE


def test_a_lift_filmed_in_one_direction_is_one_repetition() -> None:
    phases = phases_of([Tempo()], lead_s=0.1)
    upwards = phases[phases.argmax() :]

    result = analysed(track_of(Deadlift(knee_deg=90), upwards))

    assert result.analysis.reps == 1
    assert "one direction" in set_finding(result, "reps").reason


@pytest.mark.parametrize("rate", [10, 24])
def test_the_count_does_not_depend_on_the_frame_rate(rate: int) -> None:
    full = track_of(Squat(), phases_of([Tempo()] * 4))
    times = np.arange(0, full.times_s[-1], 1 / rate)
    nearest = np.abs(full.times_s[None] - times[:, None]).argmin(axis=1)

    result = analysed(PoseTrack(full.landmarks[nearest], times, full.aspect))

    assert result.analysis.reps == 4


def test_angles_agree_with_the_athlete() -> None:
    pose = Squat(knee_deg=60)
    body = kinematics_of(track_of(pose, THREE, jitter_px=0.5))
    truth = [truth_of(pose(float(phase))) for phase in THREE]

    for name in ("knee_deg", "hip_deg", "thigh_deg", "trunk_lean_deg"):
        measured: FloatArray = getattr(body, name)
        error = np.abs(measured - np.array([getattr(moment, name) for moment in truth]))
        assert np.median(error) < 3, name


def test_depth_has_an_error_band_that_holds_the_truth() -> None:
    result = analysed(track_of(Squat(knee_deg=58), THREE))

    truth = truth_of(Squat(knee_deg=58)(1.0)).thigh_deg
    depths = findings(result, "thigh_angle_at_bottom_deg")
    assert len(depths) == 4
    for depth in depths:
        assert depth.low is not None
        assert depth.high is not None
        assert depth.low <= truth <= depth.high
        assert 14 <= depth.high - depth.low <= 20


@pytest.mark.parametrize(
    ("pose", "expected"),
    [
        (Squat(knee_deg=55), set[FaultCode]()),
        (Squat(knee_deg=80), {FaultCode.SHALLOW_DEPTH}),
        (Squat(knee_deg=55, lean_deg=65), {FaultCode.FORWARD_LEAN}),
    ],
)
def test_planted_faults_are_found_and_no_others(pose: Pose, expected: set[FaultCode]) -> None:
    assert faults(analysed(track_of(pose, THREE))) == expected


class _FadingSquat:
    """Each repetition a little shallower; phases above 1 are not needed, so depth is planted."""

    def __call__(self, phase: float, /) -> Body:
        whole, share = divmod(phase, 10)
        return Squat(knee_deg=52 + 9 * whole)(share)


def test_a_set_that_gets_shallower_fades() -> None:
    one = phases_of([Tempo()], lead_s=0.1)
    phases = np.concatenate([one + 10 * rep for rep in range(4)])

    result = analysed(track_of(_FadingSquat(), phases))

    assert FaultCode.DEPTH_FADE in faults(result)
    assert (set_finding(result, "depth_change_deg").value or 0) > 20


def test_a_set_that_slows_down_collapses_and_its_speed_loss_is_right() -> None:
    phases = phases_of([Tempo(up_s=0.8), Tempo(up_s=1.2), Tempo(up_s=2.4)])

    result = analysed(track_of(Squat(knee_deg=55), phases))

    loss = set_finding(result, "speed_loss_pct")
    assert loss.value == pytest.approx(100 * (1 - 0.8 / 2.4), abs=6)
    assert faults(result) == {FaultCode.TEMPO_COLLAPSE}


def test_phases_hold_the_true_tempo_in_their_band() -> None:
    tempo = Tempo(down_s=1.6, hold_s=0.4, up_s=0.8)

    result = analysed(track_of(Squat(), phases_of([tempo] * 3)))

    wanted = {"eccentric_s": 1.6, "pause_s": 0.4, "concentric_s": 0.8}
    for metric, truth in wanted.items():
        for found in findings(result, metric):
            assert found.low is not None
            assert found.high is not None
            assert found.low <= truth <= found.high, metric


@pytest.mark.parametrize(
    ("azimuth", "view"), [(55, View.OBLIQUE), (0, View.FRONT), (180, View.BACK)]
)
def test_depth_is_not_assessable_from_other_views(azimuth: float, view: View) -> None:
    result = analysed(track_of(Squat(), THREE, azimuth_deg=azimuth), "squat")

    depth = set_finding(result, "thigh_angle_at_bottom_deg")
    assert result.analysis.view is view
    assert depth.status is FindingStatus.NOT_ASSESSABLE
    assert depth.value is None
    assert "Film from the side" in depth.reason


def test_a_hidden_knee_makes_depth_not_assessable() -> None:
    track = track_of(Squat(), THREE)
    for knee in (Joint.LEFT_KNEE, Joint.RIGHT_KNEE):
        track.landmarks[:, knee, 3] = 0.2

    depths = findings(analysed(track, "squat"), "thigh_angle_at_bottom_deg")

    assert {depth.status for depth in depths} == {FindingStatus.NOT_ASSESSABLE}
    assert all("knee" in depth.reason for depth in depths)


def test_a_partly_hidden_knee_lowers_confidence() -> None:
    track = track_of(Squat(), THREE)
    track.landmarks[:, LEFT.knee, 3] = 0.6
    track.landmarks[:, Joint.RIGHT_ANKLE, 3] = 0.1

    depth = set_finding(analysed(track, "squat"), "thigh_angle_at_bottom_deg")

    assert depth.status is FindingStatus.LOW_CONFIDENCE


def test_gaps_in_the_track_are_bridged() -> None:
    track = track_of(Squat(), phases_of([Tempo()] * 4))
    track.landmarks[40:46] = np.nan
    track.landmarks[:3] = np.nan

    assert analysed(track).analysis.reps == 4


def test_a_track_of_nobody_is_refused() -> None:
    track = track_of(Squat(), THREE)
    nobody = replace(track, landmarks=np.full_like(track.landmarks, np.nan))

    with pytest.raises(InvalidInput) as refused:
        analysed(nobody)

    assert refused.value.code == "no_person_detected"


def test_two_frames_do_not_break_the_measurement() -> None:
    track = track_of(Squat(), THREE)
    short = replace(track, landmarks=track.landmarks[:10], times_s=track.times_s[:10])

    assert analysed(short).analysis.reps == 0


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Back Squat", "squat"),
        ("conventional dead-lift", "deadlift"),
        ("Press ups", "push_up"),
        ("Bulgarian split squat", "bulgarian_split_squat"),
        ("leg curl", "leg_curl"),
        ("../../etc", "etc"),
    ],
)
def test_the_athletes_word_decides_the_exercise(said: str, name: str) -> None:
    found = analysed(track_of(Squat(), THREE), said).analysis

    assert (found.exercise, found.exercise_confidence) == (name, 1.0)


def test_the_same_track_gives_the_same_findings() -> None:
    track = track_of(Squat(), THREE)

    assert analysed(track) == analysed(track)
