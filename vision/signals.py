"""One-dimensional signals of a moving body in which repetitions show as waves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vision.smoothing import WINDOW_S, fill_gaps, odd_window, smooth
from vision.track import LEFT, RIGHT, FloatArray, Joint, PoseTrack

RATE_HZ = 30.0
"""Rate to which every track is resampled before counting; all lags below are at this rate."""
DEG_PER_MOVE = 70.0
LENGTH_PER_MOVE = 0.4
"""One clearly visible move of a joint (degrees) and of a landmark (trunk lengths), so that angles
and distances weigh alike. Source: half of a push-up's elbow travel, and the wrist travel of a
half curl with segment lengths of Drillis and Contini, 1966."""
LAG = 6
"""Frames (0.2 s) over which motion is taken: shorter lags see jitter, longer ones miss fast reps.
Source: repetition counter of docs/adr/0007, measured on RepCount-pose."""
SHORT_WINDOW = 7
"""Frames (0.23 s) over which signals are smoothed before repetitions are searched in them."""
MIN_FRAMES = 10
"""Frames (0.33 s) below which nothing is searched: no repetition is that short."""

_CORE = (
    Joint.NOSE,
    Joint.LEFT_SHOULDER,
    Joint.RIGHT_SHOULDER,
    Joint.LEFT_ELBOW,
    Joint.RIGHT_ELBOW,
    Joint.LEFT_WRIST,
    Joint.RIGHT_WRIST,
    Joint.LEFT_HIP,
    Joint.RIGHT_HIP,
    Joint.LEFT_KNEE,
    Joint.RIGHT_KNEE,
    Joint.LEFT_ANKLE,
    Joint.RIGHT_ANKLE,
)


@dataclass(frozen=True, slots=True)
class Motion:
    """The body as counting sees it, at 30 Hz."""

    times_s: FloatArray
    """(N,) seconds."""
    signals: dict[str, FloatArray]
    """Each (N,), smoothed, in units of one clearly visible move."""
    body: FloatArray
    """(N, F) left/right-symmetric description of the pose, to compare repetitions by."""


def joint_angle_deg(points: FloatArray, first: Joint, apex: Joint, last: Joint) -> FloatArray:
    """Return the image-plane angle at `apex`.

    Args:
        points: (T, 33, 2 or 3) in one unit for x and y.
        first: Joint at the end of one leg of the angle.
        apex: Joint at its corner.
        last: Joint at the end of the other leg.

    Returns:
        (T,) degrees in [0, 180].
    """
    u = points[:, first, :2] - points[:, apex, :2]
    v = points[:, last, :2] - points[:, apex, :2]
    norm = np.linalg.norm(u, axis=1) * np.linalg.norm(v, axis=1) + 1e-9
    cosine = np.sum(u * v, axis=1) / norm
    return np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))


def body_points(track: PoseTrack) -> FloatArray:
    """Return (N, 33, 2) at 30 Hz, hip-centred, in trunk lengths, gaps filled."""
    points = fill_gaps(track.points()[:, :, :2], ~track.seen)
    grid = uniform_times(track)
    flat = points.reshape(len(points), -1)
    even = np.stack([np.interp(grid, track.times_s, column) for column in flat.T], axis=1)
    body = even.reshape(len(grid), -1, 2)
    hips = body[:, [Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(axis=1)
    shoulders = body[:, [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]].mean(axis=1)
    # The trunk looks short when it leans towards the camera; its true length is near the longest.
    trunk = float(np.percentile(np.linalg.norm(shoulders - hips, axis=1), 90))
    return (body - hips[:, None]) / max(trunk, 1e-6)


def uniform_times(track: PoseTrack) -> FloatArray:
    """Return the 30 Hz time grid that covers a track."""
    first, last = float(track.times_s[0]), float(track.times_s[-1])
    return first + np.arange(int((last - first) * RATE_HZ + 1e-6) + 1) / RATE_HZ


def _principal_moves(series: FloatArray, count: int) -> FloatArray:
    """Project on the main directions of lagged change; cuts, drift and walking in weigh little."""
    change = series[LAG:] - series[:-LAG]
    size = np.linalg.norm(change, axis=1) + 1e-9
    usual = float(np.median(size[size >= np.median(size)]))
    weight = np.minimum(1.0, 3 * usual / size) ** 2
    _, vectors = np.linalg.eigh((change * weight[:, None]).T @ change)
    centred = series - np.median(series, axis=0)
    return np.asarray(centred @ vectors[:, ::-1][:, :count], dtype=np.float64)


def _angles(points: FloatArray) -> dict[str, FloatArray]:
    triples = {
        "elbow": [(s.shoulder, s.elbow, s.wrist) for s in (LEFT, RIGHT)],
        "shoulder": [(s.hip, s.shoulder, s.elbow) for s in (LEFT, RIGHT)],
        "hip": [(s.shoulder, s.hip, s.knee) for s in (LEFT, RIGHT)],
        "knee": [(s.hip, s.knee, s.ankle) for s in (LEFT, RIGHT)],
    }
    return {
        name: np.asarray(sum(joint_angle_deg(points, *t) for t in both)) / DEG_PER_MOVE
        for name, both in triples.items()
    }


def _middle(points: FloatArray, name: str) -> FloatArray:
    pair = [getattr(LEFT, name), getattr(RIGHT, name)]
    return np.asarray(points[:, pair].mean(axis=1), dtype=np.float64)


def _positions(points: FloatArray) -> list[FloatArray]:
    shoulder, hip, knee, ankle, wrist, elbow = (
        _middle(points, name) for name in ("shoulder", "hip", "knee", "ankle", "wrist", "elbow")
    )
    nose = points[:, Joint.NOSE]
    up = (wrist - shoulder, elbow - shoulder, wrist - hip, shoulder - hip, knee - hip)
    heights = [v[:, 1] for v in (*up, ankle - hip, nose - wrist)]
    depths = [v[:, 0] for v in (wrist - shoulder, shoulder - hip, knee - hip, ankle - hip)]
    widths = [
        np.linalg.norm(points[:, left] - points[:, right], axis=1)
        for left, right in ((LEFT.ankle, RIGHT.ankle), (LEFT.wrist, RIGHT.wrist))
    ]
    return [column / LENGTH_PER_MOVE for column in (*heights, *depths, *widths)]


def motion_of(track: PoseTrack) -> Motion | None:
    """Return the signals of a track; None when the athlete is seen in fewer than 10 frames."""
    if int(track.seen.sum()) < MIN_FRAMES:
        return None
    points = body_points(track)
    if len(points) <= LAG + MIN_FRAMES:
        return None
    signals = _angles(points)
    columns = [*signals.values(), *_positions(points)]
    body = np.stack([smooth(column, SHORT_WINDOW) for column in columns], axis=1)
    flat = points[:, list(_CORE)].reshape(len(points), -1)
    places = np.stack([smooth(column, SHORT_WINDOW) for column in flat.T], axis=1)
    first, second = _principal_moves(body, 2).T
    centred = np.clip(places - np.median(places, axis=0), -3, 3)
    centred = centred - centred.mean(axis=0)
    direction = np.linalg.svd(centred, full_matrices=False)[2][0]
    signals |= {
        "body_first": first,
        "body_second": second,
        "places_moving": _principal_moves(places, 1)[:, 0] / LENGTH_PER_MOVE,
        "places_spread": np.asarray(centred @ direction) / LENGTH_PER_MOVE,
    }
    window = odd_window(RATE_HZ, WINDOW_S)
    smoothed = {name: smooth(signal, window) for name, signal in signals.items()}
    return Motion(uniform_times(track), smoothed, body)
