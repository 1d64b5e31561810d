"""The visible body: cones on a skeleton, with the face and clothes that tell left from right."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.athlete.body import SIDES, Body
from tests.athlete.geometry import Vector, X, blend, unit
from tests.athlete.solids import Cone

SKIN = np.array([0.78, 0.58, 0.47])
SHIRT = np.array([0.16, 0.33, 0.62])
SHORTS = np.array([0.13, 0.13, 0.16])
SHOE = np.array([0.85, 0.85, 0.87])
HAIR = np.array([0.16, 0.10, 0.07])
WHITE = np.array([0.95, 0.95, 0.95])
DARK = np.array([0.08, 0.06, 0.05])
LIP = np.array([0.62, 0.33, 0.30])


def cones_of(body: Body) -> list[Cone]:
    """Return everything that is drawn of a body.

    A torso of two columns with a shoulder yoke, a face and shorts: without them the network swaps
    left and right.
    """
    return [
        *_torso(body),
        *_head(body),
        *(cone for side, _ in SIDES for cone in (*_leg(body, side), *_arm(body, side))),
    ]


def _torso(body: Body) -> Iterator[Cone]:
    pelvis, middle, chest = (body.joints[name] for name in ("pelvis", "middle", "chest"))
    up, front = body.up, unit(np.cross(X, body.up))
    for sign in (1, -1):
        side = X * sign
        waist = middle + side * 0.05
        yield Cone(pelvis + up * 0.04 + side * 0.055, waist, 0.102, 0.10, SHIRT, front, 0.95)
        yield Cone(waist, chest + side * 0.085 - up * 0.06, 0.10, 0.115, SHIRT, front, 0.95)
        yield Cone(chest + side * 0.03 + up * 0.035, chest + side * 0.165, 0.06, 0.062, SHIRT)
        seat = pelvis + side * 0.085 - front * 0.03 - up * 0.02
        yield Cone(pelvis + side * 0.05 + up * 0.03, seat, 0.116, 0.108, SHORTS)


def _head(body: Body) -> Iterator[Cone]:
    chest, neck, head, crown = (
        body.joints["chest"],
        body.joints["neck"],
        body.joints["head"],
        body.gaze,
    )
    front = unit(np.cross(X, crown))
    yield Cone(chest, neck + crown * 0.03, 0.058, 0.052, SKIN)
    yield Cone(
        head - crown * 0.055 + front * 0.025, head + crown * 0.045, 0.068, 0.092, SKIN, X, 0.88
    )
    back = head - crown * 0.01 - front * 0.04
    yield Cone(head + crown * 0.065 - front * 0.015, back, 0.088, 0.078, HAIR, X, 0.9)
    nose = head - crown * 0.012 + front * 0.088
    yield Cone(nose, nose - crown * 0.023 + front * 0.02, 0.010, 0.016, SKIN)
    lips = head - crown * 0.068 + front * 0.083
    yield Cone(lips - X * 0.02, lips + X * 0.02, 0.007, 0.007, LIP)
    for sign in (1, -1):
        eye = head + crown * 0.005 + front * 0.082 + X * sign * 0.033
        pupil = eye + front * 0.009
        brow = eye + crown * 0.022 + front * 0.004
        ear = head - front * 0.012 + X * sign * 0.082 - crown * 0.012
        yield Cone(eye, eye + X * 0.001, 0.013, 0.013, WHITE)
        yield Cone(pupil, pupil + X * 0.001, 0.0075, 0.0075, DARK)
        yield Cone(brow - X * 0.014, brow + X * 0.014, 0.0055, 0.0055, HAIR)
        yield Cone(ear + crown * 0.018, ear - crown * 0.018, 0.016, 0.012, SKIN * 0.93)


def _between(start: Vector, end: Vector, share: float) -> Vector:
    return start + (end - start) * share


def _leg(body: Body, side: str) -> Iterator[Cone]:
    hip, knee, ankle = (body.joints[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    foot = body.feet[side]
    bow = (hip + ankle) / 2 - knee
    calf = _between(knee, ankle, 0.3) + 0.015 * bow / max(float(np.linalg.norm(bow)), 0.03)
    sole = np.cross(X, foot)
    sole = sole if sole[1] < 0 else -sole
    toes = ankle + foot * 0.15 + sole * 0.02
    yield Cone(hip, _between(hip, knee, 0.55), 0.092, 0.078, SHORTS)
    yield Cone(_between(hip, knee, 0.5), knee, 0.070, 0.052, SKIN)
    yield Cone(knee, calf, 0.050, 0.055, SKIN)
    yield Cone(calf, ankle, 0.055, 0.036, SKIN)
    yield Cone(ankle - foot * 0.045 + sole * 0.035, toes, 0.042, 0.034, SHOE)
    yield Cone(ankle, toes, 0.038, 0.032, SHOE)


def _arm(body: Body, side: str) -> Iterator[Cone]:
    shoulder, elbow, wrist = (
        body.joints[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist")
    )
    hand, middle = body.hands[side], _between(shoulder, elbow, 0.5)
    yield Cone(shoulder, middle, 0.058, blend(0.058, 0.046, 0.5), SHIRT)
    yield Cone(middle, elbow, 0.045, 0.038, SKIN)
    yield Cone(elbow, wrist, 0.040, 0.027, SKIN)
    yield Cone(wrist, wrist + hand * 0.05, 0.027, 0.040, SKIN)
    yield Cone(wrist + hand * 0.05, wrist + hand * 0.12, 0.036, 0.022, SKIN)
