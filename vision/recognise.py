"""Which exercise a set shows, from what moves, how far, and where the hands are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from vision.features import Kinematics
from vision.reps import Rep
from vision.track import LEFT, RIGHT, FloatArray, PoseTrack


class Exercise(StrEnum):
    """Exercises that are recognised; each has its own measurements."""

    SQUAT = "squat"
    DEADLIFT = "deadlift"
    PUSH_UP = "push_up"
    CURL = "curl"
    PULL_UP = "pull_up"
    JUMPING_JACK = "jumping_jack"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Recognition:
    """The exercise of a set."""

    exercise: Exercise
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class _Ramp:
    """Evidence that rises from 0 at `no` to 1 at `yes`; `yes` below `no` makes it fall."""

    feature: str
    no: float
    yes: float

    def __call__(self, features: Mapping[str, float]) -> float:
        share = (features[self.feature] - self.no) / (self.yes - self.no)
        return float(np.clip(share, 0.0, 1.0))


RULES: Mapping[Exercise, Sequence[_Ramp]] = {
    Exercise.SQUAT: (
        _Ramp("knee_range_deg", 30, 60),
        _Ramp("hip_range_deg", 25, 50),
        _Ramp("hip_travel", 0.15, 0.35),
        _Ramp("hands_over_hip_low", -0.45, -0.25),
        _Ramp("stance", 1.4, 0.9),
        _Ramp("lean_median_deg", 60, 45),
    ),
    Exercise.DEADLIFT: (
        _Ramp("hip_range_deg", 25, 50),
        _Ramp("hands_over_hip_low", -0.25, -0.45),
        _Ramp("hands_over_shoulder_high", -0.3, -0.6),
        _Ramp("elbow_range_deg", 60, 35),
        _Ramp("lean_high_deg", 25, 40),
        _Ramp("hands_travel", 0.2, 0.4),
    ),
    Exercise.PUSH_UP: (
        _Ramp("lean_median_deg", 45, 60),
        _Ramp("elbow_range_deg", 20, 45),
        _Ramp("hands_over_shoulder_high", 0.2, 0.0),
    ),
    Exercise.CURL: (
        _Ramp("elbow_range_deg", 40, 70),
        _Ramp("knee_range_deg", 40, 20),
        _Ramp("hip_range_deg", 45, 25),
        _Ramp("lean_median_deg", 40, 25),
        _Ramp("hands_over_shoulder_high", 0.45, 0.2),
        _Ramp("hands_over_shoulder_low", -0.3, -0.5),
        _Ramp("hip_travel", 0.35, 0.2),
    ),
    Exercise.PULL_UP: (
        _Ramp("elbow_range_deg", 40, 70),
        _Ramp("hands_over_shoulder_low", -0.45, -0.25),
        _Ramp("hands_over_shoulder_high", 0.3, 0.55),
        _Ramp("lean_median_deg", 45, 30),
        _Ramp("hip_travel", 0.15, 0.3),
        _Ramp("knee_range_deg", 70, 50),
    ),
    Exercise.JUMPING_JACK: (
        _Ramp("hands_over_shoulder_low", -0.3, -0.55),
        _Ramp("hands_over_shoulder_high", 0.1, 0.4),
        _Ramp("stance_range", 0.25, 0.5),
        _Ramp("knee_range_deg", 60, 40),
        _Ramp("lean_median_deg", 40, 25),
    ),
}
"""Evidence for each exercise, in degrees and trunk lengths.
Source: the joint ranges that define the exercises (squat and deadlift: Escamilla, 2000 and 2001;
push-up: Cogley et al., 2005; pull-up: Youdas et al., 2010; curl: Oliveira et al., 2009) and,
for the hands, segment lengths of Drillis and Contini, 1966 (a hanging arm reaches one trunk length
below the shoulder). Ramps start at half of the textbook range: partial repetitions keep a name."""
MIN_CONFIDENCE = 0.5
"""Below, the exercise is unknown: the evidence against it is as strong as the evidence for it."""
RUNNER_UP_WEIGHT = 0.5
MAX_CONFIDENCE = 0.95
"""Rules that all agree are still wrong at times. Source: goal of docs/reference/metrics.md: the
exercise is right on at least .95 of clips."""

_WORDS = (
    (r"dead\s*lift|rdl|romanian", Exercise.DEADLIFT),
    (r"push\s*ups?|press\s*ups?", Exercise.PUSH_UP),
    (r"pull\s*ups?|chin\s*ups?", Exercise.PULL_UP),
    (r"jumping\s*jacks?|star\s*jumps?", Exercise.JUMPING_JACK),
    (r"(?<!leg )(?<!hamstring )curls?", Exercise.CURL),
    (r"squats?", Exercise.SQUAT),
)
_OTHER_MOVES = re.compile(r"split|bulgarian|pistol|sissy|wrist|nordic|leg curl|hamstring")


def exercise_named(name: str) -> Exercise:
    """Return the exercise that an athlete's words mean, such as "Back squat" or "deadlift_b"."""
    words = re.sub(r"[\s_\-]+", " ", name.casefold()).strip()
    if _OTHER_MOVES.search(words):
        return Exercise.UNKNOWN
    return next((what for pattern, what in _WORDS if re.search(pattern, words)), Exercise.UNKNOWN)


