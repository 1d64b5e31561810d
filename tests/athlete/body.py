"""The skeleton of a 1.75 m adult, posed by where its pelvis, feet and hands are."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tests.athlete.geometry import Vector, X, Y, Z, angle_deg, reach, rotation, two_bones, unit

THIGH, SHIN, UPPER_ARM, FOREARM, TRUNK, NECK = 0.43, 0.437, 0.255, 0.262, 0.465, 0.10
HALF_HIPS, HALF_SHOULDERS, ANKLE_HEIGHT = 0.105, 0.188, 0.075
SIDES = (("left", 1), ("right", -1))


@dataclass
class Body:
    """Named points (metres) and directions of one moment."""

    joints: dict[str, Vector] = field(default_factory=dict[str, Vector])
    up: Vector = field(default_factory=Y.copy)
    """Direction of the trunk."""
    gaze: Vector = field(default_factory=Y.copy)
    """Direction from the neck to the crown."""
    feet: dict[str, Vector] = field(default_factory=dict[str, Vector])
    hands: dict[str, Vector] = field(default_factory=dict[str, Vector])

    def place_trunk(self, pelvis: Vector, lean_deg: float) -> None:
        """Put pelvis, shoulders and head; `lean_deg` is from the vertical, forwards."""
        self.up = rotation(X, lean_deg) @ Y
        self.gaze = rotation(X, 0.55 * lean_deg) @ Y
        chest = pelvis + self.up * TRUNK
        neck = chest + self.up * NECK
        self.joints |= {
            "pelvis": pelvis,
            "middle": pelvis + self.up * TRUNK / 2,
            "chest": chest,
            "neck": neck,
            "head": neck + self.gaze * 0.11,
        }
        for side, sign in SIDES:
            self.joints[f"{side}_hip"] = pelvis + X * sign * HALF_HIPS
            self.joints[f"{side}_shoulder"] = chest + X * sign * HALF_SHOULDERS

    def place_leg(self, side: str, ankle: Vector, *, inward_deg: float = 0.0) -> None:
        """Bend a leg to an ankle; `inward_deg` swings the knee towards the other (valgus)."""
        sign = 1 if side == "left" else -1
        hip = self.joints[f"{side}_hip"]
        pole = rotation(unit(ankle - hip), sign * inward_deg) @ Z
        knee, end = two_bones(hip, ankle, THIGH, SHIN, pole)
        self.joints |= {f"{side}_knee": knee, f"{side}_ankle": end}
        self.feet[side] = unit(Z + 0.2 * sign * X - 0.28 * Y)

    def place_arm(self, side: str, wrist: Vector, pole: Vector) -> None:
        """Bend an arm to a wrist, the elbow towards `pole`."""
        shoulder = self.joints[f"{side}_shoulder"]
        elbow, end = two_bones(shoulder, wrist, UPPER_ARM, FOREARM, pole)
        self.joints |= {f"{side}_elbow": elbow, f"{side}_wrist": end}
        self.hands[side] = unit(end - elbow)


@dataclass(frozen=True)
class Truth:
    """What a side view should find, in degrees."""

    knee_deg: float
    hip_deg: float
    elbow_deg: float
    thigh_deg: float
    """0 parallel, negative with the hip below the knee."""
    trunk_lean_deg: float


def truth_of(body: Body) -> Truth:
    """Return the exact angles of the athlete's left side, in the plane the side view sees."""
    at = {name: point * np.array([0.0, 1.0, 1.0]) for name, point in body.joints.items()}
    thigh = at["left_hip"] - at["left_knee"]
    lean = float(np.degrees(np.arccos(np.clip(body.up @ Y, -1.0, 1.0))))
    return Truth(
        knee_deg=angle_deg(at["left_hip"], at["left_knee"], at["left_ankle"]),
        hip_deg=angle_deg(at["left_shoulder"], at["left_hip"], at["left_knee"]),
        elbow_deg=angle_deg(at["left_shoulder"], at["left_elbow"], at["left_wrist"]),
        thigh_deg=float(np.degrees(np.arctan2(thigh[1], abs(thigh[2])))),
        trunk_lean_deg=lean,
    )


def pelvis_over_ankle(knee_deg: float, shin_lean_deg: float) -> Vector:
    """Return where the pelvis is over a planted ankle."""
    shin = np.radians(shin_lean_deg)
    thigh = np.radians(180 - knee_deg - shin_lean_deg)
    return np.array(
        [
            0.0,
            ANKLE_HEIGHT + SHIN * np.cos(shin) + THIGH * np.cos(thigh),
            SHIN * np.sin(shin) - THIGH * np.sin(thigh),
        ]
    )


def standing_height() -> float:
    """Return the height of the pelvis with nearly straight legs."""
    return ANKLE_HEIGHT + reach(THIGH, SHIN, 174)
