"""What the body does in each frame, in degrees and trunk lengths, and from where it is seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.form.model import View
from vision.signals import joint_angle_deg
from vision.smoothing import smooth_points
from vision.track import LEFT, RIGHT, FloatArray, Joint, PoseTrack, Side

HIP_WIDTH = 0.45
"""Distance of the hip joints in trunk lengths. Source: Drillis and Contini, 1966. The pelvis
carries the thighs, and unlike the shoulders it is not hidden by the plates of a barbell."""
SIDE_MAX = 0.42
"""Apparent over true width (the sine of the turn) up to which a view is a side view: 25
degrees. Source: knee error -2.3 +- 6.4 degrees side-on against -13.9 +- 15.1 over 45-90 degree
views (validation of BlazePose against marker systems, see docs/reference/metrics.md); halfway to
the views for which the error was measured to be large."""
FRONT_MIN = 0.71
"""Apparent over true width from which a view is frontal: nearer to the front than to the side."""
CLEAR_VOTE = 0.5
"""Share by which the frames that say one side must outnumber the others: three to one."""
MIN_VISIBILITY = 0.5
"""Landmarks below are guesses. Source: MediaPipe's own default for a visible landmark."""


@dataclass(frozen=True, slots=True)
class Kinematics:
    """Angles per frame of the side nearer to the camera, and positions; all (T,) or (T, 33, 3)."""

    points: FloatArray
    """(T, 33, 3) smoothed, gaps filled, in picture heights, y down."""
    visibility: FloatArray
    """(T, 33) 0 to 1; 0 where nobody was seen."""
    trunk: float
    """Length of the trunk in picture heights."""
    near: Side
    """The side towards the camera."""
    knee_deg: FloatArray
    hip_deg: FloatArray
    elbow_deg: FloatArray
    thigh_deg: FloatArray
    """Thigh over the horizontal: 90 standing, 0 parallel, negative with the hip below the knee."""
    trunk_lean_deg: FloatArray
    """Trunk from the vertical: 0 upright, 90 horizontal."""
    shin_lean_deg: FloatArray
    """Shin from the vertical."""
    view: View
    turn: float
    """Sine of the angle between the camera and a true side view: 0 side, 1 front."""

    def middle(self, joint: str) -> FloatArray:
        """Return (T, 2) halfway between the left and the right joint, in trunk lengths."""
        pair = [getattr(LEFT, joint), getattr(RIGHT, joint)]
        return np.asarray(self.points[:, pair, :2].mean(axis=1) / self.trunk, dtype=np.float64)


def pelvis_turn(points: FloatArray, trunk: float) -> float:
    """Return apparent over true width of the pelvis: 0 from the side, about 1 from the front.

    Args:
        points: (T, 33, 2 or 3), x and y in one unit, of frames that show the athlete.
        trunk: Length of the trunk in that unit.
    """
    hips = np.linalg.norm(points[:, LEFT.hip, :2] - points[:, RIGHT.hip, :2], axis=1)
    return float(np.median(hips) / HIP_WIDTH / trunk)


def view_of(points: FloatArray, turn: float) -> View:
    """Name the view.

    Args:
        points: (T, 33, 2 or 3) of frames that show the athlete.
        turn: Apparent over true width of the pelvis.
    """
    if turn <= SIDE_MAX:
        return View.SIDE
    if turn < FRONT_MIN:
        return View.OBLIQUE
    # Seen from the front, the athlete's left is on the right of the picture.
    facing = float(np.median(points[:, LEFT.shoulder, 0] - points[:, RIGHT.shoulder, 0]))
    return View.FRONT if facing > 0 else View.BACK


def _trunk_length(points: FloatArray) -> float:
    shoulders = points[:, [LEFT.shoulder, RIGHT.shoulder], :2].mean(axis=1)
    hips = points[:, [LEFT.hip, RIGHT.hip], :2].mean(axis=1)
    return float(np.percentile(np.linalg.norm(shoulders - hips, axis=1), 90))


def _nearer_side(points: FloatArray, visibility: FloatArray) -> Side:
    """Return the side towards the camera: by where the body faces, else by what is seen best.

    An athlete who faces the right of the picture shows the right side. Visibility alone fails: the
    network reports hidden legs as visible when plates cover the trunk.
    """
    toes = points[:, [LEFT.toe, RIGHT.toe], :2] - points[:, [LEFT.heel, RIGHT.heel], :2]
    ears = points[:, [LEFT.ear, RIGHT.ear], :2].mean(axis=1)
    front = toes.mean(axis=1) + points[:, Joint.NOSE, :2] - ears
    shoulders = points[:, [LEFT.shoulder, RIGHT.shoulder], :2].mean(axis=1)
    up = shoulders - points[:, [LEFT.hip, RIGHT.hip], :2].mean(axis=1)
    faces_right = front[:, 1] * up[:, 0] - front[:, 0] * up[:, 1]  # y is down
    votes = float(np.sign(faces_right).mean())
    if abs(votes) >= CLEAR_VOTE:
        return RIGHT if votes > 0 else LEFT

    def seen(side: Side) -> float:
        rows = [side.shoulder, side.elbow, side.hip, side.knee, side.ankle]
        return float(visibility[:, rows].mean())

    return LEFT if seen(LEFT) >= seen(RIGHT) else RIGHT


def _from_vertical_deg(lower: FloatArray, upper: FloatArray) -> FloatArray:
    across = np.abs(upper[:, 0] - lower[:, 0])
    return np.degrees(np.arctan2(across, lower[:, 1] - upper[:, 1]))


def kinematics_of(track: PoseTrack) -> Kinematics:
    """Return the angles of a track in which the athlete is seen at least once."""
    missing = ~track.seen
    points = smooth_points(track.points(), missing, track.frames_per_second)
    visibility = np.where(missing[:, None], 0.0, track.landmarks[:, :, 3])
    near = _nearer_side(points[~missing], visibility)
    trunk = max(_trunk_length(points), 1e-6)
    hip, knee = points[:, near.hip], points[:, near.knee]
    across = np.abs(knee[:, 0] - hip[:, 0])
    turn = pelvis_turn(points[track.seen], trunk)
    return Kinematics(
        points=points,
        visibility=visibility,
        trunk=trunk,
        near=near,
        knee_deg=joint_angle_deg(points, near.hip, near.knee, near.ankle),
        hip_deg=joint_angle_deg(points, near.shoulder, near.hip, near.knee),
        elbow_deg=joint_angle_deg(points, near.shoulder, near.elbow, near.wrist),
        thigh_deg=np.degrees(np.arctan2(knee[:, 1] - hip[:, 1], across)),
        trunk_lean_deg=_from_vertical_deg(hip, points[:, near.shoulder]),
        shin_lean_deg=_from_vertical_deg(points[:, near.ankle], knee),
        view=view_of(points[track.seen], turn),
        turn=turn,
    )
