"""Exercises as functions from a phase (0 start, 1 deepest) to a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tests.athlete.body import (
    ANKLE_HEIGHT,
    FOREARM,
    SIDES,
    UPPER_ARM,
    Body,
    pelvis_over_ankle,
    standing_height,
)
from tests.athlete.geometry import X, Y, Z, blend, rotation, unit

FRAMES_PER_SECOND = 30


class Pose(Protocol):
    """Poses the body at a phase of an exercise."""

    def __call__(self, phase: float, /) -> Body:
        """Return the body at a phase of 0 to 1."""
        ...


@dataclass(frozen=True)
class Squat:
    """Bodyweight squat with the arms stretched forward."""

    knee_deg: float = 75.0
    """Knee angle at the bottom; 75 leaves the thigh 13 degrees above parallel, 58 goes below."""
    lean_deg: float = 35.0

    def __call__(self, phase: float, /) -> Body:
        """Return the body at a phase of 0 to 1."""
        body = Body()
        pelvis = pelvis_over_ankle(blend(174, self.knee_deg, phase), blend(3, 28, phase))
        body.place_trunk(pelvis, blend(4, self.lean_deg, phase))
        for side, sign in SIDES:
            ankle = np.array([sign * 0.17, ANKLE_HEIGHT, 0.0])
            body.place_leg(side, ankle, inward_deg=blend(-4, -12, phase))
            reach_out = rotation(X, blend(-15, -85, phase)) @ Y * -0.5
            shoulder = body.joints[f"{side}_shoulder"]
            body.place_arm(side, shoulder + reach_out, -Y + sign * 0.6 * X)
        return body


@dataclass(frozen=True)
class Deadlift:
    """Hip hinge with hanging arms."""

    knee_deg: float = 125.0
    lean_deg: float = 72.0

    def __call__(self, phase: float, /) -> Body:
        """Return the body at a phase of 0 to 1."""
        body = Body()
        pelvis = pelvis_over_ankle(blend(174, self.knee_deg, phase), blend(3, 12, phase))
        body.place_trunk(pelvis, blend(4, self.lean_deg, phase))
        for side, sign in SIDES:
            body.place_leg(side, np.array([sign * 0.13, ANKLE_HEIGHT, 0.0]), inward_deg=-4)
            grip = np.array([sign * 0.24, body.joints["chest"][1] - 0.51, 0.10])
            body.place_arm(side, grip, -Z + sign * 0.5 * X)
        return body


@dataclass(frozen=True)
class Curl:
    """Standing curl with both arms."""

    top_deg: float = 45.0

    def __call__(self, phase: float, /) -> Body:
        """Return the body at a phase of 0 to 1."""
        body = standing()
        bend = np.radians(180 - blend(168, self.top_deg, phase))
        for side, sign in SIDES:
            down = rotation(X, -2) @ rotation(Z, sign * 10) @ -Y
            forward = unit(Z - (Z @ down) * down)
            shoulder = body.joints[f"{side}_shoulder"]
            elbow = shoulder + down * UPPER_ARM
            wrist = elbow + FOREARM * (np.cos(bend) * down + np.sin(bend) * forward)
            body.place_arm(side, wrist, elbow - (shoulder + wrist) / 2)
        return body


def standing() -> Body:
    """Return the body at rest, arms hanging."""
    body = Body()
    body.place_trunk(np.array([0.0, standing_height(), 0.0]), 2)
    for side, sign in SIDES:
        body.place_leg(side, np.array([sign * 0.14, ANKLE_HEIGHT, 0.0]), inward_deg=-4)
        shoulder = body.joints[f"{side}_shoulder"]
        body.place_arm(side, shoulder + np.array([sign * 0.09, -0.505, 0.03]), -Z)
    return body


@dataclass(frozen=True)
class Tempo:
    """Seconds of the parts of one repetition."""

    down_s: float = 1.0
    hold_s: float = 0.2
    up_s: float = 0.8
    rest_s: float = 0.4


def phases_of(tempos: Sequence[Tempo], lead_s: float = 0.6) -> NDArray[np.float64]:
    """Return one phase per frame for a set: smooth (cosine) ways down and up.

    Args:
        tempos: One for each repetition.
        lead_s: Seconds of standing before the first.
    """

    def frames(seconds: float) -> int:
        return max(1, round(seconds * FRAMES_PER_SECOND))

    def ease(seconds: float) -> NDArray[np.float64]:
        count = frames(seconds)
        return 0.5 - 0.5 * np.cos(np.pi * np.arange(1, count + 1) / count)

    parts = [np.zeros(frames(lead_s))]
    for tempo in tempos:
        hold, rest = np.ones(frames(tempo.hold_s)), np.zeros(frames(tempo.rest_s))
        parts += [ease(tempo.down_s), hold, 1 - ease(tempo.up_s), rest]
    return np.concatenate(parts)
