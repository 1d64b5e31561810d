"""What is measured in the repetitions of each exercise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coach.form.model import FindingStatus
from vision.features import Kinematics
from vision.measurement import Measurement, angle_at, wrong_view
from vision.recognise import Exercise
from vision.reps import Rep
from vision.tempo import Phases, pause, phase, phases_of, speed_loss, whole_rep
from vision.track import FloatArray, Joint, PoseTrack


@dataclass(frozen=True, slots=True)
class SetView:
    """A set as measured: the track, the body, the exercise, and its repetitions cut in phases."""

    track: PoseTrack
    body: Kinematics
    exercise: Exercise
    reps: tuple[Rep, ...]
    phases: tuple[Phases, ...]
    """Empty when no joint is known to drive the exercise."""


@dataclass(frozen=True, slots=True)
class Drive:
    """The joint that drives an exercise and which way is the lift."""

    joint: str
    lift_closes: bool
    """True when the joint closes in the lifting (concentric) phase."""


DRIVES: Mapping[Exercise, Drive] = {
    Exercise.SQUAT: Drive("knee", lift_closes=False),
    Exercise.DEADLIFT: Drive("hip", lift_closes=False),
    Exercise.PUSH_UP: Drive("elbow", lift_closes=False),
    Exercise.CURL: Drive("elbow", lift_closes=True),
    Exercise.PULL_UP: Drive("elbow", lift_closes=True),
}
"""Source: the prime movers' action in each lift; a muscle shortens in the concentric phase."""


def measured_set(
    track: PoseTrack, body: Kinematics, exercise: Exercise, reps: tuple[Rep, ...]
) -> SetView:
    """Cut the repetitions of a set in phases, where the exercise's driving joint is known."""
    drive = DRIVES.get(exercise)
    if drive is None:
        return SetView(track, body, exercise, reps, ())
    series = _driving_series(body, drive.joint)
    return SetView(
        track, body, exercise, reps, tuple(phases_of(track, series, rep) for rep in reps)
    )


def _driving_series(body: Kinematics, joint: str) -> FloatArray:
    return {"knee": body.knee_deg, "hip": body.hip_deg, "elbow": body.elbow_deg}[joint]


def _lift(phases: Phases, drive: Drive) -> tuple[int, int] | None:
    return phases.bending if drive.lift_closes else phases.stretching


def _lowering(phases: Phases, drive: Drive) -> tuple[int, int] | None:
    return phases.stretching if drive.lift_closes else phases.bending


def tempo(view: SetView) -> list[Measurement]:
    """Return seconds per phase of each repetition and the speed loss of the set."""
    drive = DRIVES.get(view.exercise)
    if drive is None:
        return [whole_rep(view.track, rep, number) for number, rep in enumerate(view.reps, 1)]
    found: list[Measurement] = []
    for number, phases in enumerate(view.phases, 1):
        lowering, lift = _lowering(phases, drive), _lift(phases, drive)
        if lowering is not None:
            found.append(phase(view.track, lowering, "eccentric_s", number))
        rest = pause(view.track, phases, number)
        if rest is not None:
            found.append(rest)
        if lift is not None:
            found.append(phase(view.track, lift, "concentric_s", number))
    lifts = [span for phases in view.phases if (span := _lift(phases, drive)) is not None]
    loss = speed_loss(view.track, lifts)
    return found if loss is None else [*found, loss]


def _per_rep(
    view: SetView,
    metric: str,
    series: FloatArray,
    joints: tuple[Joint, ...],
    *,
    at: Mapping[int, int],
) -> list[Measurement]:
    return [
        angle_at(view.body, series, at[number], metric, joints, number)
        for number in range(1, len(view.phases) + 1)
    ]


def _extreme(view: SetView, series: FloatArray, *, largest: bool) -> dict[int, int]:
    pick = np.argmax if largest else np.argmin
    return {
        number: phases.rep.start + int(pick(series[phases.rep.start : phases.rep.end + 1]))
        for number, phases in enumerate(view.phases, 1)
    }


def _bent(view: SetView) -> dict[int, int]:
    return {number: phases.bent for number, phases in enumerate(view.phases, 1)}


def angles(view: SetView) -> list[Measurement]:
    """Return the angles of each repetition, or why this view does not show them."""
    plan = _ANGLES.get(view.exercise, ())
    blocked = [wrong_view(view.body, name) for name in plan]
    reasons = [reason for reason in blocked if reason is not None]
    if reasons:
        return reasons
    return [found for name in plan for found in _angle(view, name)]


_ANGLES: Mapping[Exercise, tuple[str, ...]] = {
    Exercise.SQUAT: (
        "thigh_angle_at_bottom_deg",
        "knee_angle_at_bottom_deg",
        "trunk_lean_max_deg",
    ),
    Exercise.DEADLIFT: ("hip_angle_deg", "knee_angle_at_bottom_deg", "trunk_lean_max_deg"),
    Exercise.PUSH_UP: ("elbow_angle_at_bottom_deg", "elbow_angle_at_lockout_deg"),
    Exercise.CURL: ("elbow_angle_at_bottom_deg", "elbow_angle_at_lockout_deg"),
    Exercise.PULL_UP: ("elbow_angle_at_bottom_deg", "elbow_angle_at_lockout_deg"),
}


def _angle(view: SetView, metric: str) -> list[Measurement]:
    body, near = view.body, view.body.near
    leg = (near.hip, near.knee, near.ankle)
    arm = (near.shoulder, near.elbow, near.wrist)
    trunk = (near.shoulder, near.hip)
    if metric == "thigh_angle_at_bottom_deg":
        lowest = _extreme(view, body.thigh_deg, largest=False)
        return _per_rep(view, metric, body.thigh_deg, (near.hip, near.knee), at=lowest)
    if metric == "knee_angle_at_bottom_deg":
        return _per_rep(view, metric, body.knee_deg, leg, at=_bent(view))
    if metric == "hip_angle_deg":
        return _per_rep(view, metric, body.hip_deg, (*trunk, near.knee), at=_bent(view))
    if metric == "trunk_lean_max_deg":
        steepest = _extreme(view, body.trunk_lean_deg, largest=True)
        return _per_rep(view, metric, body.trunk_lean_deg, trunk, at=steepest)
    stretched = _extreme(view, body.elbow_deg, largest=True)
    at = _bent(view) if metric == "elbow_angle_at_bottom_deg" else stretched
    return _per_rep(view, metric, body.elbow_deg, arm, at=at)


def set_medians(found: Sequence[Measurement]) -> list[Measurement]:
    """Return the median over the repetitions of every angle, with the mean error band."""
    names = dict.fromkeys(m.metric for m in found if m.metric.endswith("_deg"))
    medians: list[Measurement] = []
    for name in names:
        usable = [m for m in found if m.metric == name and m.value is not None and m.band]
        if not usable:
            continue
        values = [m.value for m in usable if m.value is not None]
        half = float(np.mean([(m.band[1] - m.band[0]) / 2 for m in usable if m.band]))
        middle = float(np.median(values))
        frames = [m.frames for m in usable if m.frames]
        partly = any(m.status is FindingStatus.LOW_CONFIDENCE for m in usable)
        medians.append(
            Measurement(
                name,
                None,
                middle,
                (middle - half, middle + half),
                "deg",
                (frames[0][0], frames[-1][1]),
                round(float(np.median([m.confidence for m in usable])), 3),
                FindingStatus.LOW_CONFIDENCE if partly else FindingStatus.OK,
                "A joint is partly hidden in some repetitions." if partly else "",
            )
        )
    return medians
