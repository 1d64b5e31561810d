"""The athlete's exact joints as landmarks, without a picture or a network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.athlete.body import SIDES, Body
from tests.athlete.exercises import FRAMES_PER_SECOND, Pose
from tests.athlete.geometry import X, Y, unit
from tests.athlete.scene import Camera
from vision.track import LANDMARKS, LEFT, RIGHT, FloatArray, Joint, PoseTrack


def _points(body: Body) -> dict[Joint, NDArray[np.float64]]:
    front = unit(np.cross(X, body.gaze))
    head = body.joints["head"]
    points = {Joint.NOSE: head + front * 0.1}
    for (name, sign), side in zip(SIDES, (LEFT, RIGHT), strict=True):
        ankle, foot = body.joints[f"{name}_ankle"], body.feet[name]
        points |= {
            side.ear: head + X * sign * 0.08,
            side.heel: ankle - foot * 0.05 - Y * 0.03,
            side.toe: ankle + foot * 0.17,
        }
        for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle"):
            points[getattr(side, joint)] = body.joints[f"{name}_{joint}"]
    return points


_KNOWN = frozenset(Joint)
_ROWS = tuple(Joint(row) if row in _KNOWN else Joint.NOSE for row in range(LANDMARKS))


def pose_of(body: Body, camera: Camera) -> FloatArray:
    """Return the (33, 4) landmarks of a body; what BlazePose has besides sits on the nose."""
    points = _points(body)
    world = np.stack([points[joint] for joint in _ROWS])
    pixels, depth = camera.project(world)
    pose = np.ones((33, 4))
    pose[:, 0] = pixels[:, 0] / camera.width
    pose[:, 1] = pixels[:, 1] / camera.height
    pose[:, 2] = (depth - depth.mean()) * camera.focal_px / depth.mean() / camera.width
    return pose


def track_of(
    pose: Pose,
    phases: NDArray[np.float64] | Sequence[float],
    *,
    azimuth_deg: float = 90.0,
    jitter_px: float = 1.0,
) -> PoseTrack:
    """Return the track of an exercise with landmark jitter of a given size, the same every time."""
    camera = Camera(azimuth_deg)
    moments = {float(phase) for phase in phases}
    known = {phase: pose_of(pose(phase), camera) for phase in moments}
    poses = np.stack([known[float(phase)] for phase in phases])
    noise = np.random.default_rng(0).standard_normal((*poses.shape[:2], 2))
    poses[:, :, :2] += noise * jitter_px / np.array([camera.width, camera.height])
    times = np.arange(len(poses)) / FRAMES_PER_SECOND
    return PoseTrack(poses, times, camera.width / camera.height)
