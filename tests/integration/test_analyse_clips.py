"""The analysis on real footage that is not part of the repository."""

from __future__ import annotations

import csv
from pathlib import Path
from uuid import UUID

import pytest

from coach.form.model import Finding, FindingStatus
from coach.form.ports import AnalysisResult
from coach.identity import VideoId
from vision.analyse import PoseVideoAnalyser

CLIPS = Path(__file__).parents[3] / "shared" / "data" / "clips"
VIDEO = VideoId(UUID("01900000-0000-7000-8000-000000000001"))
SHORT = ("squat_d_two_people.mp4", "pushup_b.mp4", "deadlift_bad.mp4")
"""The shortest clips: all 17 take longer than the suite may."""

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not CLIPS.is_dir(), reason=f"no recordings in {CLIPS}"),
]


def measure(analyser: PoseVideoAnalyser, name: str) -> AnalysisResult:
    return analyser.analyse(CLIPS / name, VIDEO)


def depth_of(result: AnalysisResult) -> Finding:
    return next(
        finding
        for finding in result.findings
        if finding.metric == "thigh_angle_at_bottom_deg" and finding.rep is None
    )


def test_an_oblique_squat_is_named_and_counted_but_its_depth_is_not_judged(
    analyser: PoseVideoAnalyser,
) -> None:
    result = measure(analyser, "squat_a.mp4")

    assert (result.analysis.exercise, result.analysis.reps) == ("squat", 8)
    assert depth_of(result).status is FindingStatus.NOT_ASSESSABLE
    assert "side" in depth_of(result).reason


def test_a_squat_from_the_side_has_its_depth_with_an_error_band(
    analyser: PoseVideoAnalyser,
) -> None:
    result = measure(analyser, "squat_b.mp4")

    depth = depth_of(result)
    assert (result.analysis.exercise, result.analysis.reps) == ("squat", 3)
    assert depth.status is FindingStatus.OK
    assert depth.low is not None
    assert depth.high is not None
    assert 14 <= depth.high - depth.low <= 20


@pytest.mark.parametrize("name", SHORT)
def test_a_short_clip_is_named_and_counted(analyser: PoseVideoAnalyser, name: str) -> None:
    with (CLIPS / "truth.csv").open(newline="") as file:
        truth = {row["file"]: row for row in csv.DictReader(file)}[name]

    found = measure(analyser, name).analysis

    assert (found.exercise, found.reps) == (truth["exercise"], int(truth["reps"]))
