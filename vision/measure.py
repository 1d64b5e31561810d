"""From landmarks to findings, without a network or a video: safe for the API to import."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from uuid import uuid5

from coach.errors import InvalidInput
from coach.form.model import Finding, FindingStatus, FormAnalysis
from coach.form.ports import AnalysisResult
from coach.identity import FindingId, VideoId
from vision.faults import judge
from vision.features import Kinematics, kinematics_of
from vision.measurement import Measurement
from vision.metrics import SetView, angles, measured_set, set_medians, tempo
from vision.recognise import Exercise, Recognition, exercise_named, recognise
from vision.reps import Rep, find_reps
from vision.track import PoseTrack

RULE_MODULES = (
    "athlete",
    "smoothing",
    "signals",
    "reps",
    "features",
    "recognise",
    "measurement",
    "tempo",
    "metrics",
    "faults",
    "measure",
)
"""Modules whose source decides what a finding says."""
MIN_SEEN_FRAMES = 10
MIN_SEEN_SHARE = 0.1
"""Landmarks in fewer frames are chance detections. Source: far and dark clips gave 0 to 5 %."""


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """What an analysis is told besides the landmarks."""

    video_id: VideoId
    model_hash: str
    """Of the network that found the landmarks."""
    at: datetime
    exercise: str | None = None
    """What the athlete said it shows; None to recognise it."""


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """Everything that is known about a set; `result` is the part that is stored."""

    result: AnalysisResult
    track: PoseTrack
    body: Kinematics
    reps: tuple[Rep, ...]


@cache
def rules_hash() -> str:
    """Return the SHA-256 of the rules' source, so that a finding names the rules it came from."""
    digest = hashlib.sha256()
    for name in RULE_MODULES:
        digest.update((files("vision") / f"{name}.py").read_bytes())
    return digest.hexdigest()


def _check_seen(track: PoseTrack) -> None:
    seen = int(track.seen.sum())
    if seen >= max(MIN_SEEN_FRAMES, MIN_SEEN_SHARE * len(track.times_s)):
        return
    raise InvalidInput(
        f"No person was found: a body shows in {seen} of {len(track.times_s)} frames.",
        way_out=(
            "Film in good light with the whole body in the picture, filling at least a third of "
            "its height."
        ),
        code="no_person_detected",
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:64] or Exercise.UNKNOWN.value


def _exercise(
    request: AnalysisRequest, track: PoseTrack, body: Kinematics, reps: tuple[Rep, ...]
) -> tuple[str, Recognition]:
    """Return the exercise's name and the one whose measurements apply."""
    if request.exercise is None or not request.exercise.strip():
        found = recognise(track, body, reps)
        return found.exercise.value, found
    known = exercise_named(request.exercise)
    name = _slug(request.exercise) if known is Exercise.UNKNOWN else known.value
    return name, Recognition(known, 1.0)


def _measurements(view: SetView) -> list[Measurement]:
    count = Measurement(
        "reps",
        None,
        float(len(view.reps)),
        unit="rep",
        frames=(view.reps[0].start, view.reps[-1].end) if view.reps else None,
        confidence=0.9,
        status=_count_status(view),
        reason=_count_reason(view),
    )
    if not view.reps:
        return [count]
    measured = angles(view)
    return judge(view, [count, *set_medians(measured), *measured, *tempo(view)])


def _count_status(view: SetView) -> FindingStatus:
    return FindingStatus.LOW_CONFIDENCE if _count_reason(view) else FindingStatus.OK


def _count_reason(view: SetView) -> str:
    if not view.reps:
        return "Nothing moved far enough, and back, to count as a repetition."
    if not all(rep.complete for rep in view.reps):
        return "Only one direction of the movement was filmed."
    return ""


def _finding(m: Measurement, request: AnalysisRequest, track: PoseTrack, view: SetView) -> Finding:
    key = f"{request.model_hash}:{rules_hash()}:{m.metric}:{m.rep}"
    frames = m.frames and (track.frame_number(m.frames[0]), track.frame_number(m.frames[1]))
    return Finding(
        id=FindingId(uuid5(request.video_id, key)),
        video_id=request.video_id,
        metric=m.metric,
        view=view.body.view,
        status=m.status,
        model_hash=request.model_hash,
        rules_hash=rules_hash(),
        rep=m.rep,
        fault=m.fault,
        value=None if m.value is None else round(m.value, 3),
        threshold=m.threshold,
        unit=m.unit,
        low=None if m.band is None else round(m.band[0], 3),
        high=None if m.band is None else round(m.band[1], 3),
        severity=m.severity,
        confidence=m.confidence,
        frames=frames,
        reason=m.reason,
    )


def measure_track(track: PoseTrack, request: AnalysisRequest) -> MeasuredSet:
    """Measure a set and keep what was derived on the way, for drawing.

    Raises:
        InvalidInput: Nobody is seen (`no_person_detected`).
    """
    _check_seen(track)
    body = kinematics_of(track)
    reps = find_reps(track)
    name, recognised = _exercise(request, track, body, reps)
    view = measured_set(track, body, recognised.exercise, reps)
    findings = tuple(_finding(m, request, track, view) for m in _measurements(view))
    analysis = FormAnalysis(
        video_id=request.video_id,
        exercise=name,
        exercise_confidence=recognised.confidence,
        view=body.view,
        reps=len(reps),
        duration_s=round(float(track.times_s[-1] - track.times_s[0]), 3),
        model_hash=request.model_hash,
        rules_hash=rules_hash(),
        analysed_at=request.at,
    )
    return MeasuredSet(AnalysisResult(analysis, findings), track, body, reps)


def analyse_track(track: PoseTrack, request: AnalysisRequest) -> AnalysisResult:
    """Measure a set in landmarks, from a video or sent by a phone.

    Args:
        track: Landmarks (T, 33, 4) with (T,) times in seconds and the picture's aspect.
        request: Whose video, which network, and what the athlete says it shows.

    Raises:
        InvalidInput: Nobody is seen (`no_person_detected`).
    """
    return measure_track(track, request).result