def _moving_frames(track: PoseTrack, reps: Sequence[Rep]) -> NDArray[np.bool_]:
    mask = np.zeros(len(track.times_s), dtype=np.bool_)
    for rep in reps:
        mask[rep.start : rep.end + 1] = True
    mask &= track.seen
    return mask if bool(mask.any()) else track.seen


def set_features(track: PoseTrack, body: Kinematics, reps: Sequence[Rep]) -> dict[str, float]:
    """Return what recognition looks at: ranges in degrees, distances in trunk lengths, y up."""
    moving = _moving_frames(track, reps)

    def quantile(series: FloatArray, percent: float) -> float:
        return float(np.percentile(series[moving], percent))

    def spread(series: FloatArray) -> float:
        return quantile(series, 95) - quantile(series, 5)

    wrist, shoulder, hip = (body.middle(name) for name in ("wrist", "shoulder", "hip"))
    over_shoulder = (shoulder - wrist)[:, 1]
    over_hip = (hip - wrist)[:, 1]
    feet = np.linalg.norm(body.points[:, LEFT.ankle, :2] - body.points[:, RIGHT.ankle, :2], axis=1)
    stance = np.asarray(feet / body.trunk, dtype=np.float64)
    return {
        "knee_range_deg": spread(body.knee_deg),
        "hip_range_deg": spread(body.hip_deg),
        "elbow_range_deg": spread(body.elbow_deg),
        "lean_median_deg": quantile(body.trunk_lean_deg, 50),
        "lean_high_deg": quantile(body.trunk_lean_deg, 95),
        "hip_travel": spread(hip[:, 1]),
        "hands_travel": spread(wrist[:, 1]),
        "hands_over_shoulder_low": quantile(over_shoulder, 10),
        "hands_over_shoulder_high": quantile(over_shoulder, 90),
        "hands_over_hip_low": quantile(over_hip, 10),
        "stance": quantile(stance, 50),
        "stance_range": spread(stance),
    }


def recognise(track: PoseTrack, body: Kinematics, reps: Sequence[Rep]) -> Recognition:
    """Name the exercise, or say that it is unknown."""
    if not reps:
        return Recognition(Exercise.UNKNOWN, 0.0)
    features = set_features(track, body, reps)
    scores = {
        what: float(np.prod([ramp(features) for ramp in ramps]) ** (1 / len(ramps)))
        for what, ramps in RULES.items()
    }
    first, second = sorted(scores.values(), reverse=True)[:2]
    confidence = first - RUNNER_UP_WEIGHT * second
    if confidence < MIN_CONFIDENCE:
        return Recognition(Exercise.UNKNOWN, round(max(confidence, 0.0), 3))
    best = max(scores, key=lambda what: scores[what])
    return Recognition(best, round(min(confidence, MAX_CONFIDENCE), 3))
